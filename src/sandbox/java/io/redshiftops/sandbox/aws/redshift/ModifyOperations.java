package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.ec2.Networks;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.ClusterIamRole;
import software.amazon.awssdk.services.redshift.model.ModifyClusterIamRolesRequest;
import software.amazon.awssdk.services.redshift.model.ModifyClusterIamRolesResponse;
import software.amazon.awssdk.services.redshift.model.ModifyClusterRequest;
import software.amazon.awssdk.services.redshift.model.ModifyClusterResponse;
import software.amazon.awssdk.services.redshift.model.VpcSecurityGroupMembership;

/** Operations that change the settings of a cluster. */
final class ModifyOperations {

    private static final String HIDDEN = "****";

    private final ClusterAccess access;
    private final ClusterCreation creation;
    private final ClusterRoles roles;
    private final ManagedPasswords passwords;
    private final Networks networks;
    private final ClusterDatabases databases;
    private final Lifecycle lifecycle;
    private final RedshiftSettings settings;

    ModifyOperations(
            ClusterAccess access,
            ClusterCreation creation,
            ClusterRoles roles,
            ManagedPasswords passwords,
            Networks networks,
            ClusterDatabases databases,
            Lifecycle lifecycle,
            RedshiftSettings settings) {
        this.access = access;
        this.creation = creation;
        this.roles = roles;
        this.passwords = passwords;
        this.networks = networks;
        this.databases = databases;
        this.lifecycle = lifecycle;
        this.settings = settings;
    }

    @Emulates(
            value = {
                "ClusterIdentifier",
                "ClusterType",
                "NodeType",
                "NumberOfNodes",
                "VpcSecurityGroupIds",
                "MasterUserPassword",
                "ManageMasterPassword",
                "ClusterParameterGroupName",
                "AutomatedSnapshotRetentionPeriod",
                "ManualSnapshotRetentionPeriod",
                "PreferredMaintenanceWindow",
                "ClusterVersion",
                "AllowVersionUpgrade",
                "PubliclyAccessible",
                "EnhancedVpcRouting",
                "MaintenanceTrackName",
                "Encrypted",
                "AvailabilityZoneRelocation",
                "IpAddressType",
                "MultiAZ"
            },
            requires = "ClusterIdentifier")
    public ModifyClusterResponse modifyCluster(Call call, ModifyClusterRequest request) {
        ManagedCluster cluster = access.available(call, "redshift:ModifyCluster", request.clusterIdentifier());
        checkAsksForSomething(request);
        Fixed.checkEncrypted(request.encrypted());
        Fixed.checkMultiAz(request.multiAZ());
        Fixed.checkIpAddressType(request.ipAddressType());
        Fixed.checkParameterGroup(request.clusterParameterGroupName());
        Fixed.checkVersion(request.clusterVersion());
        Fixed.track(request.maintenanceTrackName());
        Modification modification = new Modification();
        boolean resizes = resize(cluster, request, modification);
        changeSettings(cluster, request, modification);
        changeGroups(cluster, request, modification);
        changePassword(call, cluster, request, modification);
        modification.begin(cluster);
        if (modification.takesTime()) {
            lifecycle.change(
                    cluster,
                    resizes ? ClusterStatus.RESIZING : ClusterStatus.MODIFYING,
                    resizes ? settings.resizing() : settings.changing(),
                    modification::perform,
                    () -> modification.complete(cluster));
        }
        return ModifyClusterResponse.builder()
                .cluster(ClusterOperations.view(cluster))
                .build();
    }

    private static void checkAsksForSomething(ModifyClusterRequest request) {
        long set = request.sdkFields().stream()
                .map((SdkField<?> field) -> field.getValueOrDefault(request))
                .filter(value -> value != null && !(value instanceof List<?> list && list.isEmpty()))
                .count();
        if (set <= 1) {
            throw RedshiftError.invalidCombination("No modifications were requested");
        }
    }

