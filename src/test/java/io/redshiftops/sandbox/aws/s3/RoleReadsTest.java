package io.redshiftops.sandbox.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import io.redshiftops.sandbox.aws.core.JournalEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads of S3 in the name of a cluster's role, as COPY makes them. */
class RoleReadsTest {

    private static final String USER = "arn:aws:redshift:us-east-1:" + EmulatedAccount.ID + ":dbuser:sales/awsuser";
    private static final String REGION = "us-east-1";
    private static final String LIST = EmulatedAccount.allow("s3:ListBucket", "arn:aws:s3:::lake");
    private static final String GET = EmulatedAccount.allow("s3:GetObject", "arn:aws:s3:::lake/in/*");

    @TempDir
    private Path storage;

    private EmulatedAccount account;

    @BeforeEach
    void givenABucketWithObjects() {
        account = new EmulatedAccount(storage.resolve("objects"));
        S3Client s3 = account.client(S3Client.builder().forcePathStyle(true));
        s3.createBucket(request -> request.bucket("lake"));
        for (String key : List.of("in/2", "in/1", "secret")) {
            s3.putObject(request -> request.bucket("lake").key(key), RequestBody.fromString("content of " + key));
        }
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private RoleReads.Session session(String statements) {
        return session(EmulatedAccount.trustIn("redshift.amazonaws.com"), statements);
    }

    private RoleReads.Session session(String trust, String statements) {
        String role = account.world().addRole("loads", trust, EmulatedAccount.policy(statements));
        return account.roleReads().asRole(role, USER, REGION);
    }

    private static String read(RoleReads.Session session, String key) {
        try (InputStream content = session.open("lake", key)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Consumer<Throwable> reason(S3ReadException.Reason reason) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        S3ReadException.class,
                        refused -> assertThat(refused.reason())
                                .as(refused.getMessage())
                                .isEqualTo(reason));
    }

    @Test
    void aRoleThatMayReadsAPrefix() {
        RoleReads.Session session = session(LIST + "," + GET);

        assertThat(session.list("lake", "in/"))
                .extracting(RoleReads.ObjectSummary::key, RoleReads.ObjectSummary::size)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("in/1", 15L),
                        org.assertj.core.groups.Tuple.tuple("in/2", 15L));
        assertThat(read(session, "in/1")).isEqualTo("content of in/1");
        assertThat(session.head("lake", "in/2").etag())
                .isEqualTo(session.list("lake", "in/2").get(0).etag());
    }

    @Test
    void aPrefixOfNothingIsAnEmptyList() {
        assertThat(session(LIST).list("lake", "nothing/")).isEmpty();
    }

    @Test
    void aListingOfMoreThanAPageIsWhole() {
        account.world()
                .addBucket(
                        "many",
                        REGION,
                        java.util.stream.IntStream.range(0, 2345)
                                .mapToObj(i -> new LazyObject(
                                        "%04d".formatted(i), EmulatedAccount.START, () -> file("content-" + i)))
                                .toList());

        List<RoleReads.ObjectSummary> found =
                session(EmulatedAccount.allow("s3:*", "*")).list("many", "");

        assertThat(found).hasSize(2345).isSortedAccordingTo((a, b) -> a.key().compareTo(b.key()));
    }

