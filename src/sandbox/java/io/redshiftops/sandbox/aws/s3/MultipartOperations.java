package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Identifiers;
import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.protocol.Xml;
import io.redshiftops.sandbox.aws.s3.StoredObject.ObjectChecksum;
import io.redshiftops.sandbox.aws.s3.Upload.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * S3's operations on uploads in parts.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">Multipart uploads</a>
 */
final class MultipartOperations {

    private static final int MOST_PARTS = 10_000;
    private static final long SMALLEST_PART = 5L << 20;
    private static final int PAGE = 1000;

    private final Buckets buckets;
    private final ObjectFiles files;
    private final ObjectOperations objects;

    MultipartOperations(Buckets buckets, ObjectFiles files, ObjectOperations objects) {
        this.buckets = buckets;
        this.files = files;
        this.objects = objects;
    }

    Reply createMultipartUpload(Call call, S3Request request) {
        Bucket bucket = authorize(call, request, "s3:PutObject");
        String key = ObjectOperations.checkKey(request.keyName());
        Optional<ChecksumAlgorithm> algorithm = request.header("x-amz-checksum-algorithm")
                .map(name -> ChecksumAlgorithm.named(name)
                        .orElseThrow(() -> S3Error.invalidRequest("Checksum algorithm provided is unsupported.")));
        boolean composite = request.header("x-amz-checksum-type")
                .map("COMPOSITE"::equals)
                .orElse(algorithm.filter(ChecksumAlgorithm.CRC64NVME::equals).isEmpty());
        Upload upload = Upload.start(
                Identifiers.alphanumeric(96),
                key,
                buckets.account().now(),
                ObjectOperations.withDefaultType(request.userMetadata()),
                Tagging.fromHeader(request),
                algorithm,
                composite);
        bucket.uploads().put(upload.id(), upload);
        Xml xml = new Xml().open("InitiateMultipartUploadResult", S3Replies.NAMESPACE);
        xml.element("Bucket", bucket.name()).element("Key", key).element("UploadId", upload.id());
        Reply reply = S3Replies.xml(xml.close("InitiateMultipartUploadResult"));
        return algorithm.isEmpty()
                ? reply
                : reply.with("x-amz-checksum-algorithm", algorithm.get().name())
                        .with("x-amz-checksum-type", composite ? "COMPOSITE" : "FULL_OBJECT");
    }

