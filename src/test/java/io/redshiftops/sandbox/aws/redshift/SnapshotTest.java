package io.redshiftops.sandbox.aws.redshift;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.ClusterIamRole;
import software.amazon.awssdk.services.redshift.model.Snapshot;
import software.amazon.awssdk.services.redshift.model.Tag;

/** Snapshots: taken, kept, restored and dropped. */
class SnapshotTest {

    private static final Duration CREATING = RedshiftSettings.DEFAULT.creating();
    private static final Duration CHANGING = RedshiftSettings.DEFAULT.changing();
    private static final Duration SNAPSHOTTING = RedshiftSettings.DEFAULT.snapshotting();

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private RedshiftClient redshift;

    @BeforeEach
    void givenACluster() {
        account = new EmulatedAccount(storage);
        redshift = account.client(RedshiftClient.builder());
        createCluster("sales");
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private void createCluster(String identifier) {
        redshift.createCluster(request -> request.clusterIdentifier(identifier)
                .nodeType("ra3.xlplus")
                .numberOfNodes(2)
                .dbName("dwh")
                .masterUsername("awsuser")
                .masterUserPassword("Passw0rd1"));
        account.pass(CREATING);
    }

    private void takeSnapshot(String identifier) {
        redshift.createClusterSnapshot(
                request -> request.clusterIdentifier("sales").snapshotIdentifier(identifier));
        account.pass(SNAPSHOTTING);
    }

    private List<String> snapshots() {
        return redshift.describeClusterSnapshots().snapshots().stream()
                .map((Snapshot each) -> each.snapshotIdentifier() + " " + each.status())
                .toList();
    }

    private Cluster cluster(String identifier) {
        return redshift.describeClusters(request -> request.clusterIdentifier(identifier))
                .clusters()
                .get(0);
    }

    private void delete(String clusterIdentifier) {
        redshift.deleteCluster(
                request -> request.clusterIdentifier(clusterIdentifier).skipFinalClusterSnapshot(true));
        account.pass(CHANGING);
    }

    @Test
    void aSnapshotIsAvailableAfterAWhile() {
        Snapshot asked = redshift.createClusterSnapshot(request -> request.clusterIdentifier("sales")
                        .snapshotIdentifier("Before-Load")
                        .tags(Tag.builder().key("team").value("bi").build()))
                .snapshot();
        assertThat(asked.snapshotIdentifier()).isEqualTo("before-load");
        assertThat(asked.status()).isEqualTo("creating");
        assertThat(asked.snapshotType()).isEqualTo("manual");
        assertThat(asked.dbName()).isEqualTo("dwh");
        assertThat(asked.numberOfNodes()).isEqualTo(2);
        assertThat(asked.manualSnapshotRetentionPeriod()).isEqualTo(-1);
        assertThat(asked.tags()).hasSize(1);

        account.pass(SNAPSHOTTING);

        assertThat(snapshots()).containsExactly("before-load available");
        assertThat(cluster("sales").clusterStatus()).isEqualTo("available");
    }

    @Test
    void theFinalSnapshotComesBeforeTheEnd() {
        redshift.deleteCluster(
                request -> request.clusterIdentifier("sales").finalClusterSnapshotIdentifier("sales-last"));
        assertThat(cluster("sales").clusterStatus()).isEqualTo("final-snapshot");
        assertThat(snapshots()).containsExactly("sales-last final snapshot");
        account.pass(SNAPSHOTTING);
        assertThat(cluster("sales").clusterStatus()).isEqualTo("deleting");
        assertThat(snapshots()).containsExactly("sales-last available");
        account.pass(CHANGING);

        assertThat(redshift.describeClusters().clusters()).isEmpty();
        assertThat(snapshots()).containsExactly("sales-last available");
        assertThat(account.databases().done()).containsExactly("create sales", "snapshot sales", "delete sales");
    }

    @Test
    void aFinalSnapshotWhoseNameIsTakenKeepsTheCluster() {
        takeSnapshot("last");

        assertThatThrownBy(() -> redshift.deleteCluster(
                        request -> request.clusterIdentifier("sales").finalClusterSnapshotIdentifier("LAST")))
                .satisfies(code("ClusterSnapshotAlreadyExists"));

        assertThat(cluster("sales").clusterStatus()).isEqualTo("available");
    }

    @Test
    void aRestoredClusterIsLikeTheOneThatWasSnapshot() {
        takeSnapshot("before");
        redshift.modifyCluster(request -> request.clusterIdentifier("sales").masterUserPassword("Passw0rd2"));
        account.pass(CHANGING);
        delete("sales");

        Cluster asked = redshift.restoreFromClusterSnapshot(
                        request -> request.clusterIdentifier("sales").snapshotIdentifier("BEFORE"))
                .cluster();
        assertThat(asked.clusterStatus()).isEqualTo("creating");
        assertThat(asked.restoreStatus().status()).isEqualTo("restoring");
        account.pass(CREATING);

        Cluster restored = cluster("sales");
        assertThat(restored.clusterStatus()).isEqualTo("available");
        assertThat(restored.restoreStatus().status()).isEqualTo("completed");
        assertThat(restored.dbName()).isEqualTo("dwh");
        assertThat(restored.masterUsername()).isEqualTo("awsuser");
        assertThat(restored.nodeType()).isEqualTo("ra3.xlplus");
        assertThat(restored.numberOfNodes()).isEqualTo(2);
        assertThat(account.databases().password("sales")).contains("Passw0rd1");
    }

    @Test
    void aRestoredClusterHasTheRolesThatItIsGiven() {
        account.world()
                .addRole(
                        "loads",
                        EmulatedAccount.trustIn("redshift.amazonaws.com"),
                        EmulatedAccount.policy(EmulatedAccount.allow("s3:*", "*")));
        String role = "arn:aws:iam::" + EmulatedAccount.ID + ":role/loads";
        redshift.modifyClusterIamRoles(
                request -> request.clusterIdentifier("sales").addIamRoles(role));
        account.pass(CHANGING);
        takeSnapshot("before");

        redshift.restoreFromClusterSnapshot(
                request -> request.clusterIdentifier("without").snapshotIdentifier("before"));
        redshift.restoreFromClusterSnapshot(request ->
                request.clusterIdentifier("with").snapshotIdentifier("before").iamRoles(role));
        account.pass(CREATING);

        assertThat(cluster("without").iamRoles()).isEmpty();
        assertThat(cluster("with").iamRoles())
                .extracting(ClusterIamRole::iamRoleArn, ClusterIamRole::applyStatus)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(role, "in-sync"));
    }

