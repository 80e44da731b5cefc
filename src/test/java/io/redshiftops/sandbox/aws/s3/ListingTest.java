package io.redshiftops.sandbox.aws.s3;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Listings: order, prefixes, delimiters and pages. */
class ListingTest {

    private static final List<String> KEYS = List.of(
            "a",
            "a/1",
            "a/2",
            "a/b/1",
            "a/b/2",
            "a0",
            "b/1",
            "photos/2026/01/x y+z.jpg",
            "photos/2026/02/é.jpg",
            "photos/readme",
            "z",
            "é",
            "\uffee",
            "😀");

    @TempDir
    private static Path storage;

    private static EmulatedAccount account;
    private static S3Client s3;

    @BeforeAll
    static void givenABucketWithObjects() {
        account = new EmulatedAccount(storage);
        s3 = account.client(S3Client.builder().forcePathStyle(true));
        s3.createBucket(request -> request.bucket("lake"));
        List<String> shuffled = new ArrayList<>(KEYS);
        Collections.shuffle(shuffled, new Random(11));
        shuffled.forEach(key -> s3.putObject(request -> request.bucket("lake").key(key), RequestBody.fromString(key)));
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void keysComeInTheOrderOfTheirBytes() {
        assertThat(s3.listObjectsV2(request -> request.bucket("lake")).contents())
                .extracting(S3Object::key)
                .containsExactlyElementsOf(KEYS);
        assertThat(s3.listObjects(request -> request.bucket("lake")).contents())
                .extracting(S3Object::key)
                .containsExactlyElementsOf(KEYS);
        assertThat(s3.listObjectVersions(request -> request.bucket("lake")).versions())
                .extracting(version -> version.key())
                .containsExactlyElementsOf(KEYS);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // prefix, delimiter; keys; rolled-up prefixes
                "'', /, a a0 z é \uffee 😀, a/ b/ photos/",
                "a, /, a a0, a/",
                "a/, /, a/1 a/2, a/b/",
                "a/b, /, '', a/b/",
                "a/b/, /, a/b/1 a/b/2, ''",
                "photos/, /, photos/readme, photos/2026/",
                "photos/2026/0, none, photos/2026/01/x_y+z.jpg photos/2026/02/é.jpg, ''",
                "nothing, /, '', ''",
                "'', 026/, a a/1 a/2 a/b/1 a/b/2 a0 b/1 photos/readme z é \uffee 😀, photos/2026/"
            })
    void whatLiesBehindADelimiterIsRolledUp(String prefix, @Nullable String delimiter, String keys, String prefixes) {
        ListObjectsV2Response listing = s3.listObjectsV2(
                request -> request.bucket("lake").prefix(prefix).delimiter(delimiter));

        assertThat(String.join(
                        " ", listing.contents().stream().map(S3Object::key).toList()))
                .isEqualTo(keys.replace('_', ' '));
        assertThat(String.join(
                        " ",
                        listing.commonPrefixes().stream()
                                .map(CommonPrefix::prefix)
                                .toList()))
                .isEqualTo(prefixes);
        assertThat(listing.keyCount())
                .isEqualTo(listing.contents().size() + listing.commonPrefixes().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 13, 14, 15, 1000})
    void pagesOfAnySizeHoldEveryKeyOnce(int size) {
        List<String> second =
                s3.listObjectsV2Paginator(request -> request.bucket("lake").maxKeys(size)).contents().stream()
                        .map(S3Object::key)
                        .toList();
        List<String> first = new ArrayList<>();
        String marker = null;
        boolean more = true;
        while (more) {
            String from = marker;
            var page = s3.listObjects(
                    request -> request.bucket("lake").maxKeys(size).marker(from));
            page.contents().forEach(object -> first.add(object.key()));
            more = page.isTruncated();
            marker = first.get(first.size() - 1);
        }

        assertThat(second).containsExactlyElementsOf(KEYS);
        assertThat(first).containsExactlyElementsOf(KEYS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 1000})
    void pagesWithADelimiterHoldEveryKeyAndPrefixOnce(int size) {
        List<String> found = new ArrayList<>();
        int pages = 0;
        for (ListObjectsV2Response page : s3.listObjectsV2Paginator(
                request -> request.bucket("lake").delimiter("/").maxKeys(size))) {
            assertThat(page.keyCount()).isLessThanOrEqualTo(size);
            page.contents().forEach(object -> found.add(object.key()));
            page.commonPrefixes().forEach(each -> found.add(each.prefix()));
            pages++;
        }

        assertThat(found).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(found))
                .isEqualTo(new TreeSet<>(List.of("a", "a/", "a0", "b/", "photos/", "z", "é", "\uffee", "😀")));
        assertThat(pages).isEqualTo((9 + size - 1) / size);
    }

    @Test
    void aListingCanStartAfterAKeyThatIsNotThere() {
        assertThat(s3.listObjectsV2(request -> request.bucket("lake").startAfter("photos/2026/03"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("photos/readme", "z", "é", "\uffee", "😀");
    }

    @Test
    void aPageOfNothingIsEmpty() {
        ListObjectsV2Response page =
                s3.listObjectsV2(request -> request.bucket("lake").maxKeys(0));

        assertThat(page.contents()).isEmpty();
        assertThat(page.isTruncated()).isFalse();
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
        assertThatThrownBy(
                        () -> s3.listObjectsV2(request -> request.bucket("lake").continuationToken("%%%")))
                .satisfies(code("InvalidArgument"));
        assertThatThrownBy(
                        () -> s3.listObjectsV2(request -> request.bucket("lake").maxKeys(-1)))
                .satisfies(code("InvalidArgument"));
    }

    @Test
    void aPolicyCanAllowAListingUnderAPrefixOnly() {
        String statement = """
                {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::lake",
                 "Condition": {"StringLike": {"s3:prefix": ["a/*"]}}}
                """;
        AwsCredentials credentials = account.roleThatMay("lister", statement);
        S3Client lister = account.client(S3Client.builder().forcePathStyle(true), Region.US_EAST_1, credentials);

        assertThat(lister.listObjectsV2(request -> request.bucket("lake").prefix("a/b/"))
                        .contents())
                .hasSize(2);
        assertThatThrownBy(() ->
                        lister.listObjectsV2(request -> request.bucket("lake").prefix("photos/")))
                .satisfies(code("AccessDenied"));
        assertThatThrownBy(() -> lister.listObjectsV2(request -> request.bucket("lake")))
                .satisfies(code("AccessDenied"));
    }
}
