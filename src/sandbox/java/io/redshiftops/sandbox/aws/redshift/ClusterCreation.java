package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.ec2.Networks;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.ClusterNode;
import software.amazon.awssdk.services.redshift.model.ClusterParameterGroupStatus;
import software.amazon.awssdk.services.redshift.model.Endpoint;
import software.amazon.awssdk.services.redshift.model.VpcSecurityGroupMembership;

/** Makes clusters, new ones and ones from snapshots: both take the same settings and go the same way. */
final class ClusterCreation {

    /** The one engine version; its revision is what {@code version()} tells in a database. */
    static final String ENGINE_VERSION = "1.0";

    static final String ENGINE_REVISION = "12103";
    static final String DEFAULT_PARAMETER_GROUP = "default.redshift-1.0";
    static final String DEFAULT_SUBNET_GROUP = "default";

    /**
     * What a cluster is to be like. What is null is left to Redshift.
     *
     * @param adminPassword null if Redshift manages it
     */
    record Settings(
            String identifier,
            NodeType nodeType,
            int nodes,
            String database,
            String adminUser,
            @Nullable String adminPassword,
            int port,
            @Nullable String subnetGroup,
            @Nullable String availabilityZone,
            List<String> securityGroupIds,
            List<String> roleArns,
            @Nullable String defaultRoleArn,
            int automatedRetention,
            int manualRetention,
            MaintenanceWindow window,
            boolean allowVersionUpgrade,
            boolean publiclyAccessible,
            boolean enhancedVpcRouting,
            boolean relocation,
            String track,
            Map<String, String> tags) {}

    private final Account account;
    private final Inventory inventory;
    private final Networks networks;
    private final ClusterRoles roles;
    private final ManagedPasswords passwords;
    private final Lifecycle lifecycle;
    private final RedshiftSettings settings;

    ClusterCreation(
            Account account,
            Inventory inventory,
            Networks networks,
            ClusterRoles roles,
            ManagedPasswords passwords,
            Lifecycle lifecycle,
            RedshiftSettings settings) {
        this.account = account;
        this.inventory = inventory;
        this.networks = networks;
        this.roles = roles;
        this.passwords = passwords;
        this.lifecycle = lifecycle;
        this.settings = settings;
    }

    /** What every creation asks the policies, beyond its own action. */
    void authorize(Call call, Settings wanted) {
        String arn = inventory.clusterArn(call.region(), wanted.identifier());
        if (!wanted.tags().isEmpty()) {
            call.authorize(Access.to("redshift:CreateTags").on(arn).tagging(wanted.tags()));
        }
        wanted.roleArns().forEach(role -> roles.authorizePass(call, role, arn));
        if (wanted.adminPassword() == null) {
            passwords.authorize(call, arn, ManagedPasswords.secretName(wanted.identifier(), wanted.adminUser()));
        }
    }

    /**
     * Makes a cluster.
     *
     * @param database makes its database, given its identity and the admin user's password
     */
    ManagedCluster create(Call call, Settings wanted, DatabaseStep database) {
        String region = call.region();
        Inventory.Region here = inventory.in(region);
        RedshiftError.TAG_RULES.check(wanted.tags());
        if (here.clusters().containsKey(wanted.identifier())) {
            throw RedshiftError.clusterExists();
        }
        checkQuota(here, wanted.nodes());
        wanted.roleArns().forEach(roles::checkTrust);
        String arn = inventory.clusterArn(region, wanted.identifier());
        ClusterIdentity identity = new ClusterIdentity(
                account.id(), region, wanted.identifier(), UUID.randomUUID().toString());
        Networks.SubnetInfo subnet = subnet(region, wanted);
        List<String> groups = groups(region, wanted.securityGroupIds(), subnet.vpcId());
        String password = wanted.adminPassword() == null ? ManagedPasswords.newPassword() : wanted.adminPassword();
        String secretArn = wanted.adminPassword() != null
                ? null
                : passwords.create(region, wanted.identifier(), arn, wanted.adminUser(), password, call.createdBy());
        ManagedCluster cluster = new ManagedCluster(
                identity,
                arn,
                call.createdBy(),
                subnet.id(),
                password,
                description(identity, wanted, subnet, groups, secretArn));
        cluster.tags().putAll(wanted.tags());
        place(cluster, groups, wanted.nodes());
        here.clusters().put(wanted.identifier(), cluster);
        lifecycle.change(
                cluster,
                ClusterStatus.CREATING,
                settings.creating(),
                () -> database.make(identity, password),
                address -> open(cluster, address));
        return cluster;
    }

    /** Makes the database of a cluster. */
    @FunctionalInterface
    interface DatabaseStep {
        ClusterDatabases.Address make(ClusterIdentity cluster, String adminPassword);
    }

    static void open(ManagedCluster cluster, ClusterDatabases.Address address) {
        cluster.update(description -> description
                .endpoint(endpoint -> endpoint.address(address.host()).port(address.port()))
                .iamRoles(ClusterRoles.inSync(cluster.roleArns())));
        cluster.status(ClusterStatus.AVAILABLE);
    }

    private void checkQuota(Inventory.Region here, int nodes) {
        int present = here.clusters().values().stream()
                .mapToInt(ManagedCluster::nodes)
                .sum();
        if (present + nodes > settings.nodesPerRegion()) {
            throw AwsError.badRequest(
                    "NumberOfNodesQuotaExceeded",
                    "The quota of " + settings.nodesPerRegion() + " nodes in this region would be exceeded.");
        }
    }

