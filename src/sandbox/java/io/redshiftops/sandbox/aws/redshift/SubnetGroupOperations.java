package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import io.redshiftops.sandbox.aws.ec2.Networks;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.redshift.model.AvailabilityZone;
import software.amazon.awssdk.services.redshift.model.ClusterSubnetGroup;
import software.amazon.awssdk.services.redshift.model.CreateClusterSubnetGroupRequest;
import software.amazon.awssdk.services.redshift.model.CreateClusterSubnetGroupResponse;
import software.amazon.awssdk.services.redshift.model.DeleteClusterSubnetGroupRequest;
import software.amazon.awssdk.services.redshift.model.DeleteClusterSubnetGroupResponse;
import software.amazon.awssdk.services.redshift.model.DescribeClusterSubnetGroupsRequest;
import software.amazon.awssdk.services.redshift.model.DescribeClusterSubnetGroupsResponse;
import software.amazon.awssdk.services.redshift.model.ModifyClusterSubnetGroupRequest;
import software.amazon.awssdk.services.redshift.model.ModifyClusterSubnetGroupResponse;
import software.amazon.awssdk.services.redshift.model.Subnet;

/** Operations on subnet groups, which say where a cluster's nodes may be. */
final class SubnetGroupOperations {

    private static final Pattern NAME = Pattern.compile("[a-z0-9._ -]{1,255}");
    private static final int MOST = 20;

    private final Inventory inventory;
    private final Networks networks;

    SubnetGroupOperations(Inventory inventory, Networks networks) {
        this.inventory = inventory;
        this.networks = networks;
    }

    @Emulates(
            value = {"ClusterSubnetGroupName", "Description", "SubnetIds", "Tags"},
            requires = {"ClusterSubnetGroupName", "Description"})
    public CreateClusterSubnetGroupResponse createClusterSubnetGroup(
            Call call, CreateClusterSubnetGroupRequest request) {
        String name = request.clusterSubnetGroupName().toLowerCase(Locale.ROOT);
        String arn = call.arn("subnetgroup:" + name);
        call.concerns(arn);
        Map<String, String> tags = RedshiftTags.toMap(request.tags());
        call.authorize(Access.to("redshift:CreateClusterSubnetGroup").on(arn).tagging(tags));
        if (!tags.isEmpty()) {
            call.authorize(Access.to("redshift:CreateTags").on(arn).tagging(tags));
        }
        RedshiftError.TAG_RULES.check(tags);
        if (!NAME.matcher(name).matches() || name.equals(ClusterCreation.DEFAULT_SUBNET_GROUP)) {
            throw RedshiftError.invalidValue(
                    "The parameter ClusterSubnetGroupName is not valid: it must have at most 255"
                            + " letters, digits, periods, underscores, spaces or hyphens, and not be \"Default\".");
        }
        Map<String, Inventory.SubnetGroup> groups = inventory.in(call.region()).subnetGroups();
        if (groups.containsKey(name)) {
            throw AwsError.badRequest(
                    "ClusterSubnetGroupAlreadyExists", "Cluster subnet group " + name + " already exists.");
        }
        if (groups.size() >= MOST) {
            throw AwsError.badRequest(
                    "ClusterSubnetGroupQuotaExceeded", "The quota of " + MOST + " cluster subnet groups is used up.");
        }
        Inventory.SubnetGroup group = new Inventory.SubnetGroup(
                name,
                arn,
                request.description(),
                networks.defaultVpc(call.region()),
                checkSubnets(call.region(), request.subnetIds()),
                new TreeMap<>(tags),
                call.createdBy());
        groups.put(name, group);
        return CreateClusterSubnetGroupResponse.builder()
                .clusterSubnetGroup(view(call.region(), group))
                .build();
    }

    private List<String> checkSubnets(String region, List<String> ids) {
        if (ids.isEmpty()) {
            throw RedshiftError.invalidValue("The parameter SubnetIds must not be empty.");
        }
        for (String id : ids) {
            if (networks.subnet(region, id).isEmpty()) {
                throw AwsError.badRequest("InvalidSubnet", "The subnet ID '" + id + "' does not exist");
            }
        }
        return List.copyOf(ids);
    }

