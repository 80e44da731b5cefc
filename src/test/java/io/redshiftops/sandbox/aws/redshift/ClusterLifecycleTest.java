package io.redshiftops.sandbox.aws.redshift;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.ClusterAlreadyExistsException;
import software.amazon.awssdk.services.redshift.model.ClusterNode;
import software.amazon.awssdk.services.redshift.model.ClusterNotFoundException;
import software.amazon.awssdk.services.redshift.model.CreateClusterRequest;
import software.amazon.awssdk.services.redshift.model.InvalidClusterStateException;
import software.amazon.awssdk.services.redshift.model.NumberOfNodesQuotaExceededException;
import software.amazon.awssdk.services.redshift.model.RedshiftException;
import software.amazon.awssdk.services.redshift.model.Tag;

/** The states of a cluster from its creation to its end, by the clock. */
class ClusterLifecycleTest {

    private static final Duration CREATING = RedshiftSettings.DEFAULT.creating();
    private static final Duration CHANGING = RedshiftSettings.DEFAULT.changing();
    private static final Duration MOMENT = Duration.ofMillis(1);

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private RedshiftClient redshift;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        redshift = account.client(RedshiftClient.builder());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private CreateClusterRequest.Builder sales() {
        return CreateClusterRequest.builder()
                .clusterIdentifier("sales")
                .nodeType("ra3.large")
                .numberOfNodes(2)
                .masterUsername("awsuser")
                .masterUserPassword("Passw0rd1");
    }

    private void createSales() {
        redshift.createCluster(sales().build());
        account.pass(CREATING);
    }

    private Cluster describe() {
        return redshift.describeClusters(request -> request.clusterIdentifier("sales"))
                .clusters()
                .get(0);
    }

    @Test
    void aNewClusterIsAvailableAfterFiveSeconds() {
        Cluster created = redshift.createCluster(sales().build()).cluster();
        assertThat(created.clusterStatus()).isEqualTo("creating");
        assertThat(created.clusterAvailabilityStatus()).isEqualTo("Modifying");
        assertThat(created.endpoint().address()).isNull();

        account.pass(Duration.ofSeconds(5).minus(MOMENT));
        assertThat(describe().clusterStatus()).isEqualTo("creating");
        assertThat(account.databases().done()).isEmpty();

        account.pass(MOMENT);
        assertThat(describe().clusterStatus()).isEqualTo("available");
        assertThat(describe().clusterAvailabilityStatus()).isEqualTo("Available");
        assertThat(describe().endpoint().address()).isEqualTo(MemoryDatabases.HOST);
        assertThat(describe().endpoint().port()).isEqualTo(5439);
        assertThat(account.databases().password("sales")).contains("Passw0rd1");
    }

    @Test
    void aNewClusterHasWhatAwsGivesItUnasked() {
        createSales();

        Cluster cluster = describe();

        assertThat(cluster.dbName()).isEqualTo("dev");
        assertThat(cluster.masterUsername()).isEqualTo("awsuser");
        assertThat(cluster.encrypted()).isTrue();
        assertThat(cluster.publiclyAccessible()).isFalse();
        assertThat(cluster.multiAZ()).isEqualTo("Disabled");
        assertThat(cluster.availabilityZoneRelocationStatus()).isEqualTo("disabled");
        assertThat(cluster.automatedSnapshotRetentionPeriod()).isOne();
        assertThat(cluster.manualSnapshotRetentionPeriod()).isEqualTo(-1);
        assertThat(cluster.preferredMaintenanceWindow()).isEqualTo("wed:08:30-wed:09:00");
        assertThat(cluster.clusterCreateTime()).isEqualTo(EmulatedAccount.START);
        assertThat(cluster.clusterParameterGroups())
                .extracting(group -> group.parameterGroupName() + " " + group.parameterApplyStatus())
                .containsExactly("default.redshift-1.0 in-sync");
        assertThat(cluster.clusterSubnetGroupName()).isEqualTo("default");
        assertThat(cluster.clusterNodes())
                .extracting(ClusterNode::nodeRole)
                .containsExactly("LEADER", "COMPUTE-0", "COMPUTE-1");
        assertThat(cluster.clusterNamespaceArn())
                .startsWith("arn:aws:redshift:us-east-1:" + EmulatedAccount.ID + ":namespace:");
        assertThat(cluster.vpcSecurityGroups()).hasSize(1);
    }

