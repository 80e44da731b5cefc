package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which request is which operation of S3, and what of it is emulated. */
final class S3Routes {

    private static final String NO_MARKER = "";
    private static final String COPY_SOURCE = "x-amz-copy-source";

    /** What a request is addressed to. */
    private enum Level {
        SERVICE,
        BUCKET,
        OBJECT
    }

    /** Carries out an operation. */
    @FunctionalInterface
    interface Handler {
        Reply perform(Call call, S3Request request);
    }

    /**
     * An operation.
     *
     * @param markers the query parameters by which it is told from others
     * @param copies whether a header says that another object is the source
     * @param parameters the query parameters that it honours
     */
    record Route(
            String operation,
            String method,
            Level level,
            Set<String> markers,
            boolean copies,
            Set<String> parameters,
            Handler handler) {

        boolean matches(S3Request request, Level addressed) {
            boolean hasSource = request.header(COPY_SOURCE).isPresent();
            return method.equals(request.method())
                    && level == addressed
                    && copies == hasSource
                    && request.query().keySet().containsAll(markers);
        }
    }

    /** Query parameters that say nothing about the operation: a hint for humans, and signatures of version 2. */
    private static final Set<String> MEANINGLESS =
            Set.of("x-id", "AWSAccessKeyId", "Signature", "Expires", "x-amz-security-token");