    private Networks.SubnetInfo subnet(String region, Settings wanted) {
        String groupName = wanted.subnetGroup() == null ? DEFAULT_SUBNET_GROUP : wanted.subnetGroup();
        List<Networks.SubnetInfo> subnets = new ArrayList<>();
        if (groupName.equals(DEFAULT_SUBNET_GROUP)) {
            subnets.addAll(networks.defaultSubnets(region));
        } else {
            Inventory.SubnetGroup group = inventory.in(region).subnetGroups().get(groupName.toLowerCase(Locale.ROOT));
            if (group == null) {
                throw RedshiftError.noSuchSubnetGroup(groupName);
            }
            group.subnetIds().forEach(id -> networks.subnet(region, id).ifPresent(subnets::add));
        }
        return subnets.stream()
                .filter(subnet -> wanted.availabilityZone() == null
                        || wanted.availabilityZone().equals(subnet.zone()))
                .findFirst()
                .orElseThrow(() -> AwsError.badRequest(
                        "InvalidVPCNetworkStateFault",
                        "The subnet group " + groupName + " has no subnet in the availability zone "
                                + wanted.availabilityZone() + "."));
    }

    /** The groups that a cluster gets; without any, the VPC's default group. */
    List<String> groups(String region, List<String> wanted, String vpcId) {
        if (wanted.isEmpty()) {
            return List.of(networks.defaultGroup(region));
        }
        for (String id : wanted) {
            if (networks.vpcOfGroup(region, id).filter(vpcId::equals).isEmpty()) {
                throw RedshiftError.invalidValue(
                        "The security group " + id + " does not exist in the VPC " + vpcId + ".");
            }
        }
        return wanted.stream().distinct().toList();
    }

    private Cluster description(
            ClusterIdentity identity,
            Settings wanted,
            Networks.SubnetInfo subnet,
            List<String> groups,
            @Nullable String secretArn) {
        return maintained(Cluster.builder(), wanted.window())
                .clusterIdentifier(wanted.identifier())
                .nodeType(wanted.nodeType().wireName())
                .numberOfNodes(wanted.nodes())
                .masterUsername(wanted.adminUser())
                .dbName(wanted.database())
                // The address follows once the cluster is available.
                .endpoint(Endpoint.builder().port(wanted.port()).build())
                .clusterCreateTime(account.now().truncatedTo(ChronoUnit.MILLIS))
                .automatedSnapshotRetentionPeriod(wanted.automatedRetention())
                .manualSnapshotRetentionPeriod(wanted.manualRetention())
                .clusterSecurityGroups(List.of())
                .vpcSecurityGroups(memberships(groups, "active"))
                .clusterParameterGroups(ClusterParameterGroupStatus.builder()
                        .parameterGroupName(DEFAULT_PARAMETER_GROUP)
                        .parameterApplyStatus("in-sync")
                        .build())
                .clusterSubnetGroupName(
                        wanted.subnetGroup() == null
                                ? DEFAULT_SUBNET_GROUP
                                : wanted.subnetGroup().toLowerCase(Locale.ROOT))
                .vpcId(subnet.vpcId())
                .availabilityZone(subnet.zone())
                .pendingModifiedValues(pending -> {})
                .clusterVersion(ENGINE_VERSION)
                .clusterRevisionNumber(ENGINE_REVISION)
                .allowVersionUpgrade(wanted.allowVersionUpgrade())
                .publiclyAccessible(wanted.publiclyAccessible())
                .encrypted(true)
                .enhancedVpcRouting(wanted.enhancedVpcRouting())
                .iamRoles(ClusterRoles.adding(wanted.roleArns()))
                .defaultIamRoleArn(wanted.defaultRoleArn())
                .maintenanceTrackName(wanted.track())
                .deferredMaintenanceWindows(List.of())
                .availabilityZoneRelocationStatus(wanted.relocation() ? "enabled" : "disabled")
                .clusterNamespaceArn(account.arn("redshift", identity.region(), "namespace:" + identity.namespaceId()))
                .aquaConfiguration(aqua -> aqua.aquaStatus("disabled").aquaConfigurationStatus("auto"))
                .multiAZ("Disabled")
                .ipAddressType("ipv4")
                .masterPasswordSecretArn(secretArn)
                .build();
    }

    /** With a maintenance window, and when it opens next. */
    Cluster.Builder maintained(Cluster.Builder description, MaintenanceWindow window) {
        return description
                .preferredMaintenanceWindow(window.text())
                .nextMaintenanceWindowStartTime(window.next(account.now()));
    }

    static List<VpcSecurityGroupMembership> memberships(List<String> groups, String status) {
        return groups.stream()
                .map(id -> VpcSecurityGroupMembership.builder()
                        .vpcSecurityGroupId(id)
                        .status(status)
                        .build())
                .toList();
    }

    /** Gives a cluster network interfaces, one a node, in place of those that it had. */
    void place(ManagedCluster cluster, List<String> groups, int nodes) {
        networks.detach(cluster.region(), cluster.arn());
        int count = nodes == 1 ? 1 : nodes + 1;
        List<String> addresses = networks.attach(
                cluster.region(), cluster.arn(), "RedshiftNetworkInterface", cluster.subnetId(), groups, count);
        Function<Integer, String> role = i -> nodes == 1 ? "SHARED" : i == 0 ? "LEADER" : "COMPUTE-" + (i - 1);
        List<ClusterNode> described = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            described.add(ClusterNode.builder()
                    .nodeRole(role.apply(i))
                    .privateIPAddress(addresses.get(i))
                    .build());
        }
        cluster.update(description -> description.clusterNodes(described).numberOfNodes(nodes));
    }
}
