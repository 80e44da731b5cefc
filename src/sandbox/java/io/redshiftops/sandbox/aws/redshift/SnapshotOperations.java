package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshift.model.CreateClusterSnapshotRequest;
import software.amazon.awssdk.services.redshift.model.CreateClusterSnapshotResponse;
import software.amazon.awssdk.services.redshift.model.DeleteClusterSnapshotRequest;
import software.amazon.awssdk.services.redshift.model.DeleteClusterSnapshotResponse;
import software.amazon.awssdk.services.redshift.model.DescribeClusterSnapshotsRequest;
import software.amazon.awssdk.services.redshift.model.DescribeClusterSnapshotsResponse;
import software.amazon.awssdk.services.redshift.model.RestoreFromClusterSnapshotRequest;
import software.amazon.awssdk.services.redshift.model.RestoreFromClusterSnapshotResponse;
import software.amazon.awssdk.services.redshift.model.RestoreStatus;
import software.amazon.awssdk.services.redshift.model.Snapshot;

/** Operations on snapshots, and the restoring of clusters from them. */
final class SnapshotOperations {

    private final Inventory inventory;
    private final ClusterCreation creation;
    private final Snapshots snapshots;
    private final ClusterDatabases databases;

    SnapshotOperations(Inventory inventory, ClusterCreation creation, Snapshots snapshots, ClusterDatabases databases) {
        this.inventory = inventory;
        this.creation = creation;
        this.snapshots = snapshots;
        this.databases = databases;
    }

    @Emulates(
            value = {"SnapshotIdentifier", "ClusterIdentifier", "ManualSnapshotRetentionPeriod", "Tags"},
            requires = {"SnapshotIdentifier", "ClusterIdentifier"})
    public CreateClusterSnapshotResponse createClusterSnapshot(Call call, CreateClusterSnapshotRequest request) {
        Map<String, String> tags = RedshiftTags.toMap(request.tags());
        String identifier = ClusterRules.snapshotIdentifier(request.snapshotIdentifier());
        String arn = inventory.snapshotArn(call.region(), request.clusterIdentifier(), identifier);
        call.concerns(arn);
        call.authorize(Access.to("redshift:CreateClusterSnapshot").on(arn).tagging(tags));
        if (!tags.isEmpty()) {
            call.authorize(Access.to("redshift:CreateTags").on(arn).tagging(tags));
        }
        RedshiftError.TAG_RULES.check(tags);
        ManagedCluster cluster = inventory
                .cluster(call.region(), request.clusterIdentifier())
                .orElseThrow(() -> RedshiftError.noSuchCluster(request.clusterIdentifier()));
        if (cluster.status() != ClusterStatus.AVAILABLE) {
            throw RedshiftError.invalidClusterState("Cannot create a snapshot of the cluster " + cluster.identifier()
                    + " while it is " + cluster.status().wireName() + ".");
        }
        ManagedSnapshot snapshot =
                snapshots.take(call, cluster, identifier, request.manualSnapshotRetentionPeriod(), tags);
        return CreateClusterSnapshotResponse.builder().snapshot(view(snapshot)).build();
    }

    @Emulates({
        "ClusterIdentifier",
        "SnapshotIdentifier",
        "SnapshotArn",
        "SnapshotType",
        "StartTime",
        "EndTime",
        "MaxRecords",
        "Marker",
        "OwnerAccount",
        "TagKeys",
        "TagValues",
        "ClusterExists"
    })
    public DescribeClusterSnapshotsResponse describeClusterSnapshots(
            Call call, DescribeClusterSnapshotsRequest request) {
        call.authorize(Access.to("redshift:DescribeClusterSnapshots"));
        if (request.snapshotIdentifier() != null && request.clusterIdentifier() != null) {
            throw RedshiftError.invalidCombination(
                    "ClusterIdentifier cannot be specified together with SnapshotIdentifier.");
        }
        if (Boolean.TRUE.equals(request.clusterExists()) && request.clusterIdentifier() == null) {
            throw RedshiftError.invalidCombination("ClusterExists needs a ClusterIdentifier.");
        }
        List<ManagedSnapshot> found = inventory.in(call.region()).snapshots().values().stream()
                .filter(snapshot -> inventory.account().consistency().isVisible(snapshot.arn()))
                .filter(wanted(request))
                .filter(snapshot -> RedshiftTags.matches(snapshot.tags(), request.tagKeys(), request.tagValues()))
                .toList();
        String named = request.snapshotIdentifier() == null ? request.snapshotArn() : request.snapshotIdentifier();
        if (named != null && found.isEmpty()) {
            throw RedshiftError.noSuchSnapshot(named);
        }
        Page<ManagedSnapshot> page =
                Listing.page(found, ManagedSnapshot::identifier, request.marker(), request.maxRecords());
        return DescribeClusterSnapshotsResponse.builder()
                .snapshots(page.items().stream().map(SnapshotOperations::view).toList())
                .marker(page.next())
                .build();
    }

