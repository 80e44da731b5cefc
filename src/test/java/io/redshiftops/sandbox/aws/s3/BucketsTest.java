package io.redshiftops.sandbox.aws.s3;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Buckets and their regions. */
class BucketsTest {

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private S3Client east;
    private S3Client west;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        east = account.client(S3Client.builder().forcePathStyle(true));
        west = account.client(S3Client.builder().forcePathStyle(true), Region.US_WEST_2);
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private void createWestern() {
        west.createBucket(request ->
                request.bucket("western").createBucketConfiguration(where -> where.locationConstraint("us-west-2")));
    }

    @Test
    void bucketsAreListedWithTheirRegions() {
        createWestern();
        east.createBucket(request -> request.bucket("eastern"));

        assertThat(east.listBuckets().buckets())
                .extracting(Bucket::name, Bucket::bucketRegion)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("eastern", "us-east-1"),
                        org.assertj.core.groups.Tuple.tuple("western", "us-west-2"));
        assertThat(west.listBuckets(request -> request.bucketRegion("us-west-2"))
                        .buckets())
                .extracting(Bucket::name)
                .containsExactly("western");
    }

    @Test
    void aBucketAnswersInItsOwnRegionOnly() {
        createWestern();
        west.putObject(request -> request.bucket("western").key("a"), RequestBody.fromString("hello"));

        List<ThrowingCallable> requests = List.of(
                () -> east.getObjectAsBytes(request -> request.bucket("western").key("a")),
                () -> east.listObjectsV2(request -> request.bucket("western")),
                () -> east.putObject(request -> request.bucket("western").key("b"), RequestBody.fromString("x")),
                () -> east.deleteBucket(request -> request.bucket("western")));

        assertThat(requests)
                .allSatisfy(request -> assertThatThrownBy(request)
                        .satisfies(code("PermanentRedirect"))
                        .isInstanceOfSatisfying(S3Exception.class, redirect -> {
                            assertThat(redirect.statusCode()).isEqualTo(301);
                            assertThat(redirect.awsErrorDetails()
                                            .sdkHttpResponse()
                                            .firstMatchingHeader("x-amz-bucket-region"))
                                    .contains("us-west-2");
                        }));
        assertThat(east.getBucketLocation(request -> request.bucket("western")).locationConstraintAsString())
                .isEqualTo("us-west-2");
    }

    @Test
    void aClientThatFollowsRegionsFindsTheBucket() {
        createWestern();
        west.putObject(request -> request.bucket("western").key("a"), RequestBody.fromString("hello"));
        S3Client travelling =
                account.client(S3Client.builder().forcePathStyle(true).crossRegionAccessEnabled(true));

        assertThat(travelling
                        .getObjectAsBytes(request -> request.bucket("western").key("a"))
                        .asUtf8String())
                .isEqualTo("hello");
    }

    @Test
    void aBucketIsMadeInTheRegionThatIsAsked() {
        assertThatThrownBy(() -> east.createBucket(request -> request.bucket("western")
                        .createBucketConfiguration(where -> where.locationConstraint("us-west-2"))))
                .satisfies(code("IllegalLocationConstraintException"));
        assertThat(east.listBuckets().buckets()).isEmpty();
    }

    @Test
    void aBucketIsMadeOnceExceptInTheOldestRegion() {
        east.createBucket(request -> request.bucket("eastern"));
        createWestern();

        east.createBucket(request -> request.bucket("eastern"));
        assertThatThrownBy(this::createWestern).satisfies(code("BucketAlreadyOwnedByYou"));
        assertThatThrownBy(() -> east.createBucket(request -> request.bucket("western")))
                .satisfies(code("BucketAlreadyOwnedByYou"));
    }

    @Test
    void onlyAnEmptyBucketCanBeDeleted() {
        east.createBucket(request -> request.bucket("eastern"));
        east.putObject(request -> request.bucket("eastern").key("a"), RequestBody.fromString("hello"));

        assertThatThrownBy(() -> east.deleteBucket(request -> request.bucket("eastern")))
                .satisfies(code("BucketNotEmpty"));
        east.deleteObject(request -> request.bucket("eastern").key("a"));
        east.deleteBucket(request -> request.bucket("eastern"));

        assertThatThrownBy(() -> east.headBucket(request -> request.bucket("eastern")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(404));
    }

    @Test
    void tagsAreReplacedAsAWhole() {
        east.createBucket(request -> request.bucket("eastern"));
        assertThatThrownBy(() -> east.getBucketTagging(request -> request.bucket("eastern")))
                .satisfies(code("NoSuchTagSet"));
        east.putBucketTagging(request -> request.bucket("eastern").tagging(tags -> tags.tagSet(tag("a", "1"))));

        east.putBucketTagging(request -> request.bucket("eastern").tagging(tags -> tags.tagSet(tag("b", "2"))));

        assertThat(east.getBucketTagging(request -> request.bucket("eastern")).tagSet())
                .containsExactly(tag("b", "2"));
        east.deleteBucketTagging(request -> request.bucket("eastern"));
        assertThatThrownBy(() -> east.getBucketTagging(request -> request.bucket("eastern")))
                .satisfies(code("NoSuchTagSet"));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @ParameterizedTest
    @CsvSource({
        "policy, NoSuchBucketPolicy",
        "cors, NoSuchCORSConfiguration",
        "website, NoSuchWebsiteConfiguration",
        "lifecycle, NoSuchLifecycleConfiguration",
        "replication, ReplicationConfigurationNotFoundError",
        "lock, ObjectLockConfigurationNotFoundError"
    })
    void settingsThatWereNeverMadeAreToldByTheirErrors(String setting, String expected) {
        east.createBucket(request -> request.bucket("eastern"));

        ThrowingCallable read = switch (setting) {
            case "policy" -> () -> east.getBucketPolicy(request -> request.bucket("eastern"));
            case "cors" -> () -> east.getBucketCors(request -> request.bucket("eastern"));
            case "website" -> () -> east.getBucketWebsite(request -> request.bucket("eastern"));
            case "lifecycle" -> () -> east.getBucketLifecycleConfiguration(request -> request.bucket("eastern"));
            case "replication" -> () -> east.getBucketReplication(request -> request.bucket("eastern"));
            default -> () -> east.getObjectLockConfiguration(request -> request.bucket("eastern"));
        };

        assertThatThrownBy(read).satisfies(code(expected));
    }

    @Test
    void aFreshBucketIsPrivateEncryptedAndUnversioned() {
        east.createBucket(request -> request.bucket("eastern"));

        assertThat(east.getPublicAccessBlock(request -> request.bucket("eastern"))
                        .publicAccessBlockConfiguration()
                        .blockPublicAcls())
                .isTrue();
        assertThat(east.getBucketEncryption(request -> request.bucket("eastern"))
                        .serverSideEncryptionConfiguration()
                        .rules())
                .hasSize(1);
        assertThat(east.getBucketVersioning(request -> request.bucket("eastern"))
                        .status())
                .isNull();
        assertThat(east.getBucketAcl(request -> request.bucket("eastern")).grants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.permissionAsString()).isEqualTo("FULL_CONTROL"));
    }

    @Test
    void settingsCannotBeMade() {
        east.createBucket(request -> request.bucket("eastern"));

        assertThatThrownBy(() -> east.putBucketVersioning(request -> request.bucket("eastern")
                        .versioningConfiguration(configuration -> configuration.status("Enabled"))))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("versioning");
    }
}
