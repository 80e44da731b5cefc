package io.redshiftops.sandbox.aws.sts;

import static io.redshiftops.sandbox.aws.EmulatedAccount.allow;
import static io.redshiftops.sandbox.aws.EmulatedAccount.policy;
import static io.redshiftops.sandbox.aws.EmulatedAccount.trustIn;
import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who may become which role, and for how long. */
class AssumeRoleTest {

    private static final String ACCOUNT_TRUST = trust("{\"AWS\": \"123456789012\"}", "{}");

    @TempDir
    Path storage;

    private EmulatedAccount account;
    private StsClient administrator;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        administrator = account.client(StsClient.builder());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private static String trust(String principal, String condition) {
        return policy("{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": %s, \"Condition\": %s}"
                .formatted(principal, condition));
    }

    private String role(String name, String trust) {
        return account.world().addRole(name, trust, policy(allow("iam:ListRoles", "*")));
    }

    private static Consumer<AssumeRoleRequest.Builder> session(String roleArn) {
        return request -> request.roleArn(roleArn).roleSessionName("test");
    }

    private static AwsCredentials credentials(AssumeRoleResponse assumed) {
        Credentials credentials = assumed.credentials();
        return AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    @Test
    void everybodyMayAskWhoTheyAre() {
        AwsCredentials caller = account.roleThatMay("caller", allow("iam:GetRole", "*"));

        GetCallerIdentityResponse user = administrator.getCallerIdentity();
        GetCallerIdentityResponse role =
                account.client(StsClient.builder(), Region.AWS_GLOBAL, caller).getCallerIdentity();

        assertThat(user.account()).isEqualTo("123456789012");
        assertThat(user.arn()).isEqualTo("arn:aws:iam::123456789012:user/admin");
        assertThat(user.userId()).startsWith("AIDA");
        assertThat(role.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/caller/test");
        assertThat(role.userId()).matches("AROA[A-Z0-9]+:test");
    }

    @Test
    void aSessionLastsAnHourUnlessAskedOtherwise() {
        String role = role("r", ACCOUNT_TRUST);

        AssumeRoleResponse usual = administrator.assumeRole(session(role));
        AssumeRoleResponse shorter = administrator.assumeRole(
                request -> request.roleArn(role).roleSessionName("test").durationSeconds(900));

        assertThat(usual.credentials().expiration())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
        assertThat(shorter.credentials().expiration())
                .isBetween(Instant.now().plusSeconds(800), Instant.now().plusSeconds(901));
        assertThat(usual.credentials().accessKeyId()).startsWith("ASIA");
        assertThat(usual.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/r/test");
    }

    @Test
    void aSessionLongerThanTheRoleAllowsIsRefused() {
        String role = role("r", ACCOUNT_TRUST);

        assertThatThrownBy(() -> administrator.assumeRole(
                        request -> request.roleArn(role).roleSessionName("test").durationSeconds(7200)))
                .satisfies(code("ValidationError"))
                .hasMessageContaining("MaxSessionDuration");
        assertThatThrownBy(() -> administrator.assumeRole(
                        request -> request.roleArn(role).roleSessionName("test").durationSeconds(60)))
                .satisfies(code("ValidationError"));
    }

    @Test
    void aRoleThatDoesNotTrustTheCallerOrIsNotThereIsDeniedAlike() {
        String role = role("r", trustIn("redshift.amazonaws.com"));
        String ghost = "arn:aws:iam::123456789012:role/ghost";

        for (String arn : new String[] {role, ghost}) {
            assertThatThrownBy(() -> administrator.assumeRole(session(arn)))
                    .satisfies(code("AccessDenied"))
                    .hasMessageContaining("User: arn:aws:iam::123456789012:user/admin is not authorized to perform:"
                            + " sts:AssumeRole on resource: " + arn);
        }
    }

    @Test
    void trustInTheAccountNeedsAPolicyOfTheCallersOwn() {
        String role = role("r", ACCOUNT_TRUST);
        AwsCredentials without = account.roleThatMay("without", allow("iam:GetRole", "*"));
        AwsCredentials with = account.roleThatMay("with", allow("sts:AssumeRole", role));

        assertThatThrownBy(() -> account.client(StsClient.builder(), Region.US_EAST_1, without)
                        .assumeRole(session(role)))
                .satisfies(code("AccessDenied"));
        assertThat(account.client(StsClient.builder(), Region.US_EAST_1, with)
                        .assumeRole(session(role))
                        .assumedRoleUser()
                        .arn())
                .endsWith("assumed-role/r/test");
    }

    @Test
    void trustInThePrincipalItselfNeedsNoPolicyButBowsToADeny() {
        AwsCredentials caller = account.roleThatMay("caller", allow("iam:GetRole", "*"));
        AwsCredentials denied =
                account.roleThatMay("denied", "{\"Effect\": \"Deny\", \"Action\": \"sts:*\", \"Resource\": \"*\"}");
        String role = role(
                "r",
                trust(
                        "{\"AWS\": [\"arn:aws:iam::123456789012:role/caller\","
                                + " \"arn:aws:iam::123456789012:role/denied\"]}",
                        "{}"));

        account.client(StsClient.builder(), Region.US_EAST_1, caller).assumeRole(session(role));

        assertThatThrownBy(() -> account.client(StsClient.builder(), Region.US_EAST_1, denied)
                        .assumeRole(session(role)))
                .satisfies(code("AccessDenied"));
    }

    @Test
    void anExternalIdIsComparedWithTheTrustPolicys() {
        String role =
                role("r", trust("{\"AWS\": \"123456789012\"}", "{\"StringEquals\": {\"sts:ExternalId\": \"secret\"}}"));

        administrator.assumeRole(
                request -> request.roleArn(role).roleSessionName("test").externalId("secret"));

        assertThatThrownBy(() -> administrator.assumeRole(session(role))).satisfies(code("AccessDenied"));
        assertThatThrownBy(() -> administrator.assumeRole(
                        request -> request.roleArn(role).roleSessionName("test").externalId("wrong")))
                .satisfies(code("AccessDenied"));
    }

    @Test
    void aSessionPolicyLimitsTheSession() {
        String role = role("r", ACCOUNT_TRUST);

        AwsCredentials limited = credentials(administrator.assumeRole(
                request -> request.roleArn(role).roleSessionName("test").policy(policy(allow("iam:GetRole", "*")))));

        assertThatThrownBy(() -> account.client(IamClient.builder(), Region.US_EAST_1, limited)
                        .listRoles())
                .satisfies(code("AccessDenied"))
                .hasMessageContaining("because no session policy allows the iam:ListRoles action");
    }

    @Test
    void chainedSessionsLastAnHourAtMost() {
        String role = role("r", ACCOUNT_TRUST);
        account.client(IamClient.builder())
                .updateRole(request -> request.roleName("r").maxSessionDuration(43_200));
        AwsCredentials caller = account.roleThatMay("caller", allow("sts:AssumeRole", role));

        assertThatThrownBy(() -> account.client(StsClient.builder(), Region.US_EAST_1, caller)
                        .assumeRole(request ->
                                request.roleArn(role).roleSessionName("test").durationSeconds(3601)))
                .satisfies(code("ValidationError"))
                .hasMessageContaining("role chaining");
    }

    @Test
    void aSessionOfADeletedRoleMayDoNothingEvenWhenTheRoleIsMadeAgain() {
        String role = role("r", ACCOUNT_TRUST);
        IamClient session = account.client(
                IamClient.builder(), Region.US_EAST_1, credentials(administrator.assumeRole(session(role))));
        IamClient iam = account.client(IamClient.builder());
        session.listRoles();

        iam.deleteRolePolicy(request -> request.roleName("r").policyName("r"));
        iam.deleteRole(request -> request.roleName("r"));
        role("r", ACCOUNT_TRUST);

        assertThatThrownBy(session::listRoles).satisfies(code("AccessDenied"));
    }

    @Test
    void aKeyWithTheTokenOfAnotherSessionIsRefused() {
        String role = role("r", ACCOUNT_TRUST);
        Credentials one = administrator.assumeRole(session(role)).credentials();
        Credentials other = administrator.assumeRole(session(role)).credentials();
        AwsCredentials mixed =
                AwsSessionCredentials.create(one.accessKeyId(), one.secretAccessKey(), other.sessionToken());

        assertThatThrownBy(() -> account.client(IamClient.builder(), Region.US_EAST_1, mixed)
                        .listRoles())
                .satisfies(code("InvalidClientTokenId"));
    }
}