    private static Predicate<ManagedSnapshot> wanted(DescribeClusterSnapshotsRequest request) {
        String identifier = request.snapshotIdentifier() == null
                ? null
                : request.snapshotIdentifier().toLowerCase(Locale.ROOT);
        return snapshot -> {
            Snapshot description = snapshot.description();
            return same(identifier, snapshot.identifier())
                    && same(request.snapshotArn(), snapshot.arn())
                    && same(request.clusterIdentifier(), description.clusterIdentifier())
                    && same(request.snapshotType(), description.snapshotType())
                    && same(request.ownerAccount(), description.ownerAccount())
                    && (request.startTime() == null
                            || !description.snapshotCreateTime().isBefore(request.startTime()))
                    && (request.endTime() == null
                            || !description.snapshotCreateTime().isAfter(request.endTime()));
        };
    }

    private static boolean same(@Nullable String wanted, String found) {
        return wanted == null || wanted.equals(found);
    }

    @Emulates(
            value = {"SnapshotIdentifier", "SnapshotClusterIdentifier"},
            requires = "SnapshotIdentifier")
    public DeleteClusterSnapshotResponse deleteClusterSnapshot(Call call, DeleteClusterSnapshotRequest request) {
        ManagedSnapshot snapshot = find(
                call,
                "redshift:DeleteClusterSnapshot",
                request.snapshotIdentifier(),
                request.snapshotClusterIdentifier());
        if (!snapshot.isAvailable()
                && !ManagedSnapshot.FAILED.equals(snapshot.description().status())) {
            throw AwsError.badRequest(
                    "InvalidClusterSnapshotState",
                    "Cannot delete the snapshot " + snapshot.identifier() + " because it is in the state "
                            + snapshot.description().status());
        }
        snapshots.delete(snapshot);
        return DeleteClusterSnapshotResponse.builder()
                .snapshot(view(snapshot).toBuilder().status("deleted").build())
                .build();
    }

    /** Finds a snapshot and asks the policies about it, whose ARN holds its cluster's identifier too. */
    private ManagedSnapshot find(Call call, String action, String wanted, @Nullable String clusterIdentifier) {
        String identifier = wanted.toLowerCase(Locale.ROOT);
        Optional<ManagedSnapshot> found = inventory
                .snapshot(call.region(), identifier)
                .filter(snapshot ->
                        same(clusterIdentifier, snapshot.description().clusterIdentifier()));
        String cluster = clusterIdentifier == null ? "*" : clusterIdentifier;
        String arn = found.map(ManagedSnapshot::arn)
                .orElseGet(() -> inventory.snapshotArn(call.region(), cluster, identifier));
        call.concerns(arn);
        call.authorize(
                Access.to(action).on(arn, found.map(ManagedSnapshot::tags).orElse(Map.of())));
        return found.orElseThrow(() -> RedshiftError.noSuchSnapshot(wanted));
    }

