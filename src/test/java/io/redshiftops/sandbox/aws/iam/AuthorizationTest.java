package io.redshiftops.sandbox.aws.iam;

import static io.redshiftops.sandbox.aws.EmulatedAccount.allow;
import static io.redshiftops.sandbox.aws.EmulatedAccount.policy;
import static io.redshiftops.sandbox.aws.EmulatedAccount.trustIn;
import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What callers may do, and in which words they are refused. */
class AuthorizationTest {

    private static final String TRUST = trustIn("redshift.amazonaws.com");
    private static final String ANY_ROLE = "arn:aws:iam::123456789012:role/*";
    private static final String CALLER = "User: arn:aws:sts::123456789012:assumed-role/caller/test";

    @TempDir
    Path storage;

    private EmulatedAccount account;
    private IamClient administrator;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        administrator = account.client(IamClient.builder());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private IamClient iamOf(String statements) {
        return account.client(IamClient.builder(), Region.US_EAST_1, account.roleThatMay("caller", statements));
    }

    @Test
    void whatNoPolicyAllowsIsRefusedInIamsWords() {
        IamClient iam = iamOf(allow("iam:GetRole", "*"));

        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(TRUST)))
                .satisfies(code("AccessDenied"))
                .hasMessageContaining(CALLER + " is not authorized to perform: iam:CreateRole on resource:"
                        + " arn:aws:iam::123456789012:role/r because no identity-based policy allows the"
                        + " iam:CreateRole action")
                .hasMessageContaining("403");
        assertThat(account.world().journal().entries()).last().satisfies(call -> {
            assertThat(call.caller()).isEqualTo("caller");
            assertThat(call.errorCode()).isEqualTo("AccessDenied");
            assertThat(call.status()).isEqualTo(403);
            assertThat(call.resource()).isEqualTo("arn:aws:iam::123456789012:role/r");
        });
    }

    @Test
    void anExplicitDenyIsToldFromALackOfPermission() {
        IamClient iam = iamOf(
                allow("iam:*", "*") + ", {\"Effect\": \"Deny\", \"Action\": \"iam:CreateRole\", \"Resource\": \"*\"}");

        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(TRUST)))
                .satisfies(code("AccessDenied"))
                .hasMessageContaining("with an explicit deny in an identity-based policy");
    }

    @Test
    void eachFamilyOfServicesHasItsOwnCodeForADenial() {
        AwsCredentials caller = account.roleThatMay("caller", allow("iam:GetRole", "*"));

        assertThatThrownBy(() -> account.client(Ec2Client.builder(), Region.US_EAST_1, caller)
                        .describeVpcs())
                .satisfies(code("UnauthorizedOperation"))
                .hasMessageContaining("You are not authorized to perform this operation. " + CALLER);
        assertThatThrownBy(() -> account.client(RedshiftClient.builder(), Region.US_EAST_1, caller)
                        .describeClusters())
                .satisfies(code("AccessDenied"));
        assertThatThrownBy(() -> account.client(SecretsManagerClient.builder(), Region.US_EAST_1, caller)
                        .listSecrets())
                .satisfies(code("AccessDeniedException"));
    }

    @Test
    void aPermissionMayHangOnTheTagsOfTheRequest() {
        IamClient iam = iamOf("""
                {"Effect": "Allow", "Action": ["iam:CreateRole", "iam:TagRole"], "Resource": "%s",
                 "Condition": {"StringLike": {"aws:RequestTag/owner": "team/*"},
                               "ForAllValues:StringEquals": {"aws:TagKeys": ["owner"]}}}
                """.formatted(ANY_ROLE));

        iam.createRole(request ->
                request.roleName("right").assumeRolePolicyDocument(TRUST).tags(tag("owner", "team/a")));

        assertThatThrownBy(
                        () -> iam.createRole(request -> request.roleName("none").assumeRolePolicyDocument(TRUST)))
                .satisfies(code("AccessDenied"));
        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("wrong")
                        .assumeRolePolicyDocument(TRUST)
                        .tags(tag("owner", "other"))))
                .satisfies(code("AccessDenied"));
        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("more")
                        .assumeRolePolicyDocument(TRUST)
                        .tags(tag("owner", "team/a"), tag("cost", "1"))))
                .satisfies(code("AccessDenied"));
        assertThat(administrator.listRoles().roles())
                .extracting(role -> role.roleName())
                .containsExactlyInAnyOrder("caller", "right");
    }

    @Test
    void tagsInACreationNeedTheRightToTag() {
        IamClient iam = iamOf(allow("iam:CreateRole", "*"));

        assertThatThrownBy(() -> iam.createRole(request ->
                        request.roleName("r").assumeRolePolicyDocument(TRUST).tags(tag("owner", "ops"))))
                .satisfies(code("AccessDenied"))
                .hasMessageContaining("iam:TagRole");
    }

    @Test
    void aPermissionMayHangOnTheTagsOfTheResource() {
        administrator.createRole(request ->
                request.roleName("mine").assumeRolePolicyDocument(TRUST).tags(tag("owner", "ops")));
        administrator.createRole(request -> request.roleName("theirs").assumeRolePolicyDocument(TRUST));
        IamClient iam = iamOf("""
                {"Effect": "Allow", "Action": "iam:DeleteRole", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:ResourceTag/owner": "ops"}}}
                """);

        iam.deleteRole(request -> request.roleName("mine"));

        assertThatThrownBy(() -> iam.deleteRole(request -> request.roleName("theirs")))
                .satisfies(code("AccessDenied"));
    }

    @Test
    void aPermissionMayHangOnThePolicyThatIsAttached() {
        administrator.createRole(request -> request.roleName("r").assumeRolePolicyDocument(TRUST));
        IamClient iam = iamOf("""
                {"Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*",
                 "Condition": {"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}}}
                """);

        iam.attachRolePolicy(
                request -> request.roleName("r").policyArn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));

        assertThatThrownBy(() -> iam.attachRolePolicy(
                        request -> request.roleName("r").policyArn("arn:aws:iam::aws:policy/AdministratorAccess")))
                .satisfies(code("AccessDenied"));
    }

    @Test
    void aPermissionsBoundaryLimitsWhatPoliciesAllow() {
        AwsCredentials caller = account.roleThatMay("caller", allow("iam:*", "*"));
        IamClient iam = account.client(IamClient.builder(), Region.US_EAST_1, caller);
        String boundary = administrator
                .createPolicy(request -> request.policyName("boundary").policyDocument(policy(allow("iam:Get*", "*"))))
                .policy()
                .arn();

        administrator.putRolePermissionsBoundary(
                request -> request.roleName("caller").permissionsBoundary(boundary));

        assertThat(iam.getRole(request -> request.roleName("caller"))
                        .role()
                        .permissionsBoundary()
                        .permissionsBoundaryArn())
                .isEqualTo(boundary);
        assertThatThrownBy(iam::listRoles)
                .satisfies(code("AccessDenied"))
                .hasMessageContaining("because no permissions boundary allows the iam:ListRoles action");
        administrator.deleteRolePermissionsBoundary(request -> request.roleName("caller"));
        assertThat(iam.listRoles().roles()).hasSize(1);
    }

    @Test
    void aBoundaryThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> administrator.createRole(request -> request.roleName("r")
                        .assumeRolePolicyDocument(TRUST)
                        .permissionsBoundary("arn:aws:iam::123456789012:policy/ghost")))
                .satisfies(code("NoSuchEntity"));
    }

    @Test
    void aPermissionMayHangOnTheRegion() {
        AwsCredentials caller = account.roleThatMay("caller", """
                {"Effect": "Allow", "Action": "*", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}}
                """);

        account.client(Ec2Client.builder(), Region.US_EAST_1, caller).describeVpcs();
        account.client(IamClient.builder(), Region.AWS_GLOBAL, caller).listRoles();

        assertThatThrownBy(() -> account.client(Ec2Client.builder(), Region.US_WEST_2, caller)
                        .describeVpcs())
                .satisfies(code("UnauthorizedOperation"));
    }

    @Test
    void aPolicyThatHangsOnAnUnknownConditionMakesCallsFailByItsName() {
        IamClient iam = iamOf("""
                {"Effect": "Allow", "Action": "*", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}
                """);

        assertThatThrownBy(iam::listRoles).satisfies(code("NotEmulated")).hasMessageContaining("aws:PrincipalOrgID");
    }

    @Test
    void aPolicyChangeCountsAtOnceForSessionsThatExist() {
        IamClient iam = iamOf(allow("iam:*", "*"));
        iam.listRoles();

        administrator.deleteRolePolicy(request -> request.roleName("caller").policyName("caller"));

        assertThatThrownBy(iam::listRoles).satisfies(code("AccessDenied"));
    }

    @Test
    void anUnknownKeyIsRefusedByEachFamilyOfServices() {
        AwsCredentials stranger = AwsBasicCredentials.create("AKIASTRANGER00000000", "secret");

        assertThatThrownBy(() -> account.client(IamClient.builder(), Region.US_EAST_1, stranger)
                        .listRoles())
                .satisfies(code("InvalidClientTokenId"));
        assertThatThrownBy(() -> account.client(Ec2Client.builder(), Region.US_EAST_1, stranger)
                        .describeVpcs())
                .as("the JDK's client drops the body of a 401")
                .hasMessageContaining("Status Code: 401");
        assertThatThrownBy(() -> account.client(SecretsManagerClient.builder(), Region.US_EAST_1, stranger)
                        .listSecrets())
                .satisfies(code("UnrecognizedClientException"));
        assertThat(account.world().journal().entries())
                .allMatch(call -> call.caller().equals("unknown"))
                .extracting(call -> call.errorCode())
                .containsExactly("InvalidClientTokenId", "AuthFailure", "UnrecognizedClientException");
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