    @Test
    void aRestoreWantsOneAvailableSnapshotAndAFreeName() {
        redshift.createClusterSnapshot(
                request -> request.clusterIdentifier("sales").snapshotIdentifier("young"));

        assertThatThrownBy(() -> redshift.restoreFromClusterSnapshot(
                        request -> request.clusterIdentifier("other").snapshotIdentifier("young")))
                .satisfies(code("InvalidClusterSnapshotState"));
        account.pass(SNAPSHOTTING);
        assertThatThrownBy(() -> redshift.restoreFromClusterSnapshot(
                        request -> request.clusterIdentifier("sales").snapshotIdentifier("young")))
                .satisfies(code("ClusterAlreadyExists"));
        assertThatThrownBy(() -> redshift.restoreFromClusterSnapshot(
                        request -> request.clusterIdentifier("other").snapshotIdentifier("absent")))
                .satisfies(code("ClusterSnapshotNotFound"));
        assertThatThrownBy(() -> redshift.restoreFromClusterSnapshot(request -> request.clusterIdentifier("other")))
                .satisfies(code("InvalidParameterCombination"));
    }

    @Test
    void aDeletedSnapshotIsGone() {
        takeSnapshot("before");
        assertThat(account.databases().snapshots()).isOne();

        Snapshot deleted = redshift.deleteClusterSnapshot(request -> request.snapshotIdentifier("before"))
                .snapshot();
        account.pass(Duration.ofMillis(1));

        assertThat(deleted.status()).isEqualTo("deleted");
        assertThat(account.databases().snapshots()).isZero();
        assertThatThrownBy(() -> redshift.describeClusterSnapshots(request -> request.snapshotIdentifier("before")))
                .satisfies(code("ClusterSnapshotNotFound"));
        assertThatThrownBy(() -> redshift.deleteClusterSnapshot(request -> request.snapshotIdentifier("before")))
                .satisfies(code("ClusterSnapshotNotFound"));
    }

    @Test
    void aSnapshotInTheMakingCannotBeDeleted() {
        redshift.createClusterSnapshot(
                request -> request.clusterIdentifier("sales").snapshotIdentifier("young"));

        assertThatThrownBy(() -> redshift.deleteClusterSnapshot(request -> request.snapshotIdentifier("young")))
                .satisfies(code("InvalidClusterSnapshotState"));
    }

    @Test
    void aSnapshotIsKeptForAsLongAsItSays() {
        redshift.createClusterSnapshot(request ->
                request.clusterIdentifier("sales").snapshotIdentifier("week").manualSnapshotRetentionPeriod(7));
        takeSnapshot("for-ever");

        account.pass(Duration.ofDays(7).minus(SNAPSHOTTING).minusMillis(1));
        assertThat(snapshots()).containsExactly("for-ever available", "week available");
        account.pass(Duration.ofMillis(1));

        assertThat(snapshots()).containsExactly("for-ever available");
        assertThat(account.databases().snapshots()).isOne();
    }

    @Test
    void aSnapshotThatFailsSaysSo() {
        account.databases().fail("snapshot");

        takeSnapshot("broken");

        assertThat(snapshots()).containsExactly("broken failed");
        redshift.deleteClusterSnapshot(request -> request.snapshotIdentifier("broken"));
    }

    @Test
    void snapshotsAreFoundByTheirClusterAndCounted() {
        createCluster("other");
        takeSnapshot("a");
        takeSnapshot("b");
        redshift.createClusterSnapshot(
                request -> request.clusterIdentifier("other").snapshotIdentifier("c"));

        assertThat(redshift.describeClusterSnapshots(request -> request.clusterIdentifier("sales"))
                        .snapshots())
                .extracting(Snapshot::snapshotIdentifier)
                .containsExactly("a", "b");
        assertThatThrownBy(() -> redshift.describeClusterSnapshots(
                        request -> request.clusterIdentifier("sales").snapshotIdentifier("a")))
                .satisfies(code("InvalidParameterCombination"));
        for (int i = 3; i < 20; i++) {
            takeSnapshot("s" + i);
        }
        assertThatThrownBy(() -> takeSnapshot("one-too-many")).satisfies(code("ClusterSnapshotQuotaExceeded"));
    }
}
