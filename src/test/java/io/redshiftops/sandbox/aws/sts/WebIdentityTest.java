package io.redshiftops.sandbox.aws.sts;

import static io.redshiftops.sandbox.aws.EmulatedAccount.allow;
import static io.redshiftops.sandbox.aws.EmulatedAccount.policy;
import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** Service accounts of a Kubernetes cluster become roles, as in EKS. */
class WebIdentityTest {

    private static final String ISSUER = "https://oidc.example.com/id/1";
    private static final String SUBJECT = "system:serviceaccount:ns:operator";

    @TempDir
    Path storage;

    private final IdentityTokens provider;
    private EmulatedAccount account;
    private StsClient sts;
    private String roleArn;

    WebIdentityTest() throws GeneralSecurityException {
        provider = new IdentityTokens();
    }

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        String providerArn = account.world()
                .addOidcProvider(ISSUER, List.of("sts.amazonaws.com"), Optional.of(provider.publicKeys()));
        roleArn = account.world()
                .addRole("operator", policy("""
                {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                 "Principal": {"Federated": "%s"},
                 "Condition": {"StringEquals": {"oidc.example.com/id/1:aud": "sts.amazonaws.com",
                                                "oidc.example.com/id/1:sub": "%s"}}}
                """.formatted(providerArn, SUBJECT)), policy(allow("iam:ListRoles", "*")));
        sts = StsClient.builder()
                .endpointOverride(account.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterEach
    void stop() {
        sts.close();
        account.close();
    }

    /** Claims of a token; it ends this many seconds from now by the machine's time. */
    private static String claims(String issuer, String subject, String audience, long seconds) {
        return "{\"iss\": \"%s\", \"sub\": \"%s\", \"aud\": [\"%s\"], \"exp\": %d}"
                .formatted(issuer, subject, audience, Instant.now().getEpochSecond() + seconds);
    }

    private AssumeRoleWithWebIdentityResponse assume(String token) {
        return sts.assumeRoleWithWebIdentity(
                request -> request.roleArn(roleArn).roleSessionName("pod").webIdentityToken(token));
    }

    @Test
    void aTokenOfTheTrustedServiceAccountBecomesTheRole() throws GeneralSecurityException {
        AssumeRoleWithWebIdentityResponse assumed =
                assume(provider.sign(claims(ISSUER, SUBJECT, "sts.amazonaws.com", 600)));

        assertThat(assumed.subjectFromWebIdentityToken()).isEqualTo(SUBJECT);
        assertThat(assumed.audience()).isEqualTo("sts.amazonaws.com");
        assertThat(assumed.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/operator/pod");
        IamClient iam = account.client(
                IamClient.builder(),
                Region.AWS_GLOBAL,
                AwsSessionCredentials.create(
                        assumed.credentials().accessKeyId(),
                        assumed.credentials().secretAccessKey(),
                        assumed.credentials().sessionToken()));
        assertThat(iam.listRoles().roles()).hasSize(1);
        assertThat(account.world().journal().entries())
                .extracting(call -> call.caller() + " " + call.operation())
                .containsExactly("anonymous AssumeRoleWithWebIdentity", "operator ListRoles");
    }

    @Test
    void anExpiredTokenIsRefused() throws GeneralSecurityException {
        String token = provider.sign(claims(ISSUER, SUBJECT, "sts.amazonaws.com", -1));

        assertThatThrownBy(() -> assume(token))
                .satisfies(code("ExpiredTokenException"))
                .hasMessageContaining("Token expired");
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() throws GeneralSecurityException {
        String token = provider.sign(
                "{\"iss\": \"%s\", \"sub\": \"%s\", \"aud\": \"sts.amazonaws.com\"}".formatted(ISSUER, SUBJECT));

        assertThatThrownBy(() -> assume(token))
                .satisfies(code("InvalidIdentityToken"))
                .hasMessageContaining("exp");
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() throws GeneralSecurityException {
        String token = provider.sign(claims(ISSUER, SUBJECT, "https://kubernetes.default.svc", 600));

        assertThatThrownBy(() -> assume(token))
                .satisfies(code("InvalidIdentityToken"))
                .hasMessageContaining("Incorrect token audience");
    }

    @Test
    void aTokenOfAnotherServiceAccountIsRefused() throws GeneralSecurityException {
        String token = provider.sign(claims(ISSUER, "system:serviceaccount:ns:other", "sts.amazonaws.com", 600));

        assertThatThrownBy(() -> assume(token))
                .satisfies(code("AccessDenied"))
                .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void aTokenOfAnIssuerThatIsNotRegisteredIsRefused() throws GeneralSecurityException {
        String token = provider.sign(claims("https://other.example.com", SUBJECT, "sts.amazonaws.com", 600));

        assertThatThrownBy(() -> assume(token))
                .satisfies(code("InvalidIdentityToken"))
                .hasMessageContaining("No OpenIDConnect provider found in your account for https://other.example.com");
    }

    @Test
    void aTokenThatSomebodyElseSignedIsRefused() throws GeneralSecurityException {
        String claims = claims(ISSUER, SUBJECT, "sts.amazonaws.com", 600);
        String forged = new IdentityTokens().sign(claims);
        String genuine = provider.sign(claims(ISSUER, "system:serviceaccount:ns:other", "sts.amazonaws.com", 600));
        String patched = forged.substring(0, forged.lastIndexOf('.')) + genuine.substring(genuine.lastIndexOf('.'));

        for (String token : List.of(forged, patched, IdentityTokens.unsigned(claims))) {
            assertThatThrownBy(() -> assume(token)).satisfies(code("InvalidIdentityToken"));
        }
    }

    @Test
    void whatIsNoTokenIsRefused() {
        assertThatThrownBy(() -> assume("no token")).satisfies(code("InvalidIdentityToken"));
        assertThatThrownBy(() -> assume("a.b.c")).satisfies(code("InvalidIdentityToken"));
    }
}
