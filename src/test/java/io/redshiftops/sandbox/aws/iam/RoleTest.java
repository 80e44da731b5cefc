package io.redshiftops.sandbox.aws.iam;

import static io.redshiftops.sandbox.aws.EmulatedAccount.allow;
import static io.redshiftops.sandbox.aws.EmulatedAccount.policy;
import static io.redshiftops.sandbox.aws.EmulatedAccount.trustIn;
import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles with their policies, through IAM's API. */
class RoleTest {

    private static final String TRUST = trustIn("redshift.amazonaws.com");
    private static final String READ_S3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

    @TempDir
    Path storage;

    private EmulatedAccount account;
    private IamClient iam;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        iam = account.client(IamClient.builder(), Region.AWS_GLOBAL);
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private Role create(String name) {
        return iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(TRUST))
                .role();
    }

    @Test
    void aRoleIsReadAsItWasMade() {
        iam.createRole(request -> request.roleName("dwhRole")
                .path("/a/b/")
                .description("reads 100 % + more")
                .maxSessionDuration(7200)
                .assumeRolePolicyDocument(TRUST)
                .tags(Tag.builder().key("owner").value("ops").build()));

        Role role = iam.getRole(request -> request.roleName("dwhRole")).role();

        assertThat(role.arn()).isEqualTo("arn:aws:iam::123456789012:role/a/b/dwhRole");
        assertThat(role.path()).isEqualTo("/a/b/");
        assertThat(role.roleId()).startsWith("AROA");
        assertThat(role.createDate()).isEqualTo(EmulatedAccount.START);
        assertThat(role.description()).isEqualTo("reads 100 % + more");
        assertThat(role.maxSessionDuration()).isEqualTo(7200);
        assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(TRUST);
        assertThat(role.assumeRolePolicyDocument()).as("URL-encoded").doesNotContain(" ", "+", "{");
        assertThat(role.tags())
                .containsExactly(Tag.builder().key("owner").value("ops").build());
    }

    @Test
    void aSecondRoleOfTheNameInWhateverCaseIsRefused() {
        create("dwhRole");

        assertThatThrownBy(() -> create("DWHROLE"))
                .isInstanceOf(EntityAlreadyExistsException.class)
                .hasMessageContaining("Role with name DWHROLE already exists.")
                .hasMessageContaining("409");
    }

    @Test
    void aRoleThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> iam.getRole(request -> request.roleName("ghost")))
                .isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("The role with name ghost cannot be found.");
    }

    @Test
    void aRoleMadeAgainHasAnotherId() {
        String first = create("dwhRole").roleId();
        iam.deleteRole(request -> request.roleName("dwhRole"));

        assertThat(create("dwhRole").roleId()).isNotEqualTo(first);
    }

    @Test
    void aRoleIsDeletedOnlyWithoutPolicies() {
        create("dwhRole");
        iam.attachRolePolicy(request -> request.roleName("dwhRole").policyArn(READ_S3));
        iam.putRolePolicy(
                request -> request.roleName("dwhRole").policyName("own").policyDocument(policy(allow("s3:*", "*"))));

        assertThatThrownBy(() -> iam.deleteRole(request -> request.roleName("dwhRole")))
                .isInstanceOf(DeleteConflictException.class)
                .hasMessageContaining("must detach all policies first");
        iam.detachRolePolicy(request -> request.roleName("dwhRole").policyArn(READ_S3));
        assertThatThrownBy(() -> iam.deleteRole(request -> request.roleName("dwhRole")))
                .isInstanceOf(DeleteConflictException.class)
                .hasMessageContaining("must delete policies first");
        iam.deleteRolePolicy(request -> request.roleName("dwhRole").policyName("own"));
        iam.deleteRole(request -> request.roleName("dwhRole"));

        assertThatThrownBy(() -> iam.getRole(request -> request.roleName("dwhRole")))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void attachingTwiceIsNoErrorAndDetachingTwiceIs() {
        create("dwhRole");
        iam.attachRolePolicy(request -> request.roleName("dwhRole").policyArn(READ_S3));
        iam.attachRolePolicy(request -> request.roleName("dwhRole").policyArn(READ_S3));

        assertThat(iam.listAttachedRolePolicies(request -> request.roleName("dwhRole"))
                        .attachedPolicies())
                .containsExactly(AttachedPolicy.builder()
                        .policyName("AmazonS3ReadOnlyAccess")
                        .policyArn(READ_S3)
                        .build());
        iam.detachRolePolicy(request -> request.roleName("dwhRole").policyArn(READ_S3));
        assertThatThrownBy(() -> iam.detachRolePolicy(
                        request -> request.roleName("dwhRole").policyArn(READ_S3)))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void aPolicyOfAwsThatIsNotKnownHereIsRefusedByName() {
        create("dwhRole");
        String arn = "arn:aws:iam::aws:policy/AmazonTimestreamFullAccess";

        assertThatThrownBy(() -> iam.attachRolePolicy(
                        request -> request.roleName("dwhRole").policyArn(arn)))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining(arn);
    }

    @Test
    void anInlinePolicyIsReplacedByItsName() {
        create("dwhRole");
        String first = policy(allow("s3:GetObject", "arn:aws:s3:::lake/a b/*"));
        String second = policy(allow("s3:ListBucket", "arn:aws:s3:::lake"));
        iam.putRolePolicy(
                request -> request.roleName("dwhRole").policyName("own").policyDocument(first));

        iam.putRolePolicy(
                request -> request.roleName("dwhRole").policyName("own").policyDocument(second));

        assertThat(iam.listRolePolicies(request -> request.roleName("dwhRole")).policyNames())
                .containsExactly("own");
        assertThat(URLDecoder.decode(
                        iam.getRolePolicy(request -> request.roleName("dwhRole").policyName("own"))
                                .policyDocument(),
                        StandardCharsets.UTF_8))
                .isEqualTo(second);
    }

    @Test
    void theInlinePoliciesOfARoleHaveALimitTogether() {
        create("dwhRole");
        String half = policy(allow("s3:GetObject", "arn:aws:s3:::lake/" + "x".repeat(5200)));
        iam.putRolePolicy(request -> request.roleName("dwhRole").policyName("a").policyDocument(half));

        assertThatThrownBy(() -> iam.putRolePolicy(
                        request -> request.roleName("dwhRole").policyName("b").policyDocument(half)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("10240");
        iam.putRolePolicy(request -> request.roleName("dwhRole").policyName("a").policyDocument(half));
    }

    @Test
    void aMalformedDocumentIsRefused() {
        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument("{")))
                .isInstanceOf(MalformedPolicyDocumentException.class);
        create("dwhRole");
        assertThatThrownBy(() -> iam.putRolePolicy(
                        request -> request.roleName("dwhRole").policyName("own").policyDocument(TRUST)))
                .isInstanceOf(MalformedPolicyDocumentException.class);
    }

    @Test
    void aTrustPolicyMayNameOnlyPrincipalsThatExist() {
        String stranger = policy("{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\","
                + " \"Principal\": {\"AWS\": \"arn:aws:iam::123456789012:role/ghost\"}}");

        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(stranger)))
                .isInstanceOf(MalformedPolicyDocumentException.class)
                .hasMessageContaining("Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:role/ghost\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a/b", "größe", ""})
    void aNameOfOtherCharactersIsRefused(String name) {
        assertThatThrownBy(() -> create(name))
                .satisfies(code("ValidationError"))
                .hasMessageContaining("roleName");
    }

    @Test
    void aRequestWithoutARequiredParameterIsRefusedByItsName() {
        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("r")))
                .satisfies(code("ValidationError"))
                .hasMessageContaining("assumeRolePolicyDocument");
        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("r")
                        .assumeRolePolicyDocument(TRUST)
                        .tags(Tag.builder().value("v").build())))
                .satisfies(code("ValidationError"))
                .hasMessageContaining("a tag lacks its key");
    }

    @Test
    void aListIsReadInPages() {
        List<String> names =
                IntStream.range(0, 7).mapToObj(number -> "role-" + number).toList();
        names.forEach(this::create);

        ListRolesResponse first = iam.listRoles(request -> request.maxItems(3));
        ListRolesResponse second = iam.listRoles(request -> request.maxItems(3).marker(first.marker()));

        assertThat(first.isTruncated()).isTrue();
        assertThat(first.roles()).extracting(Role::roleName).isEqualTo(names.subList(0, 3));
        assertThat(second.roles()).extracting(Role::roleName).isEqualTo(names.subList(3, 6));
        assertThat(iam.listRolesPaginator(request -> request.maxItems(3)).roles())
                .extracting(Role::roleName)
                .isEqualTo(names);
        assertThatThrownBy(() -> iam.listRoles(request -> request.marker("%%%")))
                .satisfies(code("ValidationError"));
    }

    @Test
    void rolesAreListedByPath() {
        create("elsewhere");
        iam.createRole(request -> request.roleName("here").path("/a/").assumeRolePolicyDocument(TRUST));

        assertThat(iam.listRoles(request -> request.pathPrefix("/a/")).roles())
                .extracting(Role::roleName)
                .containsExactly("here");
    }

    @Test
    void tagsAreSetReplacedAndTakenAway() {
        create("dwhRole");

        iam.tagRole(request -> request.roleName("dwhRole")
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("2").build()));
        iam.tagRole(request -> request.roleName("dwhRole")
                .tags(Tag.builder().key("a").value("3").build()));
        iam.untagRole(request -> request.roleName("dwhRole").tagKeys("b"));

        assertThat(iam.listRoleTags(request -> request.roleName("dwhRole")).tags())
                .containsExactly(Tag.builder().key("a").value("3").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:mine", "semi;colon"})
    void aTagKeyThatAwsKeepsForItselfOrDoesNotKnowIsRefused(String key) {
        create("dwhRole");

        assertThatThrownBy(() -> iam.tagRole(request -> request.roleName("dwhRole")
                        .tags(Tag.builder().key(key).value("1").build())))
                .satisfies(code("ValidationError"));
    }

    @Test
    void theTrustPolicyDescriptionAndSessionLengthCanBeChanged() {
        create("dwhRole");

        iam.updateAssumeRolePolicy(
                request -> request.roleName("dwhRole").policyDocument(trustIn("redshift-serverless.amazonaws.com")));
        iam.updateRole(request -> request.roleName("dwhRole").description("new").maxSessionDuration(43_200));

        Role role = iam.getRole(request -> request.roleName("dwhRole")).role();
        assertThat(role.assumeRolePolicyDocument()).contains("redshift-serverless");
        assertThat(role.description()).isEqualTo("new");
        assertThat(role.maxSessionDuration()).isEqualTo(43_200);
        assertThatThrownBy(() ->
                        iam.updateRole(request -> request.roleName("dwhRole").maxSessionDuration(60)))
                .satisfies(code("ValidationError"))
                .hasMessageContaining("maxSessionDuration");
    }
}
