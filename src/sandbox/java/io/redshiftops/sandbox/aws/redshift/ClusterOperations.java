package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import io.redshiftops.sandbox.aws.ec2.Networks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.CreateClusterRequest;
import software.amazon.awssdk.services.redshift.model.CreateClusterResponse;
import software.amazon.awssdk.services.redshift.model.DeleteClusterRequest;
import software.amazon.awssdk.services.redshift.model.DeleteClusterResponse;
import software.amazon.awssdk.services.redshift.model.DescribeClustersRequest;
import software.amazon.awssdk.services.redshift.model.DescribeClustersResponse;
import software.amazon.awssdk.services.redshift.model.PauseClusterRequest;
import software.amazon.awssdk.services.redshift.model.PauseClusterResponse;
import software.amazon.awssdk.services.redshift.model.RebootClusterRequest;
import software.amazon.awssdk.services.redshift.model.RebootClusterResponse;
import software.amazon.awssdk.services.redshift.model.ResumeClusterRequest;
import software.amazon.awssdk.services.redshift.model.ResumeClusterResponse;

/** Operations on clusters as a whole; {@link ModifyOperations} has those that change their settings. */
final class ClusterOperations {

    private final Inventory inventory;
    private final ClusterAccess access;
    private final ClusterCreation creation;
    private final Snapshots snapshots;
    private final ManagedPasswords passwords;
    private final Networks networks;
    private final ClusterDatabases databases;
    private final Lifecycle lifecycle;
    private final RedshiftSettings settings;

    ClusterOperations(
            Inventory inventory,
            ClusterAccess access,
            ClusterCreation creation,
            Snapshots snapshots,
            ManagedPasswords passwords,
            Networks networks,
            ClusterDatabases databases,
            Lifecycle lifecycle,
            RedshiftSettings settings) {
        this.inventory = inventory;
        this.access = access;
        this.creation = creation;
        this.snapshots = snapshots;
        this.passwords = passwords;
        this.networks = networks;
        this.databases = databases;
        this.lifecycle = lifecycle;
        this.settings = settings;
    }

    @Emulates(
            value = {
                "ClusterIdentifier",
                "DBName",
                "ClusterType",
                "NodeType",
                "NumberOfNodes",
                "MasterUsername",
                "MasterUserPassword",
                "ManageMasterPassword",
                "VpcSecurityGroupIds",
                "ClusterSubnetGroupName",
                "AvailabilityZone",
                "PreferredMaintenanceWindow",
                "ClusterParameterGroupName",
                "AutomatedSnapshotRetentionPeriod",
                "ManualSnapshotRetentionPeriod",
                "Port",
                "ClusterVersion",
                "AllowVersionUpgrade",
                "PubliclyAccessible",
                "Encrypted",
                "EnhancedVpcRouting",
                "IamRoles",
                "DefaultIamRoleArn",
                "MaintenanceTrackName",
                "AvailabilityZoneRelocation",
                "IpAddressType",
                "MultiAZ",
                "Tags"
            },
            requires = {"ClusterIdentifier", "NodeType", "MasterUsername"})
    public CreateClusterResponse createCluster(Call call, CreateClusterRequest request) {
        String identifier = ClusterRules.identifier(request.clusterIdentifier());
        String arn = inventory.clusterArn(call.region(), identifier);
        call.concerns(arn);
        call.authorize(Access.to("redshift:CreateCluster").on(arn).tagging(RedshiftTags.toMap(request.tags())));
        ClusterCreation.Settings wanted = settings(identifier, request);
        creation.authorize(call, wanted);
        ManagedCluster cluster = creation.create(
                call,
                wanted,
                (identity, password) ->
                        databases.create(identity, wanted.database(), wanted.adminUser(), password, wanted.port()));
        return CreateClusterResponse.builder().cluster(view(cluster)).build();
    }

    private static ClusterCreation.Settings settings(String identifier, CreateClusterRequest request) {
        NodeType nodeType = ClusterRules.nodeType(request.nodeType());
        Fixed.checkEncrypted(request.encrypted());
        Fixed.checkMultiAz(request.multiAZ());
        Fixed.checkIpAddressType(request.ipAddressType());
        Fixed.checkParameterGroup(request.clusterParameterGroupName());
        Fixed.checkVersion(request.clusterVersion());
        ClusterRules.checkUser(request.masterUsername());
        return new ClusterCreation.Settings(
                identifier,
                nodeType,
                ClusterRules.numberOfNodes(request.clusterType(), request.numberOfNodes(), nodeType),
                ClusterRules.database(request.dbName()),
                request.masterUsername(),
                password(request.manageMasterPassword(), request.masterUserPassword()),
                ClusterRules.port(request.port(), nodeType),
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
                RedshiftTags.toMap(request.tags()));
    }

    /** The admin password that the caller gives; null if Redshift is to manage it. */
    private static @Nullable String password(@Nullable Boolean managed, @Nullable String password) {
        if (Boolean.TRUE.equals(managed)) {
            if (password != null) {
                throw RedshiftError.invalidCombination(
                        "MasterUserPassword can't be specified when ManageMasterPassword is true.");
            }
            return null;
        }
        ClusterRules.checkPassword(password);
        return password;
    }