    @Emulates(
            value = {
                "ClusterIdentifier",
                "SnapshotIdentifier",
                "SnapshotArn",
                "SnapshotClusterIdentifier",
                "OwnerAccount",
                "Port",
                "AvailabilityZone",
                "AllowVersionUpgrade",
                "ClusterSubnetGroupName",
                "PubliclyAccessible",
                "ClusterParameterGroupName",
                "VpcSecurityGroupIds",
                "PreferredMaintenanceWindow",
                "AutomatedSnapshotRetentionPeriod",
                "ManualSnapshotRetentionPeriod",
                "NodeType",
                "NumberOfNodes",
                "EnhancedVpcRouting",
                "IamRoles",
                "DefaultIamRoleArn",
                "MaintenanceTrackName",
                "AvailabilityZoneRelocation",
                "Encrypted",
                "ManageMasterPassword",
                "IpAddressType",
                "MultiAZ"
            },
            requires = "ClusterIdentifier")
    public RestoreFromClusterSnapshotResponse restoreFromClusterSnapshot(
            Call call, RestoreFromClusterSnapshotRequest request) {
        String identifier = ClusterRules.identifier(request.clusterIdentifier());
        String arn = inventory.clusterArn(call.region(), identifier);
        if ((request.snapshotIdentifier() == null) == (request.snapshotArn() == null)) {
            throw RedshiftError.invalidCombination("Specify either SnapshotIdentifier or SnapshotArn, and not both.");
        }
        String wanted = request.snapshotIdentifier() == null
                ? request.snapshotArn().substring(request.snapshotArn().lastIndexOf('/') + 1)
                : request.snapshotIdentifier();
        ManagedSnapshot snapshot =
                find(call, "redshift:RestoreFromClusterSnapshot", wanted, request.snapshotClusterIdentifier());
        call.concerns(arn);
        call.authorize(Access.to("redshift:RestoreFromClusterSnapshot").on(arn));
        if (!snapshot.isAvailable()) {
            throw AwsError.badRequest(
                    "InvalidClusterSnapshotState", "The snapshot " + snapshot.identifier() + " is not available.");
        }
        boolean managed = Boolean.TRUE.equals(request.manageMasterPassword());
        ClusterCreation.Settings settings = settings(identifier, request, snapshot, managed);
        creation.authorize(call, settings);
        ManagedCluster cluster = creation.create(call, settings, (identity, password) -> {
            ClusterDatabases.Address address =
                    databases.restore(snapshot.databaseSnapshotId(), identity, settings.port());
            if (managed) {
                databases.setAdminPassword(identity, settings.adminUser(), password);
            }
            inventory.account().exclusively(() -> restored(call.region(), identifier));
            return address;
        });
        cluster.update(description -> description.restoreStatus(
                RestoreStatus.builder().status("restoring").build()));
        return RestoreFromClusterSnapshotResponse.builder()
                .cluster(ClusterOperations.view(cluster))
                .build();
    }

    private void restored(String region, String identifier) {
        Optional.ofNullable(inventory.in(region).clusters().get(identifier))
                .ifPresent(cluster -> cluster.update(description -> description.restoreStatus(
                        RestoreStatus.builder().status("completed").build())));
    }

    private static ClusterCreation.Settings settings(
            String identifier, RestoreFromClusterSnapshotRequest request, ManagedSnapshot snapshot, boolean managed) {
        Snapshot source = snapshot.description();
        NodeType nodeType = ClusterRules.nodeType(request.nodeType() == null ? source.nodeType() : request.nodeType());
        if (!nodeType.family().hasManagedStorage() && !nodeType.wireName().equals(source.nodeType())) {
            throw RedshiftError.invalidValue("A snapshot of DC2 nodes is restored to the same node type.");
        }
        Fixed.checkEncrypted(request.encrypted());
        Fixed.checkMultiAz(request.multiAZ());
        Fixed.checkIpAddressType(request.ipAddressType());
        Fixed.checkParameterGroup(request.clusterParameterGroupName());
        int nodes = request.numberOfNodes() == null ? source.numberOfNodes() : request.numberOfNodes();
        String clusterType = nodes == 1 ? ClusterRules.SINGLE_NODE : ClusterRules.MULTI_NODE;
        return new ClusterCreation.Settings(
                identifier,
                nodeType,
                ClusterRules.numberOfNodes(clusterType, nodes == 1 ? null : nodes, nodeType),
                source.dbName(),
                source.masterUsername(),
                managed ? null : snapshot.adminPassword(),
                ClusterRules.port(request.port() == null ? source.port() : request.port(), nodeType),
                request.clusterSubnetGroupName(),
                request.availabilityZone(),
                request.vpcSecurityGroupIds(),
                request.iamRoles(),
                Fixed.defaultRole(request.defaultIamRoleArn(), request.iamRoles()),
                ClusterRules.automatedRetention(request.automatedSnapshotRetentionPeriod(), nodeType),
                ClusterRules.manualRetention(request.manualSnapshotRetentionPeriod()),
                MaintenanceWindow.parse(request.preferredMaintenanceWindow()),
                !Boolean.FALSE.equals(request.allowVersionUpgrade()),
                Boolean.TRUE.equals(request.publiclyAccessible()),
                Boolean.TRUE.equals(request.enhancedVpcRouting()),
                Fixed.relocation(request.availabilityZoneRelocation(), nodeType),
                Fixed.track(request.maintenanceTrackName()),
                Map.of());
    }

    static Snapshot view(ManagedSnapshot snapshot) {
        return snapshot.description().toBuilder()
                .tags(RedshiftTags.toList(snapshot.tags()))
                .build();
    }
}
