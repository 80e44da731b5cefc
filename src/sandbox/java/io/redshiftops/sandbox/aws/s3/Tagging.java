package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.protocol.Xml;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** S3's operations on the tags of buckets and objects; a set of tags is always replaced as a whole. */
final class Tagging {

    private static final int MOST_ON_OBJECT = 10;

    private final Buckets buckets;

    Tagging(Buckets buckets) {
        this.buckets = buckets;
    }

    /** The tags that a new object gets by a header, written like a query. */
    static Map<String, String> fromHeader(S3Request request) {
        Map<String, String> tags = new TreeMap<>();
        for (String pair : request.header("x-amz-tagging").orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String key = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                tags.put(
                        URLDecoder.decode(key, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        checkObjectTags(tags);
        return tags;
    }

    private static void checkObjectTags(Map<String, String> tags) {
        S3Error.TAG_RULES.check(tags);
        if (tags.size() > MOST_ON_OBJECT) {
            throw AwsError.badRequest("BadRequest", "Object tags cannot be greater than " + MOST_ON_OBJECT);
        }
    }

    Reply getBucketTagging(Call call, S3Request request) {
        Bucket bucket = bucket(call, request, "s3:GetBucketTagging");
        if (bucket.tags().isEmpty()) {
            throw new AwsError(404, "NoSuchTagSet", "The TagSet does not exist");
        }
        return reply(bucket.tags());
    }

    Reply putBucketTagging(Call call, S3Request request) {
        Bucket bucket = bucket(call, request, "s3:PutBucketTagging");
        Map<String, String> tags = read(request);
        S3Error.TAG_RULES.check(tags);
        bucket.tags(tags);
        return Reply.empty(204);
    }

    Reply deleteBucketTagging(Call call, S3Request request) {
        bucket(call, request, "s3:PutBucketTagging").tags(Map.of());
        return Reply.empty(204);
    }

    Reply getObjectTagging(Call call, S3Request request) {
        return reply(object(call, request, "s3:GetObjectTagging").tags());
    }

    Reply putObjectTagging(Call call, S3Request request) {
        StoredObject object = object(call, request, "s3:PutObjectTagging");
        Map<String, String> tags = read(request);
        checkObjectTags(tags);
        buckets.in(call.region(), request.bucketName()).replace(object.withTags(tags));
        return Reply.empty(200);
    }

    Reply deleteObjectTagging(Call call, S3Request request) {
        StoredObject object = object(call, request, "s3:DeleteObjectTagging");
        buckets.in(call.region(), request.bucketName()).replace(object.withTags(Map.of()));
        return Reply.empty(204);
    }

    private Bucket bucket(Call call, S3Request request, String action) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        S3Access.authorize(call, action, S3Access.arn(bucket.name()));
        return bucket;
    }

    private StoredObject object(Call call, S3Request request, String action) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        S3Access.authorize(call, action, S3Access.arn(bucket.name(), request.keyName()));
        return bucket.find(request.keyName()).orElseThrow(S3Error::noSuchKey);
    }

    private static Map<String, String> read(S3Request request) {
        XmlBody body = XmlBody.read(request);
        Map<String, String> tags = new TreeMap<>();
        for (XmlBody set : body.children("TagSet")) {
            set.children("Tag").forEach(tag -> tags.put(tag.required("Key"), tag.required("Value")));
        }
        return tags;
    }

    private static Reply reply(Map<String, String> tags) {
        Xml xml = new Xml().open("Tagging", S3Replies.NAMESPACE).open("TagSet");
        tags.forEach((key, value) ->
                xml.open("Tag").element("Key", key).element("Value", value).close("Tag"));
        return S3Replies.xml(xml.close("TagSet").close("Tagging"));
    }
}
