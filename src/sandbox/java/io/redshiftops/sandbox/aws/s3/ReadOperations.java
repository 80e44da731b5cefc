package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** S3's operations that read one object. */
final class ReadOperations {

    /** Headers of a reply that the request may set, by the query parameters for them. */
    private static final Map<String, String> OVERRIDES = Map.of(
            "response-content-type", "content-type",
            "response-content-language", "content-language",
            "response-expires", "expires",
            "response-cache-control", "cache-control",
            "response-content-disposition", "content-disposition",
            "response-content-encoding", "content-encoding");

    private final Buckets buckets;

    ReadOperations(Buckets buckets) {
        this.buckets = buckets;
    }

    Reply getObject(Call call, S3Request request) {
        StoredObject object = find(call, request);
        if (Conditions.of(request, "").isKnown(object)) {
            return notModified(object);
        }
        Optional<ByteRange> range = ByteRange.of(request, object.size());
        Map<String, String> headers = headers(object, request, range.isEmpty());
        if (range.isEmpty()) {
            return new Reply(200, headers, new FileBody(object.file(), 0, object.size()));
        }
        ByteRange bytes = range.get();
        headers.put("Content-Range", "bytes " + bytes.first() + "-" + bytes.last() + "/" + object.size());
        return new Reply(206, headers, new FileBody(object.file(), bytes.first(), bytes.length()));
    }

    Reply headObject(Call call, S3Request request) {
        StoredObject object = find(call, request);
        if (Conditions.of(request, "").isKnown(object)) {
            return notModified(object);
        }
        Optional<ByteRange> range = ByteRange.of(request, object.size());
        Map<String, String> headers = headers(object, request, range.isEmpty());
        long length = range.map(ByteRange::length).orElse(object.size());
        headers.put("Content-Length", Long.toString(length));
        range.ifPresent(bytes ->
                headers.put("Content-Range", "bytes " + bytes.first() + "-" + bytes.last() + "/" + object.size()));
        return new Reply(range.isPresent() ? 206 : 200, headers, Reply.NO_BODY);
    }

    private StoredObject find(Call call, S3Request request) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        String key = request.keyName();
        S3Access.authorize(call, "s3:GetObject", S3Access.arn(bucket.name(), key));
        return bucket.find(key).orElseThrow(() -> {
            S3Access.authorizeToMiss(call, bucket.name());
            return S3Error.noSuchKey();
        });
    }

    private static Reply notModified(StoredObject object) {
        return Reply.empty(304)
                .with("ETag", object.quotedEtag())
                .with("Last-Modified", S3Replies.httpTime(object.lastModified()));
    }

    private static Map<String, String> headers(StoredObject object, S3Request request, boolean whole) {
        Map<String, String> headers = new LinkedHashMap<>(object.metadata());
        OVERRIDES.forEach(
                (parameter, header) -> request.parameter(parameter).ifPresent(value -> headers.put(header, value)));
        headers.put("ETag", object.quotedEtag());
        headers.put("Last-Modified", S3Replies.httpTime(object.lastModified()));
        headers.put("Accept-Ranges", "bytes");
        headers.put("x-amz-server-side-encryption", "AES256");
        if (!object.tags().isEmpty()) {
            headers.put("x-amz-tagging-count", Integer.toString(object.tags().size()));
        }
        boolean asked = request.header("x-amz-checksum-mode")
                .filter("ENABLED"::equalsIgnoreCase)
                .isPresent();
        // A client would hold the whole object's checksum against the part that it gets.
        if (asked && whole) {
            object.checksum().ifPresent(checksum -> {
                headers.put(checksum.algorithm().header(), checksum.value());
                headers.put("x-amz-checksum-type", checksum.type());
            });
        }
        return headers;
    }
}
