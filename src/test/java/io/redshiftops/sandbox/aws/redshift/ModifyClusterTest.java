package io.redshiftops.sandbox.aws.redshift;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.ClusterIamRole;
import software.amazon.awssdk.services.redshift.model.ModifyClusterRequest;
import software.amazon.awssdk.services.redshift.model.VpcSecurityGroupMembership;

/** Changes of a cluster: what is told meanwhile, and what holds in the end. */
class ModifyClusterTest {

    private static final Duration CHANGING = RedshiftSettings.DEFAULT.changing();
    private static final Duration RESIZING = RedshiftSettings.DEFAULT.resizing();
    private static final String ROLE = "arn:aws:iam::" + EmulatedAccount.ID + ":role/";

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private RedshiftClient redshift;

    @BeforeEach
    void givenACluster() {
        account = new EmulatedAccount(storage);
        redshift = account.client(RedshiftClient.builder());
        redshift.createCluster(request -> request.clusterIdentifier("sales")
                .nodeType("ra3.xlplus")
                .numberOfNodes(2)
                .masterUsername("awsuser")
                .masterUserPassword("Passw0rd1"));
        account.pass(RedshiftSettings.DEFAULT.creating());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private Cluster modify(Consumer<ModifyClusterRequest.Builder> change) {
        return redshift.modifyCluster(change.andThen(request -> request.clusterIdentifier("sales")))
                .cluster();
    }

    private Cluster describe() {
        return redshift.describeClusters(request -> request.clusterIdentifier("sales"))
                .clusters()
                .get(0);
    }

    @Test
    void aNewPasswordIsPendingUntilTheDatabaseHasIt() {
        Cluster asked = modify(request -> request.masterUserPassword("Other0ne"));
        assertThat(asked.clusterStatus()).isEqualTo("modifying");
        assertThat(asked.pendingModifiedValues().masterUserPassword()).isEqualTo("****");
        assertThat(account.databases().password("sales")).contains("Passw0rd1");

        account.pass(CHANGING);

        assertThat(account.databases().password("sales")).contains("Other0ne");
        assertThat(describe().pendingModifiedValues().masterUserPassword()).isNull();
        assertThat(describe().clusterStatus()).isEqualTo("available");
    }

    @Test
    void aResizePassesThroughResizing() {
        Cluster asked = modify(request -> request.nodeType("ra3.4xlarge").numberOfNodes(3));
        assertThat(asked.clusterStatus()).isEqualTo("resizing");
        assertThat(asked.nodeType()).isEqualTo("ra3.xlplus");
        assertThat(asked.numberOfNodes()).isEqualTo(2);
        assertThat(asked.pendingModifiedValues().nodeType()).isEqualTo("ra3.4xlarge");
        assertThat(asked.pendingModifiedValues().numberOfNodes()).isEqualTo(3);

        account.pass(RESIZING.minusMillis(1));
        assertThat(describe().clusterStatus()).isEqualTo("resizing");
        account.pass(Duration.ofMillis(1));

        assertThat(describe().clusterStatus()).isEqualTo("available");
        assertThat(describe().nodeType()).isEqualTo("ra3.4xlarge");
        assertThat(describe().numberOfNodes()).isEqualTo(3);
        assertThat(describe().clusterNodes()).hasSize(4);
        assertThat(describe().pendingModifiedValues().numberOfNodes()).isNull();
    }

    @Test
    void aResizeToASingleNodeLeavesOneSharedNode() {
        modify(request -> request.clusterType("single-node").nodeType("ra3.large"));
        account.pass(RESIZING);

        assertThat(describe().numberOfNodes()).isOne();
        assertThat(describe().clusterNodes()).hasSize(1);
    }

    @Test
    void aResizeToTheSameSizeChangesNothing() {
        Cluster asked = modify(request -> request.nodeType("ra3.xlplus").numberOfNodes(2));

        assertThat(asked.clusterStatus()).isEqualTo("available");
    }

    @Test
    void whatAwsChangesAtOnceIsChangedAtOnce() {
        Cluster asked = modify(request -> request.allowVersionUpgrade(false)
                .manualSnapshotRetentionPeriod(30)
                .preferredMaintenanceWindow("Sat:01:00-Sat:02:00"));

        assertThat(asked.clusterStatus()).isEqualTo("available");
        assertThat(asked.allowVersionUpgrade()).isFalse();
        assertThat(asked.manualSnapshotRetentionPeriod()).isEqualTo(30);
        assertThat(asked.preferredMaintenanceWindow()).isEqualTo("sat:01:00-sat:02:00");
        assertThat(asked.nextMaintenanceWindowStartTime()).isEqualTo("2026-03-07T01:00:00Z");
    }

    @Test
    void whatTakesTimeIsPendingMeanwhile() {
        Cluster asked = modify(request ->
                request.publiclyAccessible(true).enhancedVpcRouting(true).automatedSnapshotRetentionPeriod(7));
        assertThat(asked.publiclyAccessible()).isFalse();
        assertThat(asked.pendingModifiedValues().publiclyAccessible()).isTrue();
        assertThat(asked.pendingModifiedValues().enhancedVpcRouting()).isTrue();
        assertThat(asked.pendingModifiedValues().automatedSnapshotRetentionPeriod())
                .isEqualTo(7);

        account.pass(CHANGING);

        Cluster changed = describe();
        assertThat(changed.publiclyAccessible()).isTrue();
        assertThat(changed.enhancedVpcRouting()).isTrue();
        assertThat(changed.automatedSnapshotRetentionPeriod()).isEqualTo(7);
        assertThat(changed.pendingModifiedValues().publiclyAccessible()).isNull();
    }

    @Test
    void theGivenGroupsTakeThePlaceOfThoseThatAreThere() {
        Ec2Client ec2 = account.client(Ec2Client.builder());
        String before = describe().vpcSecurityGroups().get(0).vpcSecurityGroupId();
        String wanted = ec2.createSecurityGroup(request -> request.groupName("sales")
                        .description("sales")
                        .vpcId(describe().vpcId()))
                .groupId();

        Cluster asked = modify(request -> request.vpcSecurityGroupIds(wanted));
        assertThat(groups(asked)).containsExactlyInAnyOrder(wanted + " adding", before + " removing");
        account.pass(CHANGING);

        assertThat(groups(describe())).containsExactly(wanted + " active");
        assertThat(ec2.describeNetworkInterfaces().networkInterfaces())
                .allSatisfy(each -> assertThat(each.groups())
                        .extracting(group -> group.groupId())
                        .containsExactly(wanted));
        assertThatThrownBy(() -> ec2.deleteSecurityGroup(request -> request.groupId(wanted)))
                .satisfies(code("DependencyViolation"));
    }

    private static List<String> groups(Cluster cluster) {
        return cluster.vpcSecurityGroups().stream()
                .map((VpcSecurityGroupMembership group) -> group.vpcSecurityGroupId() + " " + group.status())
                .toList();
    }

    @Test
    void whatIsNoChangeOrCannotBeOneIsRefused() {
        assertThatThrownBy(() -> modify(request -> {}))
                .satisfies(code("InvalidParameterCombination"))
                .hasMessageContaining("No modifications were requested");
        assertThatThrownBy(() -> modify(request -> request.masterUserPassword("short")))
                .satisfies(code("InvalidParameterValue"));
        assertThatThrownBy(() -> modify(request -> request.numberOfNodes(33)))
                .satisfies(code("NumberOfNodesPerClusterLimitExceeded"));
        assertThatThrownBy(() -> modify(request -> request.newClusterIdentifier("other")))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("NewClusterIdentifier");
        assertThatThrownBy(() -> redshift.modifyCluster(
                        request -> request.clusterIdentifier("absent").allowVersionUpgrade(true)))
                .satisfies(code("ClusterNotFound"));
        assertThat(describe().clusterStatus()).isEqualTo("available");
    }

    @Test
    void rolesAreAddedAndRemovedOverTime() {
        account.world().addRole("first", EmulatedAccount.trustIn("redshift.amazonaws.com"), nothing());
        account.world().addRole("second", EmulatedAccount.trustIn("redshift.amazonaws.com"), nothing());
        redshift.modifyClusterIamRoles(
                request -> request.clusterIdentifier("sales").addIamRoles(ROLE + "first"));
        assertThat(roles()).containsExactly("first adding");
        assertThat(describe().clusterStatus()).isEqualTo("modifying");
        account.pass(CHANGING);
        assertThat(roles()).containsExactly("first in-sync");

        redshift.modifyClusterIamRoles(request -> request.clusterIdentifier("sales")
                .addIamRoles(ROLE + "second")
                .removeIamRoles(ROLE + "first")
                .defaultIamRoleArn(ROLE + "second"));
        assertThat(roles()).containsExactlyInAnyOrder("second adding", "first removing");
        account.pass(CHANGING);

        assertThat(roles()).containsExactly("second in-sync");
        assertThat(describe().defaultIamRoleArn()).isEqualTo(ROLE + "second");
    }

    private List<String> roles() {
        return describe().iamRoles().stream()
                .map((ClusterIamRole role) -> role.iamRoleArn().substring(ROLE.length()) + " " + role.applyStatus())
                .toList();
    }

    private static String nothing() {
        return EmulatedAccount.policy(EmulatedAccount.allow("s3:GetObject", "arn:aws:s3:::nothing/*"));
    }

    @Test
    void onlyARoleThatTrustsRedshiftCanBeAssociated() {
        account.world().addRole("other", EmulatedAccount.trustIn("ec2.amazonaws.com"), nothing());

        for (String role : List.of("other", "absent")) {
            assertThatThrownBy(() -> redshift.modifyClusterIamRoles(
                            request -> request.clusterIdentifier("sales").addIamRoles(ROLE + role)))
                    .satisfies(code("InvalidParameterValue"))
                    .hasMessageContaining("The IAM role must delegate access to an Amazon Redshift account.");
        }
        assertThat(describe().iamRoles()).isEmpty();
        assertThat(describe().clusterStatus()).isEqualTo("available");
    }

    @Test
    void passingARoleNeedsPermissionForThatRole() {
        account.world().addRole("loads", EmulatedAccount.trustIn("redshift.amazonaws.com"), nothing());
        account.world().addRole("other", EmulatedAccount.trustIn("redshift.amazonaws.com"), nothing());
        AwsCredentials credentials = account.roleThatMay(
                "operator",
                EmulatedAccount.allow("redshift:*", "*") + "," + EmulatedAccount.allow("iam:PassRole", ROLE + "loads"));
        RedshiftClient operator = account.client(RedshiftClient.builder(), Region.US_EAST_1, credentials);

        assertThatThrownBy(() -> operator.modifyClusterIamRoles(
                        request -> request.clusterIdentifier("sales").addIamRoles(ROLE + "other")))
                .satisfies(code("AccessDenied"))
                .hasMessageContaining("is not authorized to perform: iam:PassRole on resource: " + ROLE + "other");
        operator.modifyClusterIamRoles(
                request -> request.clusterIdentifier("sales").addIamRoles(ROLE + "loads"));

        assertThat(roles()).containsExactly("loads adding");
    }

    @Test
    void aRoleThatIsDeletedStaysOnTheCluster() {
        account.world().addRole("first", EmulatedAccount.trustIn("redshift.amazonaws.com"), nothing());
        redshift.modifyClusterIamRoles(
                request -> request.clusterIdentifier("sales").addIamRoles(ROLE + "first"));
        account.pass(CHANGING);
        IamClient iam = account.client(IamClient.builder());
        iam.deleteRolePolicy(request -> request.roleName("first").policyName("first"));

        iam.deleteRole(request -> request.roleName("first"));

        assertThat(roles()).containsExactly("first in-sync");
    }
}