    @Emulates({"ClusterIdentifier", "MaxRecords", "Marker", "TagKeys", "TagValues"})
    public DescribeClustersResponse describeClusters(Call call, DescribeClustersRequest request) {
        if (request.clusterIdentifier() != null) {
            if (request.marker() != null) {
                throw RedshiftError.invalidCombination(
                        "You can specify either the ClusterIdentifier parameter or the Marker parameter, but not both.");
            }
            ManagedCluster cluster = access.find(call, "redshift:DescribeClusters", request.clusterIdentifier());
            return DescribeClustersResponse.builder().clusters(view(cluster)).build();
        }
        call.authorize(Access.to("redshift:DescribeClusters").on(inventory.clusterArn(call.region(), "*")));
        List<ManagedCluster> found = inventory.in(call.region()).clusters().values().stream()
                .filter(cluster -> inventory.account().consistency().isVisible(cluster.arn()))
                .filter(cluster -> RedshiftTags.matches(cluster.tags(), request.tagKeys(), request.tagValues()))
                .toList();
        Page<ManagedCluster> page =
                Listing.page(found, ManagedCluster::identifier, request.marker(), request.maxRecords());
        return DescribeClustersResponse.builder()
                .clusters(page.items().stream().map(ClusterOperations::view).toList())
                .marker(page.next())
                .build();
    }

    @Emulates(
            value = {
                "ClusterIdentifier",
                "SkipFinalClusterSnapshot",
                "FinalClusterSnapshotIdentifier",
                "FinalClusterSnapshotRetentionPeriod"
            },
            requires = "ClusterIdentifier")
    public DeleteClusterResponse deleteCluster(Call call, DeleteClusterRequest request) {
        ManagedCluster cluster = access.find(call, "redshift:DeleteCluster", request.clusterIdentifier());
        boolean skip = Boolean.TRUE.equals(request.skipFinalClusterSnapshot());
        if (!skip && request.finalClusterSnapshotIdentifier() == null) {
            throw RedshiftError.invalidCombination(
                    "FinalClusterSnapshotIdentifier is required unless SkipFinalClusterSnapshot is specified.");
        }
        if (skip && request.finalClusterSnapshotIdentifier() != null) {
            throw RedshiftError.invalidCombination(
                    "FinalClusterSnapshotIdentifier cannot be specified when SkipFinalClusterSnapshot is true.");
        }
        ClusterStatus status = cluster.status();
        if (!status.isDeletable()) {
            throw status.isSettled() ? RedshiftError.notDeletable(cluster.identifier()) : RedshiftError.busyToDelete();
        }
        if (skip) {
            delete(cluster);
        } else {
            snapshots.takeFinal(
                    call,
                    cluster,
                    request.finalClusterSnapshotIdentifier(),
                    request.finalClusterSnapshotRetentionPeriod(),
                    () -> delete(cluster));
        }
        return DeleteClusterResponse.builder().cluster(view(cluster)).build();
    }

    private void delete(ManagedCluster cluster) {
        lifecycle.change(
                cluster,
                ClusterStatus.DELETING,
                settings.changing(),
                () -> databases.delete(cluster.identity()),
                () -> forget(cluster));
    }

    private void forget(ManagedCluster cluster) {
        networks.detach(cluster.region(), cluster.arn());
        String secretArn = cluster.secretArn();
        if (secretArn != null) {
            passwords.remove(cluster.region(), secretArn);
        }
        inventory.in(cluster.region()).clusters().remove(cluster.identifier());
    }

    @Emulates(
            value = {"ClusterIdentifier"},
            requires = "ClusterIdentifier")
    public RebootClusterResponse rebootCluster(Call call, RebootClusterRequest request) {
        ManagedCluster cluster = access.available(call, "redshift:RebootCluster", request.clusterIdentifier());
        lifecycle.change(
                cluster,
                ClusterStatus.REBOOTING,
                settings.changing(),
                () -> databases.reboot(cluster.identity()),
                () -> cluster.status(ClusterStatus.AVAILABLE));
        return RebootClusterResponse.builder().cluster(view(cluster)).build();
    }

    @Emulates(
            value = {"ClusterIdentifier"},
            requires = "ClusterIdentifier")
    public PauseClusterResponse pauseCluster(Call call, PauseClusterRequest request) {
        ManagedCluster cluster = access.available(call, "redshift:PauseCluster", request.clusterIdentifier());
        if (cluster.description().automatedSnapshotRetentionPeriod() == 0) {
            throw RedshiftError.invalidClusterState(
                    "A cluster without automated snapshots cannot be paused: a pause begins with a snapshot.");
        }
        lifecycle.change(
                cluster,
                ClusterStatus.PAUSING,
                settings.changing(),
                () -> databases.pause(cluster.identity()),
                () -> cluster.status(ClusterStatus.PAUSED));
        return PauseClusterResponse.builder().cluster(view(cluster)).build();
    }

    @Emulates(
            value = {"ClusterIdentifier"},
            requires = "ClusterIdentifier")
    public ResumeClusterResponse resumeCluster(Call call, ResumeClusterRequest request) {
        ManagedCluster cluster = access.find(call, "redshift:ResumeCluster", request.clusterIdentifier());
        if (cluster.status() != ClusterStatus.PAUSED) {
            throw RedshiftError.invalidClusterState("The cluster " + cluster.identifier() + " is not paused.");
        }
        lifecycle.change(
                cluster,
                ClusterStatus.RESUMING,
                settings.changing(),
                () -> databases.resume(cluster.identity()),
                address -> ClusterCreation.open(cluster, address));
        return ResumeClusterResponse.builder().cluster(view(cluster)).build();
    }

    /** A cluster with its tags. */
    static Cluster view(ManagedCluster cluster) {
        return cluster.description().toBuilder()
                .tags(RedshiftTags.toList(cluster.tags()))
                .build();
    }
}