    /** A classic resize, which is what a change of nodes by this operation is. */
    private boolean resize(ManagedCluster cluster, ModifyClusterRequest request, Modification modification) {
        if (request.clusterType() == null && request.nodeType() == null && request.numberOfNodes() == null) {
            return false;
        }
        Cluster now = cluster.description();
        NodeType nodeType = ClusterRules.nodeType(request.nodeType() == null ? now.nodeType() : request.nodeType());
        boolean single = ClusterRules.SINGLE_NODE.equals(request.clusterType());
        Integer wanted = single
                ? null
                : request.numberOfNodes() == null && request.clusterType() == null
                        ? now.numberOfNodes()
                        : request.numberOfNodes();
        int nodes = ClusterRules.numberOfNodes(request.clusterType(), wanted, nodeType);
        if (nodes == now.numberOfNodes() && nodeType.wireName().equals(now.nodeType())) {
            return false;
        }
        modification.pending(pending -> pending.nodeType(nodeType.wireName())
                .numberOfNodes(nodes)
                .clusterType(nodes == 1 ? ClusterRules.SINGLE_NODE : ClusterRules.MULTI_NODE));
        modification.later(description -> description.nodeType(nodeType.wireName()));
        modification.afterwards(() -> creation.place(cluster, groups(cluster), nodes));
        return true;
    }

    private static List<String> groups(ManagedCluster cluster) {
        return cluster.description().vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .toList();
    }

    private void changeSettings(ManagedCluster cluster, ModifyClusterRequest request, Modification modification) {
        NodeType nodeType = ClusterRules.nodeType(cluster.description().nodeType());
        Integer automated = request.automatedSnapshotRetentionPeriod();
        if (automated != null) {
            int days = ClusterRules.automatedRetention(automated, nodeType);
            modification.pending(pending -> pending.automatedSnapshotRetentionPeriod(days));
            modification.later(description -> description.automatedSnapshotRetentionPeriod(days));
        }
        if (request.manualSnapshotRetentionPeriod() != null) {
            int days = ClusterRules.manualRetention(request.manualSnapshotRetentionPeriod());
            modification.now(description -> description.manualSnapshotRetentionPeriod(days));
        }
        if (request.preferredMaintenanceWindow() != null) {
            MaintenanceWindow window = MaintenanceWindow.parse(request.preferredMaintenanceWindow());
            modification.now(description -> creation.maintained(description, window));
        }
        if (request.allowVersionUpgrade() != null) {
            modification.now(description -> description.allowVersionUpgrade(request.allowVersionUpgrade()));
        }
        if (request.publiclyAccessible() != null) {
            modification.pending(pending -> pending.publiclyAccessible(request.publiclyAccessible()));
            modification.later(description -> description.publiclyAccessible(request.publiclyAccessible()));
        }
        if (request.enhancedVpcRouting() != null) {
            modification.pending(pending -> pending.enhancedVpcRouting(request.enhancedVpcRouting()));
            modification.later(description -> description.enhancedVpcRouting(request.enhancedVpcRouting()));
        }
        if (request.availabilityZoneRelocation() != null) {
            boolean relocation = Fixed.relocation(request.availabilityZoneRelocation(), nodeType);
            modification.later(
                    description -> description.availabilityZoneRelocationStatus(relocation ? "enabled" : "disabled"));
        }
    }

    /** The given groups replace those that are there. */
    private void changeGroups(ManagedCluster cluster, ModifyClusterRequest request, Modification modification) {
        if (request.vpcSecurityGroupIds().isEmpty()) {
            return;
        }
        List<String> wanted = creation.groups(
                cluster.region(),
                request.vpcSecurityGroupIds(),
                cluster.description().vpcId());
        List<String> present = groups(cluster);
        List<VpcSecurityGroupMembership> meanwhile = new ArrayList<>();
        wanted.forEach(id ->
                meanwhile.addAll(ClusterCreation.memberships(List.of(id), present.contains(id) ? "active" : "adding")));
        present.stream()
                .filter(id -> !wanted.contains(id))
                .forEach(id -> meanwhile.addAll(ClusterCreation.memberships(List.of(id), "removing")));
        modification.now(description -> description.vpcSecurityGroups(meanwhile));
        modification.later(description -> description.vpcSecurityGroups(ClusterCreation.memberships(wanted, "active")));
        modification.afterwards(() -> networks.regroup(cluster.region(), cluster.arn(), wanted));
    }