    private Bucket authorize(Call call, S3Request request, String action) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        S3Access.authorize(call, action, S3Access.arn(bucket.name(), request.keyName()));
        return bucket;
    }

    private static Upload upload(Bucket bucket, S3Request request) {
        return Optional.ofNullable(
                        bucket.uploads().get(request.parameter("uploadId").orElse("")))
                .filter(upload -> upload.key().equals(request.keyName()))
                .orElseThrow(S3Error::noSuchUpload);
    }

    private static int partNumber(S3Request request) {
        int number = request.number("partNumber", 0, Integer.MAX_VALUE);
        if (number < 1 || number > MOST_PARTS) {
            throw S3Error.invalidArgument("Part number must be an integer between 1 and " + MOST_PARTS + ", inclusive");
        }
        return number;
    }

    Reply uploadPart(Call call, S3Request request) {
        Bucket bucket = authorize(call, request, "s3:PutObject");
        Upload upload = upload(bucket, request);
        int number = partNumber(request);
        Content content = Content.receive(request, files);
        add(upload, number, content.written());
        Reply reply = Reply.empty(200).with("ETag", "\"" + content.written().md5() + "\"");
        return content.checksum()
                .map(checksum -> reply.with(checksum.algorithm().header(), checksum.value()))
                .orElse(reply);
    }

    private void add(Upload upload, int number, ObjectFiles.Written written) {
        Part before =
                upload.parts().put(number, new Part(number, buckets.account().now(), written));
        if (before != null) {
            files.remove(before.written().file());
        }
    }

    Reply uploadPartCopy(Call call, S3Request request) {
        Bucket bucket = authorize(call, request, "s3:PutObject");
        Upload upload = upload(bucket, request);
        CopySource source = CopySource.of(request);
        StoredObject original = source.read(call, buckets);
        long first = 0;
        long length = original.size();
        Optional<String> range = request.header("x-amz-copy-source-range");
        if (range.isPresent()) {
            ByteRange bytes = ByteRange.parse(range.get(), original.size())
                    .orElseThrow(() -> S3Error.invalidArgument("The x-amz-copy-source-range value must be of the form"
                            + " bytes=first-last where first and last are the zero-based offsets of the first and last"
                            + " bytes to copy"));
            first = bytes.first();
            length = bytes.length();
        }
        int number = partNumber(request);
        ObjectFiles.Written written = source.copy(original, files, first, length);
        add(upload, number, written);
        Xml xml = new Xml().open("CopyPartResult", S3Replies.NAMESPACE);
        xml.element("LastModified", S3Replies.isoTime(buckets.account().now()));
        xml.element("ETag", "\"" + written.md5() + "\"");
        return S3Replies.xml(xml.close("CopyPartResult"));
    }

    Reply completeMultipartUpload(Call call, S3Request request) {
        Bucket bucket = authorize(call, request, "s3:PutObject");
        Upload upload = upload(bucket, request);
        List<Part> parts = chosen(upload, XmlBody.read(request));
        try {
            Path file = files.concatenate(
                    parts.stream().map(part -> part.written().file()).toList());
            Optional<ObjectChecksum> checksum = checksum(upload, parts, file);
            StoredObject object = new StoredObject(
                    upload.key(),
                    buckets.account().now(),
                    file,
                    parts.stream().mapToLong(part -> part.written().size()).sum(),
                    ObjectFiles.etagOfParts(parts.stream().map(Part::etag).toList()),
                    upload.metadata(),
                    checksum,
                    upload.tags());
            checkSent(request, checksum, file);
            objects.store(bucket, object, request);
            forget(bucket, upload);
            return completed(bucket, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply completed(Bucket bucket, StoredObject object) {
        Xml xml = new Xml().open("CompleteMultipartUploadResult", S3Replies.NAMESPACE);
        xml.element("Location", "/" + bucket.name() + "/" + object.key());
        xml.element("Bucket", bucket.name()).element("Key", object.key());
        xml.element("ETag", object.quotedEtag());
        object.checksum()
                .ifPresent(checksum -> xml.element(checksum.algorithm().element(), checksum.value())
                        .element("ChecksumType", checksum.type()));
        return S3Replies.xml(xml.close("CompleteMultipartUploadResult"));
    }

    private static List<Part> chosen(Upload upload, XmlBody body) {
        List<XmlBody> wanted = body.children("Part");
        if (!body.name().equals("CompleteMultipartUpload") || wanted.isEmpty()) {
            throw S3Error.malformedXml();
        }
        List<Part> parts = new ArrayList<>();
        for (XmlBody each : wanted) {
            int number = parseNumber(each.required("PartNumber"));
            if (!parts.isEmpty() && parts.get(parts.size() - 1).number() >= number) {
                throw S3Error.invalidPartOrder();
            }
            Part part = upload.parts().get(number);
            if (part == null || !part.etag().equals(each.required("ETag").replace("\"", ""))) {
                throw S3Error.invalidPart();
            }
            parts.add(part);
        }
        boolean tooSmall = parts.subList(0, parts.size() - 1).stream()
                .anyMatch(part -> part.written().size() < SMALLEST_PART);
        if (tooSmall) {
            throw S3Error.entityTooSmall();
        }
        return parts;
    }

    private static int parseNumber(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw S3Error.malformedXml();
        }
    }

    private static Optional<ObjectChecksum> checksum(Upload upload, List<Part> parts, Path file) throws IOException {
        if (upload.algorithm().isEmpty()) {
            return Optional.empty();
        }
        ChecksumAlgorithm algorithm = upload.algorithm().get();
        if (!upload.composite()) {
            String value =
                    ObjectFiles.describe(file, List.of(algorithm)).checksums().get(algorithm);
            return Optional.of(new ObjectChecksum(algorithm, String.valueOf(value), false));
        }
        ChecksumAlgorithm.Running all = algorithm.start();
        for (Part part : parts) {
            String value = part.written().checksums().get(algorithm);
            if (value == null) {
                throw S3Error.invalidRequest(
                        "The upload was created using a " + algorithm.name().toLowerCase(java.util.Locale.ROOT)
                                + " checksum. The complete request must include the checksum for each part. It was missing for"
                                + " part " + part.number() + " in the request.");
            }
            byte[] bytes = Base64.getDecoder().decode(value);
            all.update(bytes, 0, bytes.length);
        }
        return Optional.of(new ObjectChecksum(algorithm, all.base64() + "-" + parts.size(), true));
    }

    private void checkSent(S3Request request, Optional<ObjectChecksum> checksum, Path file) {
        boolean wrong = checksum.filter(
                        found -> request.header(found.algorithm().header())
                                .filter(sent -> !sent.equals(found.value()))
                                .isPresent())
                .isPresent();
        if (wrong) {
            files.remove(file);
            throw S3Error.badDigest(checksum.orElseThrow().algorithm().name());
        }
    }

    private void forget(Bucket bucket, Upload upload) {
        bucket.uploads().remove(upload.id());
        upload.parts().values().forEach(part -> files.remove(part.written().file()));
    }

    Reply abortMultipartUpload(Call call, S3Request request) {
        Bucket bucket = authorize(call, request, "s3:AbortMultipartUpload");
        forget(bucket, upload(bucket, request));
        return Reply.empty(204);
    }

    Reply listParts(Call call, S3Request request) {
        Bucket bucket = authorize(call, request, "s3:ListMultipartUploadParts");
        Upload upload = upload(bucket, request);
        int size = request.number("max-parts", PAGE, PAGE);
        int after = request.number("part-number-marker", 0, MOST_PARTS);
        List<Part> rest = List.copyOf(upload.parts().tailMap(after, false).values());
        List<Part> page = rest.subList(0, Math.min(size, rest.size()));
        Xml xml = new Xml().open("ListPartsResult", S3Replies.NAMESPACE);
        xml.element("Bucket", bucket.name()).element("Key", upload.key()).element("UploadId", upload.id());
        xml.element("PartNumberMarker", Integer.toString(after)).element("MaxParts", Integer.toString(size));
        xml.element("IsTruncated", Boolean.toString(page.size() < rest.size()));
        if (!page.isEmpty()) {
            xml.element(
                    "NextPartNumberMarker",
                    Integer.toString(page.get(page.size() - 1).number()));
        }
        for (Part part : page) {
            xml.open("Part").element("PartNumber", Integer.toString(part.number()));
            xml.element("LastModified", S3Replies.isoTime(part.lastModified()));
            xml.element("ETag", "\"" + part.etag() + "\"");
            xml.element("Size", Long.toString(part.written().size()));
            part.written().checksums().forEach((algorithm, value) -> xml.element(algorithm.element(), value));
            xml.close("Part");
        }
        return S3Replies.xml(xml.close("ListPartsResult"));
    }

    Reply listMultipartUploads(Call call, S3Request request) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        S3Access.authorize(call, "s3:ListBucketMultipartUploads", S3Access.arn(bucket.name()));
        String prefix = request.parameter("prefix").orElse("");
        List<Upload> uploads = bucket.uploads().values().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .sorted(java.util.Comparator.comparing(Upload::key, Bucket.KEY_ORDER)
                        .thenComparing(Upload::started))
                .toList();
        if (uploads.size() > PAGE) {
            throw AwsError.notEmulated("A second page of s3:ListMultipartUploads");
        }
        Xml xml = new Xml().open("ListMultipartUploadsResult", S3Replies.NAMESPACE);
        xml.element("Bucket", bucket.name()).element("Prefix", prefix);
        xml.element("MaxUploads", Integer.toString(PAGE)).element("IsTruncated", "false");
        for (Upload upload : uploads) {
            xml.open("Upload").element("Key", upload.key()).element("UploadId", upload.id());
            xml.element("StorageClass", "STANDARD");
            xml.element("Initiated", S3Replies.isoTime(upload.started())).close("Upload");
        }
        return S3Replies.xml(xml.close("ListMultipartUploadsResult"));
    }
}