    @Test
    void aSingleNodeIsSharedByLeaderAndCompute() {
        redshift.createCluster(
                sales().clusterType("single-node").numberOfNodes(null).build());

        assertThat(describe().numberOfNodes()).isOne();
        assertThat(describe().clusterNodes()).extracting(ClusterNode::nodeRole).containsExactly("SHARED");
    }

    @Test
    void identifiersAreKeptInLowerCaseAndLookedUpExactly() {
        redshift.createCluster(sales().clusterIdentifier("dwhCluster").build());

        assertThat(redshift.describeClusters(request -> request.clusterIdentifier("dwhcluster"))
                        .clusters())
                .hasSize(1);
        assertThatThrownBy(() -> redshift.describeClusters(request -> request.clusterIdentifier("dwhCluster")))
                .isInstanceOf(ClusterNotFoundException.class)
                .hasMessageContaining("Cluster dwhCluster not found.");
    }

    @Test
    void anIdentifierIsTakenUntilItsClusterIsGone() {
        createSales();
        assertThatThrownBy(() -> redshift.createCluster(sales().build()))
                .isInstanceOf(ClusterAlreadyExistsException.class);

        redshift.deleteCluster(request -> request.clusterIdentifier("sales").skipFinalClusterSnapshot(true));
        assertThat(describe().clusterStatus()).isEqualTo("deleting");
        assertThatThrownBy(() -> redshift.createCluster(sales().build()))
                .isInstanceOf(ClusterAlreadyExistsException.class);

        account.pass(CHANGING);
        assertThatThrownBy(this::describe).isInstanceOf(ClusterNotFoundException.class);
        assertThat(account.databases().password("sales")).isEmpty();
        redshift.createCluster(sales().build());
    }

    @Test
    void aFailedCreationLeavesTheIdentifierFree() {
        assertThatThrownBy(() -> redshift.createCluster(
                        sales().vpcSecurityGroupIds("sg-00000000000000000").build()))
                .isInstanceOf(RedshiftException.class)
                .hasMessageContaining("sg-00000000000000000");

        redshift.createCluster(sales().build());
    }

    @Test
    void aBusyClusterRefusesEveryOtherChange() {
        createSales();
        redshift.rebootCluster(request -> request.clusterIdentifier("sales"));
        assertThat(describe().clusterStatus()).isEqualTo("rebooting");

        List<ThrowingCallable> changes = List.of(
                () -> redshift.rebootCluster(request -> request.clusterIdentifier("sales")),
                () -> redshift.pauseCluster(request -> request.clusterIdentifier("sales")),
                () -> redshift.resumeCluster(request -> request.clusterIdentifier("sales")),
                () -> redshift.modifyCluster(
                        request -> request.clusterIdentifier("sales").allowVersionUpgrade(false)),
                () -> redshift.modifyClusterIamRoles(request -> request.clusterIdentifier("sales")),
                () -> redshift.createClusterSnapshot(
                        request -> request.clusterIdentifier("sales").snapshotIdentifier("s")),
                () -> redshift.deleteCluster(
                        request -> request.clusterIdentifier("sales").skipFinalClusterSnapshot(true)));

        assertThat(changes)
                .allSatisfy(change -> assertThatThrownBy(change).isInstanceOf(InvalidClusterStateException.class));
        account.pass(CHANGING);
        assertThat(describe().clusterStatus()).isEqualTo("available");
        assertThat(account.databases().done()).containsExactly("create sales", "reboot sales");
    }

    @Test
    void aPausedClusterCanOnlyBeResumed() {
        createSales();
        redshift.pauseCluster(request -> request.clusterIdentifier("sales"));
        assertThat(describe().clusterStatus()).isEqualTo("pausing");
        account.pass(CHANGING);
        assertThat(describe().clusterStatus()).isEqualTo("paused");
        assertThat(describe().clusterAvailabilityStatus()).isEqualTo("Unavailable");

        assertThatThrownBy(() -> redshift.deleteCluster(
                        request -> request.clusterIdentifier("sales").skipFinalClusterSnapshot(true)))
                .isInstanceOf(InvalidClusterStateException.class)
                .hasMessageContaining("You can only delete clusters with ACTIVE");
        redshift.resumeCluster(request -> request.clusterIdentifier("sales"));
        assertThat(describe().clusterStatus()).isEqualTo("resuming");
        account.pass(CHANGING);
        assertThat(describe().clusterStatus()).isEqualTo("available");
    }

