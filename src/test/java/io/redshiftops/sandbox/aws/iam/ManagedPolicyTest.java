package io.redshiftops.sandbox.aws.iam;

import static io.redshiftops.sandbox.aws.EmulatedAccount.allow;
import static io.redshiftops.sandbox.aws.EmulatedAccount.policy;
import static io.redshiftops.sandbox.aws.EmulatedAccount.trustIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** Managed policies with their versions, through IAM's API. */
class ManagedPolicyTest {

    private static final String DOCUMENT = policy(allow("s3:GetObject", "*"));

    @TempDir
    Path storage;

    private EmulatedAccount account;
    private IamClient iam;
    private String arn;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        iam = account.client(IamClient.builder());
        arn = iam.createPolicy(request -> request.policyName("lake").policyDocument(DOCUMENT))
                .policy()
                .arn();
    }

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void aPolicyCountsItsAttachmentsAndIsNotDeletedWithThem() {
        iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(trustIn("redshift.amazonaws.com")));
        iam.attachRolePolicy(request -> request.roleName("r").policyArn(arn));

        assertThat(iam.getPolicy(request -> request.policyArn(arn)).policy().attachmentCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> iam.deletePolicy(request -> request.policyArn(arn)))
                .isInstanceOf(DeleteConflictException.class);
        iam.detachRolePolicy(request -> request.roleName("r").policyArn(arn));
        iam.deletePolicy(request -> request.policyArn(arn));
        assertThatThrownBy(() -> iam.getPolicy(request -> request.policyArn(arn)))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void aPolicyThatBoundsARoleIsNotDeleted() {
        iam.createRole(request -> request.roleName("r")
                .assumeRolePolicyDocument(trustIn("redshift.amazonaws.com"))
                .permissionsBoundary(arn));

        assertThatThrownBy(() -> iam.deletePolicy(request -> request.policyArn(arn)))
                .isInstanceOf(DeleteConflictException.class);
    }

    @Test
    void aSecondPolicyOfTheNameIsRefused() {
        assertThatThrownBy(() ->
                        iam.createPolicy(request -> request.policyName("LAKE").policyDocument(DOCUMENT)))
                .isInstanceOf(EntityAlreadyExistsException.class);
    }

    @Test
    void versionsAreCountedUpAndNotMoreThanFive() {
        for (int version = 2; version <= 5; version++) {
            assertThat(iam.createPolicyVersion(request -> request.policyArn(arn)
                                    .policyDocument(DOCUMENT)
                                    .setAsDefault(true))
                            .policyVersion()
                            .versionId())
                    .isEqualTo("v" + version);
        }

        assertThatThrownBy(() -> iam.createPolicyVersion(
                        request -> request.policyArn(arn).policyDocument(DOCUMENT)))
                .isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> iam.deletePolicyVersion(
                        request -> request.policyArn(arn).versionId("v5")))
                .as("the default version")
                .isInstanceOf(DeleteConflictException.class);
        iam.deletePolicyVersion(request -> request.policyArn(arn).versionId("v1"));
        assertThat(iam.createPolicyVersion(request -> request.policyArn(arn).policyDocument(DOCUMENT))
                        .policyVersion()
                        .versionId())
                .isEqualTo("v6");
        assertThat(iam.listPolicyVersions(request -> request.policyArn(arn)).versions())
                .filteredOn(PolicyVersion::isDefaultVersion)
                .extracting(PolicyVersion::versionId)
                .containsExactly("v5");
    }

    @Test
    void policiesAreListedByTheirScope() {
        assertThat(iam.listPolicies(request -> request.scope(PolicyScopeType.LOCAL))
                        .policies())
                .extracting(Policy::policyName)
                .containsExactly("lake");
        assertThat(iam.listPoliciesPaginator(request -> request.scope(PolicyScopeType.AWS))
                        .policies())
                .extracting(Policy::arn)
                .contains("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
                .allMatch(each -> each.startsWith("arn:aws:iam::aws:policy/"));
    }
}
