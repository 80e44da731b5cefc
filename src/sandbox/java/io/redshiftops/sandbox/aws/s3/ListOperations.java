package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.protocol.Xml;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** S3's operations that list objects. */
final class ListOperations {

    private static final int MOST_KEYS = 1000;

    private final Buckets buckets;

    ListOperations(Buckets buckets) {
        this.buckets = buckets;
    }

    Reply listObjects(Call call, S3Request request) {
        Bucket bucket = authorize(call, request, "s3:ListBucket");
        UnaryOperator<String> encoding = encoding(request);
        String prefix = request.parameter("prefix").orElse("");
        String delimiter = request.parameter("delimiter").orElse("");
        String marker = request.parameter("marker").orElse("");
        int maxKeys = request.number("max-keys", MOST_KEYS, MOST_KEYS);
        Listing listing = list(bucket, prefix, delimiter, marker, maxKeys);
        Xml xml = head("ListBucketResult", bucket, prefix, delimiter, maxKeys, request);
        xml.element("Marker", encoding.apply(marker));
        xml.element("IsTruncated", Boolean.toString(listing.truncated()));
        if (listing.truncated() && !delimiter.isEmpty() && listing.last() != null) {
            xml.element("NextMarker", encoding.apply(listing.last()));
        }
        contents(xml, listing, encoding, true);
        return S3Replies.xml(xml.close("ListBucketResult"));
    }

    Reply listObjectsV2(Call call, S3Request request) {
        Bucket bucket = authorize(call, request, "s3:ListBucket");
        UnaryOperator<String> encoding = encoding(request);
        String prefix = request.parameter("prefix").orElse("");
        String delimiter = request.parameter("delimiter").orElse("");
        Optional<String> token = request.parameter("continuation-token");
        String after = token.map(ListOperations::decodeToken)
                .orElse(request.parameter("start-after").orElse(""));
        int maxKeys = request.number("max-keys", MOST_KEYS, MOST_KEYS);
        Listing listing = list(bucket, prefix, delimiter, after, maxKeys);
        Xml xml = head("ListBucketResult", bucket, prefix, delimiter, maxKeys, request);
        xml.element(
                "KeyCount",
                Integer.toString(
                        listing.objects().size() + listing.commonPrefixes().size()));
        xml.element("IsTruncated", Boolean.toString(listing.truncated()));
        token.ifPresent(value -> xml.element("ContinuationToken", value));
        if (listing.truncated() && listing.last() != null) {
            xml.element("NextContinuationToken", encodeToken(listing.last()));
        }
        request.parameter("start-after").ifPresent(value -> xml.element("StartAfter", encoding.apply(value)));
        boolean owner = request.parameter("fetch-owner").filter("true"::equals).isPresent();
        contents(xml, listing, encoding, owner);
        return S3Replies.xml(xml.close("ListBucketResult"));
    }

    /** There is no versioning here, so each object is its own one version. */
    Reply listObjectVersions(Call call, S3Request request) {
        Bucket bucket = authorize(call, request, "s3:ListBucketVersions");
        UnaryOperator<String> encoding = encoding(request);
        String prefix = request.parameter("prefix").orElse("");
        String delimiter = request.parameter("delimiter").orElse("");
        String marker = request.parameter("key-marker").orElse("");
        int maxKeys = request.number("max-keys", MOST_KEYS, MOST_KEYS);
        Listing listing = list(bucket, prefix, delimiter, marker, maxKeys);
        Xml xml = head("ListVersionsResult", bucket, prefix, delimiter, maxKeys, request);
        xml.element("KeyMarker", encoding.apply(marker)).element("VersionIdMarker", "");
        xml.element("IsTruncated", Boolean.toString(listing.truncated()));
        if (listing.truncated() && listing.last() != null) {
            xml.element("NextKeyMarker", encoding.apply(listing.last())).element("NextVersionIdMarker", "null");
        }
        for (StoredObject object : listing.objects()) {
            xml.open("Version").element("Key", encoding.apply(object.key()));
            xml.element("VersionId", "null").element("IsLatest", "true");
            describe(xml, object);
            owner(xml);
            xml.close("Version");
        }
        commonPrefixes(xml, listing.commonPrefixes(), encoding);
        return S3Replies.xml(xml.close("ListVersionsResult"));
    }

    private Bucket authorize(Call call, S3Request request, String action) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        call.concerns(S3Access.arn(bucket.name()));
        call.authorize(S3Access.list(action, request));
        return bucket;
    }

    private static Listing list(Bucket bucket, String prefix, String delimiter, String after, int maxKeys) {
        return maxKeys == 0
                ? new Listing(List.of(), List.of(), null, false)
                : Listing.of(bucket, prefix, delimiter, after, maxKeys);
    }

    private static Xml head(
            String root, Bucket bucket, String prefix, String delimiter, int maxKeys, S3Request request) {
        UnaryOperator<String> encoding = encoding(request);
        Xml xml = new Xml().open(root, S3Replies.NAMESPACE);
        xml.element("Name", bucket.name()).element("Prefix", encoding.apply(prefix));
        if (!delimiter.isEmpty()) {
            xml.element("Delimiter", encoding.apply(delimiter));
        }
        xml.element("MaxKeys", Integer.toString(maxKeys));
        request.parameter("encoding-type").ifPresent(type -> xml.element("EncodingType", type));
        return xml;
    }

    private void contents(Xml xml, Listing listing, UnaryOperator<String> encoding, boolean owner) {
        for (StoredObject object : listing.objects()) {
            xml.open("Contents").element("Key", encoding.apply(object.key()));
            describe(xml, object);
            if (owner) {
                owner(xml);
            }
            xml.close("Contents");
        }
        commonPrefixes(xml, listing.commonPrefixes(), encoding);
    }

    private static void describe(Xml xml, StoredObject object) {
        xml.element("LastModified", S3Replies.isoTime(object.lastModified()));
        xml.element("ETag", object.quotedEtag());
        object.checksum()
                .ifPresent(checksum -> xml.element(
                                "ChecksumAlgorithm", checksum.algorithm().name())
                        .element("ChecksumType", checksum.type()));
        xml.element("Size", Long.toString(object.size())).element("StorageClass", "STANDARD");
    }

    private void owner(Xml xml) {
        xml.open("Owner").element("ID", Owner.id(buckets.account())).close("Owner");
    }

    private static void commonPrefixes(Xml xml, List<String> prefixes, UnaryOperator<String> encoding) {
        prefixes.forEach(prefix -> xml.open("CommonPrefixes")
                .element("Prefix", encoding.apply(prefix))
                .close("CommonPrefixes"));
    }

    /** Clients ask for URL encoding since XML cannot hold every character of a key. */
    private static UnaryOperator<String> encoding(S3Request request) {
        Optional<String> type = request.parameter("encoding-type");
        if (type.isEmpty()) {
            return UnaryOperator.identity();
        }
        if (!type.get().equals("url")) {
            throw S3Error.invalidArgument("Invalid Encoding Method specified in Request");
        }
        return text -> URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static String encodeToken(String last) {
        return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String decodeToken(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Error.invalidArgument("The continuation token provided is incorrect");
        }
    }
}
