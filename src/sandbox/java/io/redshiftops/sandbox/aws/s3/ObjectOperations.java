package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.protocol.Xml;
import io.redshiftops.sandbox.aws.s3.StoredObject.ObjectChecksum;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S3's operations that write, copy and delete objects; {@link ReadOperations} has those that read them. */
final class ObjectOperations {

    private static final int LONGEST_KEY = 1024;
    private static final int MOST_DELETED = 1000;

    private final Buckets buckets;
    private final ObjectFiles files;

    ObjectOperations(Buckets buckets, ObjectFiles files) {
        this.buckets = buckets;
        this.files = files;
    }

    Reply putObject(Call call, S3Request request) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        String key = checkKey(request.keyName());
        S3Access.authorize(call, "s3:PutObject", S3Access.arn(bucket.name(), key));
        Map<String, String> tags = Tagging.fromHeader(request);
        if (!tags.isEmpty()) {
            S3Access.authorize(call, "s3:PutObjectTagging", S3Access.arn(bucket.name(), key));
        }
        Content content = Content.receive(request, files);
        StoredObject object = new StoredObject(
                key,
                buckets.account().now(),
                content.written().file(),
                content.written().size(),
                content.written().md5(),
                withDefaultType(request.userMetadata()),
                content.checksum(),
                tags);
        store(bucket, object, request);
        Reply reply = Reply.empty(200).with("ETag", object.quotedEtag()).with("x-amz-server-side-encryption", "AES256");
        return withChecksum(reply, content.checksum());
    }

    static String checkKey(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw S3Error.keyTooLong();
        }
        return key;
    }

    static Map<String, String> withDefaultType(Map<String, String> metadata) {
        metadata.putIfAbsent("content-type", "binary/octet-stream");
        return metadata;
    }

    static Reply withChecksum(Reply reply, Optional<ObjectChecksum> checksum) {
        return checksum.map(each ->
                        reply.with(each.algorithm().header(), each.value()).with("x-amz-checksum-type", each.type()))
                .orElse(reply);
    }

    /** Puts an object in its place, on the conditions that the request sets. */
    void store(Bucket bucket, StoredObject object, S3Request request) {
        try {
            if (request.header("if-none-match").filter("*"::equals).isEmpty()) {
                request.header("if-match")
                        .map(etag -> bucket.putIfMatch(object, etag))
                        .orElseGet(() -> bucket.put(object))
                        .ifPresent(files::remove);
            } else if (!bucket.putIfAbsent(object)) {
                throw S3Error.preconditionFailed();
            }
        } catch (AwsError refused) {
            files.remove(object.file());
            throw refused;
        }
    }

    Reply deleteObject(Call call, S3Request request) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        S3Access.authorize(call, "s3:DeleteObject", S3Access.arn(bucket.name(), request.keyName()));
        bucket.remove(request.keyName()).ifPresent(files::remove);
        return Reply.empty(204);
    }

    /** Each object is asked for by itself; what may not be deleted is told among the results. */
    Reply deleteObjects(Call call, S3Request request) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        XmlBody body = XmlBody.read(request);
        List<XmlBody> objects = body.children("Object");
        if (!body.name().equals("Delete") || objects.isEmpty() || objects.size() > MOST_DELETED) {
            throw S3Error.malformedXml();
        }
        call.concerns(S3Access.arn(bucket.name()));
        boolean quiet = body.text("Quiet").filter("true"::equals).isPresent();
        Xml xml = new Xml().open("DeleteResult", S3Replies.NAMESPACE);
        for (XmlBody each : objects) {
            String key = each.required("Key");
            refuseVersion(each);
            if (!S3Access.isAllowed(call, "s3:DeleteObject", S3Access.arn(bucket.name(), key))) {
                xml.open("Error").element("Key", key).element("Code", "AccessDenied");
                xml.element("Message", "Access Denied").close("Error");
                continue;
            }
            bucket.remove(key).ifPresent(files::remove);
            if (!quiet) {
                xml.open("Deleted").element("Key", key).close("Deleted");
            }
        }
        return S3Replies.xml(xml.close("DeleteResult"));
    }

    private static void refuseVersion(XmlBody object) {
        if (object.text("VersionId").filter(version -> !version.equals("null")).isPresent()) {
            throw AwsError.notEmulated("The VersionId of s3:DeleteObjects");
        }
    }

    Reply copyObject(Call call, S3Request request) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        String key = checkKey(request.keyName());
        CopySource source = CopySource.of(request);
        StoredObject original = source.read(call, buckets);
        S3Access.authorize(call, "s3:PutObject", S3Access.arn(bucket.name(), key));
        boolean replacesMetadata = directive(request, "x-amz-metadata-directive");
        boolean replacesTags = directive(request, "x-amz-tagging-directive");
        if (source.bucket().equals(bucket.name()) && source.key().equals(key) && !replacesMetadata) {
            throw S3Error.invalidRequest("This copy request is illegal because it is trying to copy an object to itself"
                    + " without changing the object's metadata, storage class, website redirect location or encryption"
                    + " attributes.");
        }
        ObjectFiles.Written written = source.copy(original, files, 0, original.size());
        StoredObject copy = new StoredObject(
                key,
                buckets.account().now(),
                written.file(),
                written.size(),
                written.md5(),
                replacesMetadata ? withDefaultType(request.userMetadata()) : original.metadata(),
                original.checksum().filter(checksum -> !checksum.composite()),
                replacesTags ? Tagging.fromHeader(request) : original.tags());
        store(bucket, copy, request);
        Xml xml = new Xml().open("CopyObjectResult", S3Replies.NAMESPACE);
        xml.element("LastModified", S3Replies.isoTime(copy.lastModified())).element("ETag", copy.quotedEtag());
        copy.checksum()
                .ifPresent(checksum -> xml.element(checksum.algorithm().element(), checksum.value())
                        .element("ChecksumType", checksum.type()));
        return S3Replies.xml(xml.close("CopyObjectResult"));
    }

    private static boolean directive(S3Request request, String header) {
        String value = request.header(header).orElse("COPY");
        if (!value.equals("COPY") && !value.equals("REPLACE")) {
            throw S3Error.invalidArgument("Unknown directive " + value + " in " + header + ".");
        }
        return value.equals("REPLACE");
    }
}
