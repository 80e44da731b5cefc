package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.Snapshot;

/** Takes snapshots, on request and before a cluster goes, and drops them when their time is over. */
final class Snapshots {

    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());

    private final Account account;
    private final Inventory inventory;
    private final ClusterDatabases databases;
    private final Lifecycle lifecycle;
    private final RedshiftSettings settings;

    Snapshots(
            Account account,
            Inventory inventory,
            ClusterDatabases databases,
            Lifecycle lifecycle,
            RedshiftSettings settings) {
        this.account = account;
        this.inventory = inventory;
        this.databases = databases;
        this.lifecycle = lifecycle;
        this.settings = settings;
    }

    /** Takes a snapshot of a cluster that goes on working. */
    ManagedSnapshot take(
            Call call, ManagedCluster cluster, String wanted, @Nullable Integer retention, Map<String, String> tags) {
        int days = retention == null
                ? cluster.description().manualSnapshotRetentionPeriod()
                : ClusterRules.manualRetention(retention);
        ManagedSnapshot snapshot = add(call, cluster, wanted, ManagedSnapshot.CREATING, days);
        snapshot.tags().putAll(tags);
        account.clock().schedule(settings.snapshotting(), () -> {
            try {
                databases.snapshot(cluster.identity(), snapshot.databaseSnapshotId());
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "the snapshot " + snapshot.arn() + " failed", e);
                account.exclusively(() -> snapshot.update(description -> description.status(ManagedSnapshot.FAILED)));
                return;
            }
            account.exclusively(() -> complete(snapshot));
        });
        return snapshot;
    }

    /** Takes the last snapshot of a cluster, then lets it go. */
    void takeFinal(Call call, ManagedCluster cluster, String wanted, @Nullable Integer retention, Runnable afterwards) {
        ManagedSnapshot snapshot =
                add(call, cluster, wanted, ManagedSnapshot.FINAL, ClusterRules.manualRetention(retention));
        lifecycle.change(
                cluster,
                ClusterStatus.FINAL_SNAPSHOT,
                settings.snapshotting(),
                () -> databases.snapshot(cluster.identity(), snapshot.databaseSnapshotId()),
                () -> {
                    complete(snapshot);
                    afterwards.run();
                });
    }

    private ManagedSnapshot add(Call call, ManagedCluster cluster, String wanted, String status, int retention) {
        String identifier = ClusterRules.snapshotIdentifier(wanted);
        Map<String, ManagedSnapshot> present = inventory.in(cluster.region()).snapshots();
        if (present.containsKey(identifier)) {
            throw RedshiftError.snapshotExists(identifier);
        }
        if (present.size() >= settings.snapshotsPerRegion()) {
            throw AwsError.badRequest(
                    "ClusterSnapshotQuotaExceeded",
                    "The quota of " + settings.snapshotsPerRegion() + " manual snapshots in this region is used up.");
        }
        String arn = inventory.snapshotArn(cluster.region(), cluster.identifier(), identifier);
        ManagedSnapshot snapshot = new ManagedSnapshot(
                arn,
                cluster.region(),
                UUID.randomUUID().toString(),
                call.createdBy(),
                cluster.adminPassword(),
                description(cluster.description(), arn, identifier, status, retention));
        present.put(identifier, snapshot);
        if (retention > 0) {
            account.clock().schedule(Duration.ofDays(retention), () -> expire(snapshot));
        }
        return snapshot;
    }

    private Snapshot description(Cluster cluster, String arn, String identifier, String status, int retention) {
        Instant now = account.now().truncatedTo(ChronoUnit.MILLIS);
        return Snapshot.builder()
                .snapshotIdentifier(identifier)
                .snapshotArn(arn)
                .clusterIdentifier(cluster.clusterIdentifier())
                .snapshotType("manual")
                .status(status)
                .snapshotCreateTime(now)
                .snapshotRetentionStartTime(now)
                .clusterCreateTime(cluster.clusterCreateTime())
                .ownerAccount(account.id())
                .port(cluster.endpoint().port())
                .availabilityZone(cluster.availabilityZone())
                .masterUsername(cluster.masterUsername())
                .dbName(cluster.dbName())
                .nodeType(cluster.nodeType())
                .numberOfNodes(cluster.numberOfNodes())
                .clusterVersion(cluster.clusterVersion())
                .engineFullVersion(cluster.clusterVersion() + "." + cluster.clusterRevisionNumber())
                .vpcId(cluster.vpcId())
                .encrypted(true)
                .encryptedWithHSM(false)
                .enhancedVpcRouting(cluster.enhancedVpcRouting())
                .maintenanceTrackName(cluster.maintenanceTrackName())
                .manualSnapshotRetentionPeriod(retention)
                .manualSnapshotRemainingDays(retention == -1 ? null : retention)
                .masterPasswordSecretArn(cluster.masterPasswordSecretArn())
                .build();
    }

    private static void complete(ManagedSnapshot snapshot) {
        snapshot.update(description -> description.status(ManagedSnapshot.AVAILABLE));
    }

    private void expire(ManagedSnapshot snapshot) {
        boolean mine = account.exclusively(
                () -> inventory.in(snapshot.region()).snapshots().remove(snapshot.identifier(), snapshot));
        if (mine) {
            databases.deleteSnapshot(snapshot.databaseSnapshotId());
        }
    }

    /** Drops a snapshot. */
    void delete(ManagedSnapshot snapshot) {
        inventory.in(snapshot.region()).snapshots().remove(snapshot.identifier());
        account.clock().schedule(Duration.ZERO, () -> databases.deleteSnapshot(snapshot.databaseSnapshotId()));
    }
}