    private void changePassword(
            Call call, ManagedCluster cluster, ModifyClusterRequest request, Modification modification) {
        boolean manage = Boolean.TRUE.equals(request.manageMasterPassword());
        String given = request.masterUserPassword();
        if (manage && given != null) {
            ClusterRules.checkPassword(given);
            throw RedshiftError.invalidCombination(
                    "MasterUserPassword can't be specified when ManageMasterPassword is true.");
        }
        String secretArn = cluster.secretArn();
        if (manage && secretArn == null) {
            managePassword(call, cluster, modification);
        } else if (given != null) {
            ClusterRules.checkPassword(given);
            setPassword(cluster, given, modification);
            if (secretArn != null) {
                modification.now(description -> description.masterPasswordSecretArn(null));
                modification.afterwards(() -> passwords.remove(cluster.region(), secretArn));
            }
        } else if (Boolean.FALSE.equals(request.manageMasterPassword()) && secretArn != null) {
            throw RedshiftError.invalidCombination(
                    "MasterUserPassword must be specified when ManageMasterPassword is changed to false.");
        }
    }

    private void managePassword(Call call, ManagedCluster cluster, Modification modification) {
        String user = cluster.description().masterUsername();
        passwords.authorize(call, cluster.arn(), ManagedPasswords.secretName(cluster.identifier(), user));
        String password = ManagedPasswords.newPassword();
        String secretArn = passwords.create(
                cluster.region(), cluster.identifier(), cluster.arn(), user, password, call.createdBy());
        modification.now(description -> description.masterPasswordSecretArn(secretArn));
        setPassword(cluster, password, modification);
    }

    private void setPassword(ManagedCluster cluster, String password, Modification modification) {
        ClusterIdentity identity = cluster.identity();
        String user = cluster.description().masterUsername();
        modification.pending(pending -> pending.masterUserPassword(HIDDEN));
        modification.work(() -> databases.setAdminPassword(identity, user, password));
        modification.afterwards(() -> cluster.adminPassword(password));
    }

    @Emulates(
            value = {"ClusterIdentifier", "AddIamRoles", "RemoveIamRoles", "DefaultIamRoleArn"},
            requires = "ClusterIdentifier")
    public ModifyClusterIamRolesResponse modifyClusterIamRoles(Call call, ModifyClusterIamRolesRequest request) {
        ManagedCluster cluster = access.find(call, "redshift:ModifyClusterIamRoles", request.clusterIdentifier());
        request.addIamRoles().forEach(role -> roles.authorizePass(call, role, cluster.arn()));
        if (cluster.status() != ClusterStatus.AVAILABLE) {
            throw RedshiftError.busyToModify();
        }
        request.addIamRoles().forEach(roles::checkTrust);
        List<String> present = cluster.roleArns();
        List<String> kept = present.stream()
                .filter(role -> !request.removeIamRoles().contains(role))
                .toList();
        List<String> added = request.addIamRoles().stream()
                .distinct()
                .filter(role -> !kept.contains(role))
                .toList();
        List<String> wanted = new ArrayList<>(kept);
        wanted.addAll(added);
        if (wanted.size() > ClusterRoles.MOST) {
            throw RedshiftError.invalidValue(
                    "A cluster can have at most " + ClusterRoles.MOST + " associated IAM roles.");
        }
        Modification modification = new Modification();
        List<ClusterIamRole> meanwhile = new ArrayList<>(ClusterRoles.inSync(kept));
        meanwhile.addAll(ClusterRoles.adding(added));
        meanwhile.addAll(ClusterRoles.removing(
                present.stream().filter(role -> !wanted.contains(role)).toList()));
        modification.now(description -> description.iamRoles(meanwhile));
        modification.later(description -> description.iamRoles(ClusterRoles.inSync(wanted)));
        if (request.defaultIamRoleArn() != null) {
            String role = request.defaultIamRoleArn().isEmpty()
                    ? null
                    : Fixed.defaultRole(request.defaultIamRoleArn(), wanted);
            modification.now(description -> description.defaultIamRoleArn(role));
        }
        modification.begin(cluster);
        lifecycle.change(
                cluster,
                ClusterStatus.MODIFYING,
                settings.changing(),
                modification::perform,
                () -> modification.complete(cluster));
        return ModifyClusterIamRolesResponse.builder()
                .cluster(ClusterOperations.view(cluster))
                .build();
    }
}
