package io.redshiftops.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** {@link ObjectStorage} by the SDK. */
final class SdkObjectStorage implements ObjectStorage {

    private final S3Client s3;

    private final SdkAutoCloseable credentials;

    SdkObjectStorage(S3Client s3, SdkAutoCloseable credentials) {
        this.s3 = s3;
        this.credentials = credentials;
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix) {
        return AwsCalls.call(
                "s3:ListBucket",
                () -> s3
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(prefix))
                        .contents()
                        .stream()
                        .map(object -> new StoredObject(bucket, object.key(), unquoted(object.eTag()), object.size()))
                        .toList());
    }

    @Override
    public Optional<StoredObject> head(String bucket, String key) {
        return AwsCalls.find(
                        "s3:GetObject",
                        () -> s3.headObject(request -> request.bucket(bucket).key(key)))
                .map(head -> new StoredObject(bucket, key, unquoted(head.eTag()), head.contentLength()));
    }

    @Override
    public Optional<String> read(String bucket, String key) {
        return AwsCalls.find(
                "s3:GetObject",
                () -> s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                        .asUtf8String());
    }

    @Override
    public void write(String bucket, String key, String text) {
        AwsCalls.run(
                "s3:PutObject",
                () -> s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text)));
    }

    @Override
    public void delete(String bucket, String key) {
        AwsCalls.delete(
                "s3:DeleteObject",
                () -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    @Override
    public void close() {
        s3.close();
        credentials.close();
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }
}
