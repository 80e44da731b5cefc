package io.redshiftops.sandbox.aws.s3;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Objects written, read, copied and deleted one by one. */
class ObjectsTest {

    private static final String BUCKET = "lake";

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private S3Client s3;

    @BeforeEach
    void givenABucket() {
        account = new EmulatedAccount(storage);
        s3 = account.client(pathStyle());
        s3.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private static S3ClientBuilder pathStyle() {
        return S3Client.builder().forcePathStyle(true);
    }

    private String put(String key, String content) {
        return s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(content))
                .eTag();
    }

    private String get(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asUtf8String();
    }

    @Test
    void anObjectComesBackAsItWasWritten() {
        s3.putObject(
                request -> request.bucket(BUCKET)
                        .key("a")
                        .contentType("text/csv")
                        .contentEncoding("gzip")
                        .metadata(Map.of("source", "till 7")),
                RequestBody.fromString("hello"));

        ResponseBytes<GetObjectResponse> object =
                s3.getObjectAsBytes(request -> request.bucket(BUCKET).key("a"));

        assertThat(object.asUtf8String()).isEqualTo("hello");
        assertThat(object.response().contentType()).isEqualTo("text/csv");
        assertThat(object.response().contentEncoding()).isEqualTo("gzip");
        assertThat(object.response().metadata()).containsEntry("source", "till 7");
        assertThat(object.response().contentLength()).isEqualTo(5);
        assertThat(object.response().lastModified()).isEqualTo(EmulatedAccount.START);
        // The MD5 digest of "hello".
        assertThat(object.response().eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    }

    @Test
    void aHeadTellsTheSameWithoutTheContent() {
        put("a", "hello");

        HeadObjectResponse head =
                s3.headObject(request -> request.bucket(BUCKET).key("a"));

        assertThat(head.contentLength()).isEqualTo(5);
        assertThat(head.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
        assertThat(head.contentType()).startsWith("text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a+b",
                "a%20b",
                "é/日本/😀",
                "a//b",
                "trailing/",
                "q?x=1&y#z",
                "./..a",
                "quote\"'<>&",
                "a=b;c,d:e@f$g!h*(i)"
            })
    void keysOfAllCharactersComeBackAsTheyWere(String key) {
        put(key, key);

        assertThat(get(key)).isEqualTo(key);
        assertThat(s3.listObjectsV2(request -> request.bucket(BUCKET)).contents())
                .singleElement()
                .satisfies(object -> assertThat(object.key()).isEqualTo(key));
        s3.deleteObject(request -> request.bucket(BUCKET).key(key));
        assertThat(s3.listObjectsV2(request -> request.bucket(BUCKET)).contents())
                .isEmpty();
    }

    @Test
    void aKeyHasAtMostAThousandAndTwentyFourBytes() {
        put("é".repeat(512), "fits");

        assertThatThrownBy(() -> put("é".repeat(512) + "x", "does not")).satisfies(code("KeyTooLongError"));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, bytes 0-0/10",
        "bytes=2-4, 234, bytes 2-4/10",
        "bytes=7-, 789, bytes 7-9/10",
        "bytes=-3, 789, bytes 7-9/10",
        "bytes=-99, 0123456789, bytes 0-9/10",
        "bytes=8-99, 89, bytes 8-9/10",
        "'bytes=0-1,3-4', 0123456789, ",
        "bytes=4-2, 0123456789, "
    })
    void aRangeIsAPartOfTheContent(String range, String content, String contentRange) {
        put("digits", "0123456789");

        ResponseBytes<GetObjectResponse> part = s3.getObjectAsBytes(
                request -> request.bucket(BUCKET).key("digits").range(range).checksumMode(ChecksumMode.ENABLED));

        assertThat(part.asUtf8String()).isEqualTo(content);
        assertThat(part.response().contentRange()).isEqualTo(contentRange);
        assertThat(part.response().contentLength()).isEqualTo(content.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0"})
    void aRangeBeyondTheEndIsRefused(String range) {
        put("digits", "0123456789");

        assertThatThrownBy(() -> s3.getObjectAsBytes(
                        request -> request.bucket(BUCKET).key("digits").range(range)))
                .satisfies(code("InvalidRange"))
                .satisfies(thrown ->
                        assertThat(((S3Exception) thrown).statusCode()).isEqualTo(416));
    }

    @Test
    void anEmptyObjectIsAnObject() {
        put("empty", "");

        assertThat(get("empty")).isEmpty();
        assertThat(s3.headObject(request -> request.bucket(BUCKET).key("empty")).contentLength())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "SHA1", "SHA256"})
    void aChecksumIsKeptAndReturned(ChecksumAlgorithm algorithm) {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);
        s3.putObject(
                request -> request.bucket(BUCKET).key("a").checksumAlgorithm(algorithm),
                RequestBody.fromBytes(content));

        // The SDK itself holds what it gets against the checksum.
        ResponseBytes<GetObjectResponse> object =
                s3.getObjectAsBytes(request -> request.bucket(BUCKET).key("a").checksumMode(ChecksumMode.ENABLED));

        assertThat(object.asByteArray()).isEqualTo(content);
        assertThat(Arrays.asList(
                        object.response().checksumCRC32(),
                        object.response().checksumSHA1(),
                        object.response().checksumSHA256()))
                .filteredOn(java.util.Objects::nonNull)
                .hasSize(1);
    }

    @Test
    void aWrongChecksumIsRefusedAndNothingIsStored() {
        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket(BUCKET).key("a").checksumCRC32("AAAAAA=="),
                        RequestBody.fromString("hello")))
                .satisfies(code("BadDigest"));
        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket(BUCKET).key("a").contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="),
                        RequestBody.fromString("hello")))
                .satisfies(code("BadDigest"));

        assertThatThrownBy(() -> get("a")).isInstanceOf(NoSuchKeyException.class);
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void conditionsOnTheContentAreJudged() {
        String etag = put("a", "hello");

        assertThatThrownBy(() -> s3.getObjectAsBytes(
                        request -> request.bucket(BUCKET).key("a").ifMatch("\"other\"")))
                .satisfies(status(412));
        assertThatThrownBy(() -> s3.getObjectAsBytes(
                        request -> request.bucket(BUCKET).key("a").ifNoneMatch(etag)))
                .satisfies(status(304));
        assertThatThrownBy(() -> s3.headObject(
                        request -> request.bucket(BUCKET).key("a").ifModifiedSince(EmulatedAccount.START)))
                .satisfies(status(304));
        assertThatThrownBy(() -> s3.getObjectAsBytes(request ->
                        request.bucket(BUCKET).key("a").ifUnmodifiedSince(EmulatedAccount.START.minusSeconds(1))))
                .satisfies(status(412));
        assertThat(s3.getObjectAsBytes(request ->
                                request.bucket(BUCKET).key("a").ifMatch(etag).ifNoneMatch("\"other\""))
                        .asUtf8String())
                .isEqualTo("hello");
    }

    private static java.util.function.Consumer<Throwable> status(int status) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(status));
    }

    @Test
    void aWriteCanBeBoundToWhatIsThere() {
        String first = put("a", "one");

        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket(BUCKET).key("a").ifNoneMatch("*"), RequestBody.fromString("two")))
                .satisfies(code("PreconditionFailed"));
        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket(BUCKET).key("a").ifMatch("\"other\""), RequestBody.fromString("two")))
                .satisfies(code("PreconditionFailed"));
        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket(BUCKET).key("absent").ifMatch(first), RequestBody.fromString("two")))
                .satisfies(code("NoSuchKey"));
        assertThat(get("a")).isEqualTo("one");
        s3.putObject(request -> request.bucket(BUCKET).key("a").ifMatch(first), RequestBody.fromString("two"));
        assertThat(get("a")).isEqualTo("two");
        assertThat(storage.toFile().list()).hasSize(1);
    }

    @Test
    void ofWritersBoundToTheSameContentOneSucceeds() throws Exception {
        String first = put("a", "first");
        Callable<Integer> write = () -> {
            try {
                s3.putObject(
                        request -> request.bucket(BUCKET).key("a").ifMatch(first),
                        RequestBody.fromString(Thread.currentThread().getName()));
                return 1;
            } catch (S3Exception refused) {
                assertThat(refused).satisfies(code("PreconditionFailed"));
                return 0;
            }
        };

        ExecutorService writers = Executors.newFixedThreadPool(8);
        int succeeded = 0;
        try {
            for (var result : writers.invokeAll(
                    IntStream.range(0, 24).mapToObj(i -> write).toList())) {
                succeeded += result.get();
            }
        } finally {
            writers.shutdownNow();
        }

        assertThat(succeeded).isOne();
        assertThat(storage.toFile().list()).hasSize(1);
    }

    @Test
    void whatIsReplacedLeavesNothingBehind() {
        put("a", "one");
        account.pass(Duration.ofSeconds(1));
        put("a", "two");
        put("b", "other");

        assertThat(get("a")).isEqualTo("two");
        assertThat(s3.headObject(request -> request.bucket(BUCKET).key("a")).lastModified())
                .isEqualTo(EmulatedAccount.START.plusSeconds(1));
        assertThat(storage.toFile().list()).hasSize(2);
    }

    @Test
    void deletingIsDoneOnceAndNoErrorTwice() {
        put("a", "one");

        s3.deleteObject(request -> request.bucket(BUCKET).key("a"));
        s3.deleteObject(request -> request.bucket(BUCKET).key("a"));

        assertThatThrownBy(() -> get("a")).isInstanceOf(NoSuchKeyException.class);
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void aCopyTakesMetadataAlongUnlessToldOtherwise() {
        s3.putObject(
                request -> request.bucket(BUCKET)
                        .key("a b")
                        .metadata(Map.of("n", "1"))
                        .tagging("team=bi"),
                RequestBody.fromString("hello"));

        s3.copyObject(request -> request.sourceBucket(BUCKET)
                .sourceKey("a b")
                .destinationBucket(BUCKET)
                .destinationKey("same"));
        s3.copyObject(request -> request.sourceBucket(BUCKET)
                .sourceKey("a b")
                .destinationBucket(BUCKET)
                .destinationKey("other")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("n", "2")));

        assertThat(get("same")).isEqualTo("hello");
        assertThat(s3.headObject(request -> request.bucket(BUCKET).key("same")).metadata())
                .containsEntry("n", "1");
        assertThat(s3.headObject(request -> request.bucket(BUCKET).key("other")).metadata())
                .containsEntry("n", "2");
        assertThat(s3.getObjectTagging(request -> request.bucket(BUCKET).key("same"))
                        .tagSet())
                .containsExactly(Tag.builder().key("team").value("bi").build());
        assertThatThrownBy(() -> s3.copyObject(request -> request.sourceBucket(BUCKET)
                        .sourceKey("same")
                        .destinationBucket(BUCKET)
                        .destinationKey("same")))
                .satisfies(code("InvalidRequest"));
        assertThatThrownBy(() -> s3.copyObject(request -> request.sourceBucket(BUCKET)
                        .sourceKey("absent")
                        .destinationBucket(BUCKET)
                        .destinationKey("same")))
                .satisfies(code("NoSuchKey"));
    }

    @Test
    void aCopyCanBeBoundToItsSource() {
        String etag = put("a", "hello");
        CopyObjectRequest copy = CopyObjectRequest.builder()
                .sourceBucket(BUCKET)
                .sourceKey("a")
                .destinationBucket(BUCKET)
                .destinationKey("b")
                .build();

        for (CopyObjectRequest refused : List.of(
                copy.toBuilder().copySourceIfMatch("\"other\"").build(),
                copy.toBuilder().copySourceIfNoneMatch(etag).build(),
                copy.toBuilder()
                        .copySourceIfModifiedSince(EmulatedAccount.START)
                        .build(),
                copy.toBuilder()
                        .copySourceIfUnmodifiedSince(EmulatedAccount.START.minusSeconds(1))
                        .build())) {
            assertThatThrownBy(() -> s3.copyObject(refused)).satisfies(code("PreconditionFailed"));
        }
        assertThatThrownBy(() -> get("b")).isInstanceOf(NoSuchKeyException.class);
        s3.copyObject(copy.toBuilder().copySourceIfMatch(etag).build());
        assertThat(get("b")).isEqualTo("hello");
    }

    @Test
    void whatIsNotThereIsToldApart() {
        assertThatThrownBy(() -> get("absent")).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.headObject(request -> request.bucket(BUCKET).key("absent")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() ->
                        s3.getObjectAsBytes(request -> request.bucket("absent").key("a")))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() ->
                        s3.putObject(request -> request.bucket("absent").key("a"), RequestBody.fromString("hello")))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void onlyWhoMayListABucketLearnsThatAKeyIsNotThere() {
        put("a", "hello");
        AwsCredentials credentials =
                account.roleThatMay("reader", EmulatedAccount.allow("s3:GetObject", "arn:aws:s3:::" + BUCKET + "/*"));
        S3Client reader = account.client(pathStyle(), Region.US_EAST_1, credentials);

        assertThat(reader.getObjectAsBytes(request -> request.bucket(BUCKET).key("a"))
                        .asUtf8String())
                .isEqualTo("hello");
        assertThatThrownBy(() -> reader.getObjectAsBytes(
                        request -> request.bucket(BUCKET).key("absent")))
                .satisfies(code("AccessDenied"));
        assertThatThrownBy(() ->
                        reader.putObject(request -> request.bucket(BUCKET).key("b"), RequestBody.fromString("hello")))
                .satisfies(code("AccessDenied"))
                .hasMessageContaining("s3:PutObject on resource: \"arn:aws:s3:::lake/b\"");
        assertThatThrownBy(() -> reader.listObjectsV2(request -> request.bucket(BUCKET)))
                .satisfies(code("AccessDenied"));
    }

    @Test
    void aManyDeleteTellsWhatItMayNotDelete() {
        put("mine/a", "a");
        put("mine/b", "b");
        put("other", "o");
        AwsCredentials credentials = account.roleThatMay(
                "cleaner", EmulatedAccount.allow("s3:DeleteObject", "arn:aws:s3:::" + BUCKET + "/mine/*"));
        S3Client cleaner = account.client(pathStyle(), Region.US_EAST_1, credentials);

        var result = cleaner.deleteObjects(request -> request.bucket(BUCKET)
                .delete(delete -> delete.objects(
                        ObjectIdentifier.builder().key("mine/a").build(),
                        ObjectIdentifier.builder().key("mine/absent").build(),
                        ObjectIdentifier.builder().key("other").build())));

        assertThat(result.deleted()).extracting(each -> each.key()).containsExactly("mine/a", "mine/absent");
        assertThat(result.errors())
                .extracting(S3Error::key, S3Error::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("other", "AccessDenied"));
        assertThat(s3.listObjectsV2(request -> request.bucket(BUCKET)).contents())
                .extracting(object -> object.key())
                .containsExactly("mine/b", "other");
    }

    @Test
    void whatIsNotEmulatedIsRefusedByName() {
        put("a", "hello");

        assertThatThrownBy(() -> s3.getObjectAsBytes(
                        request -> request.bucket(BUCKET).key("a").versionId("1")))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("versionId of s3:GetObject");
        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket(BUCKET).key("a").serverSideEncryption("aws:kms"),
                        RequestBody.fromString("x")))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("x-amz-server-side-encryption of s3:PutObject");
        assertThatThrownBy(() -> s3.restoreObject(
                        request -> request.bucket(BUCKET).key("a").restoreRequest(restore -> restore.days(1))))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("restore");
        assertThat(get("a")).isEqualTo("hello");
    }
}