    @Test
    void aClusterWhoseDatabaseFailsShowsItAndCanBeDeleted() {
        account.databases().fail("create");
        createSales();
        assertThat(describe().clusterStatus()).isEqualTo("hardware-failure");
        assertThat(describe().clusterAvailabilityStatus()).isEqualTo("Failed");

        redshift.deleteCluster(request -> request.clusterIdentifier("sales").skipFinalClusterSnapshot(true));
        account.pass(CHANGING);

        assertThat(redshift.describeClusters().clusters()).isEmpty();
    }

    @Test
    void aClusterHoldsItsNetworkInterfacesToTheEnd() {
        Ec2Client ec2 = account.client(Ec2Client.builder());
        createSales();
        assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).hasSize(3);

        redshift.deleteCluster(request -> request.clusterIdentifier("sales").skipFinalClusterSnapshot(true));
        assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).hasSize(3);
        account.pass(CHANGING);

        assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    }

    @Test
    void deletionWantsToKnowWhatBecomesOfTheData() {
        createSales();

        assertThatThrownBy(() -> redshift.deleteCluster(request -> request.clusterIdentifier("sales")))
                .satisfies(code("InvalidParameterCombination"));
        assertThatThrownBy(() -> redshift.deleteCluster(request -> request.clusterIdentifier("sales")
                        .skipFinalClusterSnapshot(true)
                        .finalClusterSnapshotIdentifier("last")))
                .satisfies(code("InvalidParameterCombination"));
        assertThat(describe().clusterStatus()).isEqualTo("available");
    }

    @Test
    void nodesCountAgainstTheQuotaOfTheRegion() {
        for (int i = 0; i < 12; i++) {
            redshift.createCluster(
                    sales().clusterIdentifier("big-" + i).numberOfNodes(16).build());
        }

        assertThatThrownBy(() -> redshift.createCluster(sales().numberOfNodes(9).build()))
                .isInstanceOf(NumberOfNodesQuotaExceededException.class);
        redshift.createCluster(sales().numberOfNodes(8).build());
    }

    @Test
    void clustersAreListedInPagesAndByTag() {
        for (int i = 0; i < 25; i++) {
            String team = i % 2 == 0 ? "even" : "odd";
            redshift.createCluster(sales().clusterIdentifier("c" + i)
                    .numberOfNodes(1)
                    .tags(Tag.builder().key("team").value(team).build())
                    .build());
        }

        var first = redshift.describeClusters(request -> request.maxRecords(20));
        var second = redshift.describeClusters(request -> request.maxRecords(20).marker(first.marker()));

        assertThat(first.clusters()).hasSize(20);
        assertThat(second.clusters()).hasSize(5);
        assertThat(second.marker()).isNull();
        assertThat(second.clusters())
                .extracting(Cluster::clusterIdentifier)
                .doesNotContainAnyElementsOf(first.clusters().stream()
                        .map(Cluster::clusterIdentifier)
                        .toList());
        assertThat(redshift.describeClusters(request -> request.tagValues("odd"))
                        .clusters())
                .hasSize(12);
        assertThat(redshift.describeClusters(request -> request.tagKeys("absent"))
                        .clusters())
                .isEmpty();
        assertThatThrownBy(() -> redshift.describeClusters(request -> request.maxRecords(19)))
                .satisfies(code("InvalidParameterValue"));
        assertThatThrownBy(() -> redshift.describeClusters(request -> request.marker("nonsense!")))
                .satisfies(code("InvalidParameterValue"));
    }

    @Test
    void whatIsNotEmulatedIsRefusedByName() {
        createSales();

        assertThatThrownBy(() -> redshift.resizeCluster(
                        request -> request.clusterIdentifier("sales").numberOfNodes(4)))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("redshift:ResizeCluster");
        assertThatThrownBy(() -> redshift.createCluster(
                        sales().clusterIdentifier("other").kmsKeyId("key").build()))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("KmsKeyId of redshift:CreateCluster");
        assertThatThrownBy(() -> redshift.createCluster(
                        sales().clusterIdentifier("other").multiAZ(true).build()))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("MultiAZ");
        assertThat(redshift.describeClusters().clusters()).hasSize(1);
    }
}
