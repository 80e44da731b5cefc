package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The object that a copy is made of. */
record CopySource(String bucket, String key, Conditions conditions) {

    static CopySource of(S3Request request) {
        String source = request.header("x-amz-copy-source").orElseThrow();
        int version = source.indexOf("?versionId=");
        if (version >= 0) {
            throw AwsError.notEmulated("The versionId in x-amz-copy-source");
        }
        String decoded = S3Request.percentDecode(source.startsWith("/") ? source.substring(1) : source);
        int slash = decoded.indexOf('/');
        if (slash < 1 || slash == decoded.length() - 1) {
            throw S3Error.invalidArgument("Invalid copy source object key");
        }
        return new CopySource(
                decoded.substring(0, slash),
                decoded.substring(slash + 1),
                Conditions.of(request, "x-amz-copy-source-"));
    }

    /** The object, if the caller may read it and it meets the conditions of the request. */
    StoredObject read(Call call, Buckets buckets) {
        Bucket source = buckets.inAnyRegion(bucket);
        S3Access.authorize(call, "s3:GetObject", S3Access.arn(bucket, key));
        StoredObject object = source.find(key).orElseThrow(() -> {
            S3Access.authorizeToMiss(call, bucket);
            return S3Error.noSuchKey();
        });
        if (conditions.isKnown(object)) {
            throw S3Error.preconditionFailed();
        }
        return object;
    }

    /** Copies a part of the object's content. */
    ObjectFiles.Written copy(StoredObject object, ObjectFiles files, long offset, long length) {
        try (InputStream in = Files.newInputStream(object.file())) {
            in.skipNBytes(offset);
            return files.write(
                    new BoundedInputStream(in, length),
                    object.checksum()
                            .map(checksum -> List.of(checksum.algorithm()))
                            .orElse(List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