    private static final Set<String> LIST = Set.of("prefix", "delimiter", "marker", "max-keys", "encoding-type");
    private static final Set<String> LIST_V2 = Set.of(
            "prefix", "delimiter", "start-after", "continuation-token", "max-keys", "encoding-type", "fetch-owner");
    private static final Set<String> LIST_VERSIONS =
            Set.of("prefix", "delimiter", "key-marker", "version-id-marker", "max-keys", "encoding-type");
    private static final Set<String> READ = Set.of(
            "response-content-type",
            "response-content-language",
            "response-expires",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding");

    /** Headers with the values that change nothing; others are refused. */
    private static final Map<String, Set<String>> FIXED_HEADERS = Map.of(
            "x-amz-acl", Set.of("private", "bucket-owner-full-control"),
            "x-amz-storage-class", Set.of("STANDARD"),
            "x-amz-server-side-encryption", Set.of("AES256"),
            "x-amz-object-ownership", Set.of("BucketOwnerEnforced"),
            "x-amz-bucket-object-lock-enabled", Set.of("false"));

    /** Headers that are honoured, or that belong to the transfer. */
    private static final Set<String> KNOWN_HEADERS = Set.of(
            "x-amz-date",
            "x-amz-content-sha256",
            "x-amz-security-token",
            "x-amz-decoded-content-length",
            "x-amz-trailer",
            "x-amz-te",
            "x-amz-user-agent",
            "x-amz-request-payer",
            "x-amz-expected-bucket-owner",
            "x-amz-source-expected-bucket-owner",
            "x-amz-tagging",
            "x-amz-tagging-directive",
            "x-amz-metadata-directive",
            COPY_SOURCE,
            "x-amz-copy-source-range",
            "x-amz-copy-source-if-match",
            "x-amz-copy-source-if-none-match",
            "x-amz-copy-source-if-modified-since",
            "x-amz-copy-source-if-unmodified-since",
            "x-amz-optional-object-attributes");

    private static final List<String> KNOWN_PREFIXES = List.of("x-amz-meta-", "x-amz-checksum-", "x-amz-sdk-");

    private final List<Route> routes = new ArrayList<>();
    private final String accountId;

    S3Routes(Buckets buckets, ObjectFiles files) {
        this.accountId = buckets.account().id();
        BucketOperations bucketOperations = new BucketOperations(buckets);
        BucketSettings settings = new BucketSettings(buckets);
        ListOperations lists = new ListOperations(buckets);
        ObjectOperations objects = new ObjectOperations(buckets, files);
        ReadOperations reads = new ReadOperations(buckets);
        MultipartOperations multipart = new MultipartOperations(buckets, files, objects);
        Tagging tagging = new Tagging(buckets);
        add(
                "ListBuckets",
                "GET",
                Level.SERVICE,
                NO_MARKER,
                Set.of("prefix", "bucket-region"),
                bucketOperations::listBuckets);
        add("GetBucketLocation", "GET", Level.BUCKET, "location", Set.of(), bucketOperations::getBucketLocation);
        add("GetBucketAcl", "GET", Level.BUCKET, "acl", Set.of(), settings::getBucketAcl);
        for (BucketSettings.Setting setting : BucketSettings.ALL) {
            add(
                    setting.operation(),
                    "GET",
                    Level.BUCKET,
                    setting.parameter(),
                    Set.of(),
                    (call, request) -> settings.read(call, request, setting));
        }
        add("GetBucketTagging", "GET", Level.BUCKET, "tagging", Set.of(), tagging::getBucketTagging);
        add("PutBucketTagging", "PUT", Level.BUCKET, "tagging", Set.of(), tagging::putBucketTagging);
        add("DeleteBucketTagging", "DELETE", Level.BUCKET, "tagging", Set.of(), tagging::deleteBucketTagging);
        add("ListObjectsV2", "GET", Level.BUCKET, "list-type", LIST_V2, lists::listObjectsV2);
        add("ListObjectVersions", "GET", Level.BUCKET, "versions", LIST_VERSIONS, lists::listObjectVersions);
        add("ListMultipartUploads", "GET", Level.BUCKET, "uploads", Set.of("prefix"), multipart::listMultipartUploads);
        add("DeleteObjects", "POST", Level.BUCKET, "delete", Set.of(), objects::deleteObjects);
        add("ListObjects", "GET", Level.BUCKET, NO_MARKER, LIST, lists::listObjects);
        add("CreateBucket", "PUT", Level.BUCKET, NO_MARKER, Set.of(), bucketOperations::createBucket);
        add("HeadBucket", "HEAD", Level.BUCKET, NO_MARKER, Set.of(), bucketOperations::headBucket);
        add("DeleteBucket", "DELETE", Level.BUCKET, NO_MARKER, Set.of(), bucketOperations::deleteBucket);
        add("GetObjectTagging", "GET", Level.OBJECT, "tagging", Set.of(), tagging::getObjectTagging);
        add("PutObjectTagging", "PUT", Level.OBJECT, "tagging", Set.of(), tagging::putObjectTagging);
        add("DeleteObjectTagging", "DELETE", Level.OBJECT, "tagging", Set.of(), tagging::deleteObjectTagging);
        add("CreateMultipartUpload", "POST", Level.OBJECT, "uploads", Set.of(), multipart::createMultipartUpload);
        add("CompleteMultipartUpload", "POST", Level.OBJECT, "uploadId", Set.of(), multipart::completeMultipartUpload);
        add("AbortMultipartUpload", "DELETE", Level.OBJECT, "uploadId", Set.of(), multipart::abortMultipartUpload);
        add(
                "ListParts",
                "GET",
                Level.OBJECT,
                "uploadId",
                Set.of("max-parts", "part-number-marker"),
                multipart::listParts);
        Set<String> part = Set.of("partNumber", "uploadId");
        routes.add(new Route("UploadPart", "PUT", Level.OBJECT, part, false, Set.of(), multipart::uploadPart));
        routes.add(new Route("UploadPartCopy", "PUT", Level.OBJECT, part, true, Set.of(), multipart::uploadPartCopy));
        routes.add(new Route("CopyObject", "PUT", Level.OBJECT, Set.of(), true, Set.of(), objects::copyObject));
        add("PutObject", "PUT", Level.OBJECT, NO_MARKER, Set.of(), objects::putObject);
        add("GetObject", "GET", Level.OBJECT, NO_MARKER, READ, reads::getObject);
        add("HeadObject", "HEAD", Level.OBJECT, NO_MARKER, READ, reads::headObject);
        add("DeleteObject", "DELETE", Level.OBJECT, NO_MARKER, Set.of(), objects::deleteObject);
    }

    private void add(
            String operation, String method, Level level, String marker, Set<String> parameters, Handler handler) {
        Set<String> markers = marker.isEmpty() ? Set.of() : Set.of(marker);
        routes.add(new Route(operation, method, level, markers, false, parameters, handler));
    }

    /**
     * The operation that a request is.
     *
     * @throws AwsError if none that is emulated, or with something that is not
     */
    Route route(S3Request request) {
        Level level =
                request.bucket().isEmpty() ? Level.SERVICE : request.key().isEmpty() ? Level.BUCKET : Level.OBJECT;
        return routes.stream()
                .filter(each -> each.matches(request, level))
                .findFirst()
                .orElseThrow(() -> AwsError.notEmulated("s3: " + request.method() + " with the parameters "
                        + request.query().keySet()));
    }

    /** Refuses what an operation is asked for and does not do. */
    void refuseWhatIsNotEmulated(Route route, S3Request request) {
        for (String name : request.query().keySet()) {
            boolean known = route.markers().contains(name)
                    || route.parameters().contains(name)
                    || MEANINGLESS.contains(name)
                    || name.startsWith("X-Amz-");
            if (!known) {
                throw AwsError.notEmulated("The parameter " + name + " of s3:" + route.operation());
            }
        }
        request.headers().forEach((name, value) -> {
            if (name.startsWith("x-amz-") && !isKnown(name, value)) {
                throw AwsError.notEmulated("The header " + name + " of s3:" + route.operation());
            }
        });
        Optional<String> owner = request.header("x-amz-expected-bucket-owner");
        if (owner.filter(expected -> !expected.equals(accountId)).isPresent()) {
            throw new AwsError(403, "AccessDenied", "Access Denied");
        }
    }

    Set<String> operationNames() {
        return routes.stream().map(Route::operation).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isKnown(String header, String value) {
        return KNOWN_HEADERS.contains(header)
                || KNOWN_PREFIXES.stream().anyMatch(header::startsWith)
                || FIXED_HEADERS.getOrDefault(header, Set.of()).contains(value);
    }
}