    @Emulates({"ClusterSubnetGroupName", "MaxRecords", "Marker", "TagKeys", "TagValues"})
    public DescribeClusterSubnetGroupsResponse describeClusterSubnetGroups(
            Call call, DescribeClusterSubnetGroupsRequest request) {
        call.authorize(Access.to("redshift:DescribeClusterSubnetGroups"));
        String wanted = request.clusterSubnetGroupName() == null
                ? null
                : request.clusterSubnetGroupName().toLowerCase(Locale.ROOT);
        List<Inventory.SubnetGroup> found = inventory.in(call.region()).subnetGroups().values().stream()
                .filter(group -> wanted == null || wanted.equals(group.name()))
                .filter(group -> RedshiftTags.matches(group.tags(), request.tagKeys(), request.tagValues()))
                .toList();
        if (wanted != null && found.isEmpty()) {
            throw RedshiftError.noSuchSubnetGroup(wanted);
        }
        Page<Inventory.SubnetGroup> page =
                Listing.page(found, Inventory.SubnetGroup::name, request.marker(), request.maxRecords());
        return DescribeClusterSubnetGroupsResponse.builder()
                .clusterSubnetGroups(page.items().stream()
                        .map(group -> view(call.region(), group))
                        .toList())
                .marker(page.next())
                .build();
    }

    @Emulates({"ClusterSubnetGroupName", "Description", "SubnetIds"})
    public ModifyClusterSubnetGroupResponse modifyClusterSubnetGroup(
            Call call, ModifyClusterSubnetGroupRequest request) {
        Inventory.SubnetGroup group = find(call, "redshift:ModifyClusterSubnetGroup", request.clusterSubnetGroupName());
        Inventory.SubnetGroup changed = new Inventory.SubnetGroup(
                group.name(),
                group.arn(),
                request.description() == null ? group.description() : request.description(),
                group.vpcId(),
                checkSubnets(call.region(), request.subnetIds()),
                group.tags(),
                group.createdBy());
        inventory.in(call.region()).subnetGroups().put(group.name(), changed);
        return ModifyClusterSubnetGroupResponse.builder()
                .clusterSubnetGroup(view(call.region(), changed))
                .build();
    }

    @Emulates(
            value = {"ClusterSubnetGroupName"},
            requires = "ClusterSubnetGroupName")
    public DeleteClusterSubnetGroupResponse deleteClusterSubnetGroup(
            Call call, DeleteClusterSubnetGroupRequest request) {
        Inventory.SubnetGroup group = find(call, "redshift:DeleteClusterSubnetGroup", request.clusterSubnetGroupName());
        Inventory.Region here = inventory.in(call.region());
        boolean used = here.clusters().values().stream()
                .anyMatch(cluster -> group.name().equals(cluster.description().clusterSubnetGroupName()));
        if (used) {
            throw AwsError.badRequest(
                    "InvalidClusterSubnetGroupStateFault",
                    "The cluster subnet group " + group.name() + " is in use by a cluster.");
        }
        here.subnetGroups().remove(group.name());
        return DeleteClusterSubnetGroupResponse.builder().build();
    }

    private Inventory.SubnetGroup find(Call call, String action, String wanted) {
        String name = wanted.toLowerCase(Locale.ROOT);
        Inventory.SubnetGroup group = inventory.in(call.region()).subnetGroups().get(name);
        String arn = call.arn("subnetgroup:" + name);
        call.concerns(arn);
        call.authorize(Access.to(action).on(arn, group == null ? Map.of() : group.tags()));
        if (group == null) {
            throw RedshiftError.noSuchSubnetGroup(wanted);
        }
        return group;
    }

    private ClusterSubnetGroup view(String region, Inventory.SubnetGroup group) {
        List<Subnet> subnets = group.subnetIds().stream()
                .flatMap(id -> networks.subnet(region, id).stream())
                .map(subnet -> Subnet.builder()
                        .subnetIdentifier(subnet.id())
                        .subnetAvailabilityZone(
                                AvailabilityZone.builder().name(subnet.zone()).build())
                        .subnetStatus("Active")
                        .build())
                .toList();
        return ClusterSubnetGroup.builder()
                .clusterSubnetGroupName(group.name())
                .description(group.description())
                .vpcId(group.vpcId())
                .subnetGroupStatus("Complete")
                .subnets(subnets)
                .supportedClusterIpAddressTypes("ipv4")
                .tags(RedshiftTags.toList(group.tags()))
                .build();
    }
}