    private Path file(String content) {
        try {
            return Files.writeString(storage.resolve(content), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLazyObjectIsMadeOnce() {
        AtomicInteger made = new AtomicInteger();
        LazyObject lazy = new LazyObject("lazy", EmulatedAccount.START, () -> {
            made.incrementAndGet();
            return file("made");
        });
        account.world().addBucket("sample", REGION, List.of(lazy));
        assertThat(made).hasValue(0);

        RoleReads.Session session = session(EmulatedAccount.allow("s3:*", "*"));
        session.list("sample", "");
        assertThat(session.head("sample", "lazy").size()).isEqualTo(4);

        assertThat(made).hasValue(1);
    }

    @Test
    void aRoleThatDoesNotTrustRedshiftCannotBeAssumed() {
        assertThatThrownBy(() -> session(EmulatedAccount.trustIn("ec2.amazonaws.com"), LIST))
                .satisfies(reason(S3ReadException.Reason.ROLE_NOT_ASSUMABLE))
                .hasMessage("User " + USER + " is not authorized to assume IAM Role arn:aws:iam::" + EmulatedAccount.ID
                        + ":role/loads");
        assertThatThrownBy(() ->
                        account.roleReads().asRole("arn:aws:iam::" + EmulatedAccount.ID + ":role/absent", USER, REGION))
                .satisfies(reason(S3ReadException.Reason.ROLE_NOT_ASSUMABLE));
    }

    @Test
    void aTrustPolicyCanNameTheDatabaseUsers() {
        String trust = EmulatedAccount.policy("""
                {"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": "redshift.amazonaws.com"},
                 "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}
                """.formatted(USER));
        String role = account.world().addRole("loads", trust, EmulatedAccount.policy(LIST));

        assertThat(account.roleReads().asRole(role, USER, REGION).list("lake", ""))
                .hasSize(3);
        assertThatThrownBy(() -> account.roleReads().asRole(role, USER + "2", REGION))
                .satisfies(reason(S3ReadException.Reason.ROLE_NOT_ASSUMABLE));
    }

    @Test
    void whatTheRolesPolicyDoesNotAllowIsDenied() {
        RoleReads.Session session = session(GET);

        assertThatThrownBy(() -> session.list("lake", "in/"))
                .satisfies(reason(S3ReadException.Reason.ACCESS_DENIED))
                .hasMessageContaining("s3:ListBucket");
        assertThatThrownBy(() -> session.open("lake", "secret"))
                .satisfies(reason(S3ReadException.Reason.ACCESS_DENIED))
                .hasMessageContaining("s3:GetObject");
        assertThatThrownBy(() -> session.open("lake", "in/absent"))
                .satisfies(reason(S3ReadException.Reason.ACCESS_DENIED));
        assertThat(read(session, "in/1")).isEqualTo("content of in/1");
    }

    @Test
    void aDenialInThePolicyComesFirst() {
        String deny = "{\"Effect\": \"Deny\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::lake/in/1\"}";

        RoleReads.Session session = session(EmulatedAccount.allow("s3:*", "*") + "," + deny);

        assertThatThrownBy(() -> session.open("lake", "in/1")).satisfies(reason(S3ReadException.Reason.ACCESS_DENIED));
        assertThat(read(session, "in/2")).isEqualTo("content of in/2");
    }

    @Test
    void aPolicyThatIsMendedCountsAtOnce() {
        RoleReads.Session session = session(GET);
        IamClient iam = account.client(IamClient.builder());

        iam.putRolePolicy(
                request -> request.roleName("loads").policyName("more").policyDocument(EmulatedAccount.policy(LIST)));

        assertThat(session.list("lake", "in/")).hasSize(2);
    }

    @Test
    void whatIsNotThereIsToldApart() {
        account.client(S3Client.builder().forcePathStyle(true), software.amazon.awssdk.regions.Region.US_WEST_2)
                .createBucket(request -> request.bucket("western"));
        RoleReads.Session session = session(EmulatedAccount.allow("s3:*", "*"));

        assertThatThrownBy(() -> session.list("absent", "")).satisfies(reason(S3ReadException.Reason.NO_SUCH_BUCKET));
        assertThatThrownBy(() -> session.open("lake", "absent")).satisfies(reason(S3ReadException.Reason.NO_SUCH_KEY));
        assertThatThrownBy(() -> session.list("western", ""))
                .satisfies(reason(S3ReadException.Reason.WRONG_REGION))
                .isInstanceOfSatisfying(
                        S3ReadException.class,
                        refused -> assertThat(refused.bucketRegion()).contains("us-west-2"));
    }

    @Test
    void eachReadIsInTheJournal() {
        RoleReads.Session session = session(LIST + "," + GET);
        account.world().journal().clear();

        session.list("lake", "in/");
        read(session, "in/1");
        assertThatThrownBy(() -> session.open("lake", "secret")).isInstanceOf(S3ReadException.class);

        assertThat(account.world().journal().entries())
                .extracting(JournalEntry::operation, JournalEntry::caller, JournalEntry::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ListObjectsV2", "loads", 200),
                        org.assertj.core.groups.Tuple.tuple("GetObject", "loads", 200),
                        org.assertj.core.groups.Tuple.tuple("GetObject", "loads", 403));
    }
}
