package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationState;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** EC2's operations that read what a region's network consists of. */
final class NetworkOperations {

    private static final int ADDRESSES_A_SUBNET = 4091;
    private static final int LONGEST_PREFIX_LIST = 10;

    /** What an account may have, where nobody has asked for more. */
    private static final Map<String, String> LIMITS = Map.of(
            "supported-platforms", "VPC",
            "max-instances", "20",
            "max-elastic-ips", "5",
            "vpc-max-elastic-ips", "5",
            "vpc-max-security-groups-per-interface", "5");

    private static final Map<String, BiFunction<Network, NetworkInterface, Collection<String>>> INTERFACE_FILTERS =
            Map.of(
                    "network-interface-id", (network, each) -> List.of(each.id()),
                    "group-id", (network, each) -> each.groupIds(),
                    "subnet-id", (network, each) -> List.of(each.subnet().id()),
                    "vpc-id", (network, each) -> List.of(network.vpcId()),
                    "availability-zone",
                            (network, each) -> List.of(each.subnet().zone()),
                    "description", (network, each) -> List.of(each.description()),
                    "status", (network, each) -> List.of("in-use"),
                    "requester-managed", (network, each) -> List.of("true"),
                    "private-ip-address", (network, each) -> List.of(each.address()),
                    "addresses.private-ip-address", (network, each) -> List.of(each.address()));

    private final Networks networks;

    NetworkOperations(Networks networks) {
        this.networks = networks;
    }

    @Emulates({"VpcIds", "Filters", "MaxResults", "NextToken"})
    public DescribeVpcsResponse describeVpcs(Call call, DescribeVpcsRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeVpcs");
        Network network = networks.in(call.region());
        request.vpcIds().forEach(id -> checkVpc(network, id));
        List<Network> found =
                Filters.apply(List.of(network), request.filters(), each -> each.tags(each.vpcId()), this::vpcValues);
        return DescribeVpcsResponse.builder()
                .vpcs(found.stream().map(this::vpc).toList())
                .build();
    }

    private Optional<List<String>> vpcValues(Network network, String filter) {
        return switch (filter) {
            case "vpc-id" -> Filters.value(network.vpcId());
            case "is-default", "isDefault" -> Filters.value(true);
            case "state" -> Filters.value("available");
            case "cidr", "cidr-block-association.cidr-block" -> Filters.value(Network.VPC_CIDR);
            case "owner-id" -> Filters.value(networks.account().id());
            default -> Optional.empty();
        };
    }

    private Vpc vpc(Network network) {
        return Vpc.builder()
                .vpcId(network.vpcId())
                .ownerId(networks.account().id())
                .cidrBlock(Network.VPC_CIDR)
                .isDefault(true)
                .state("available")
                .instanceTenancy("default")
                .dhcpOptionsId(network.dhcpOptionsId())
                .tags(Ec2Tags.toList(network.tags(network.vpcId())))
                .build();
    }

    private static void checkVpc(Network network, String id) {
        if (!id.equals(network.vpcId())) {
            throw Ec2Error.noSuchVpc(id);
        }
    }

    @Emulates({"VpcId", "Attribute"})
    public DescribeVpcAttributeResponse describeVpcAttribute(Call call, DescribeVpcAttributeRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeVpcAttribute");
        checkVpc(networks.in(call.region()), request.vpcId());
        DescribeVpcAttributeResponse.Builder response =
                DescribeVpcAttributeResponse.builder().vpcId(request.vpcId());
        switch (request.attributeAsString()) {
            case "enableDnsSupport" -> response.enableDnsSupport(value(true));
            case "enableDnsHostnames" -> response.enableDnsHostnames(value(true));
            case "enableNetworkAddressUsageMetrics" -> response.enableNetworkAddressUsageMetrics(value(false));
            default ->
                throw Ec2Error.invalidParameter(
                        "Value (" + request.attributeAsString() + ") for parameter attribute is invalid.");
        }
        return response.build();
    }

    private static AttributeBooleanValue value(boolean value) {
        return AttributeBooleanValue.builder().value(value).build();
    }

    @Emulates({"SubnetIds", "Filters", "MaxResults", "NextToken"})
    public DescribeSubnetsResponse describeSubnets(Call call, DescribeSubnetsRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeSubnets");
        Network network = networks.in(call.region());
        for (String id : request.subnetIds()) {
            if (network.subnet(id).isEmpty()) {
                throw Ec2Error.noSuchSubnet(id);
            }
        }
        List<Network.Subnet> chosen = network.subnets().stream()
                .filter(subnet ->
                        request.subnetIds().isEmpty() || request.subnetIds().contains(subnet.id()))
                .toList();
        List<Network.Subnet> found = Filters.apply(
                chosen,
                request.filters(),
                subnet -> network.tags(subnet.id()),
                (subnet, filter) -> subnetValues(network, subnet, filter));
        Page<Network.Subnet> page = Listing.page(found, Network.Subnet::id, request.nextToken(), request.maxResults());
        return DescribeSubnetsResponse.builder()
                .subnets(page.items().stream()
                        .map(subnet -> subnet(call, network, subnet))
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static Optional<List<String>> subnetValues(Network network, Network.Subnet subnet, String filter) {
        return switch (filter) {
            case "subnet-id" -> Filters.value(subnet.id());
            case "vpc-id" -> Filters.value(network.vpcId());
            case "availability-zone", "availabilityZone" -> Filters.value(subnet.zone());
            case "availability-zone-id", "availabilityZoneId" -> Filters.value(subnet.zoneId());
            case "default-for-az", "defaultForAz", "map-public-ip-on-launch" -> Filters.value(true);
            case "state" -> Filters.value("available");
            case "cidr-block", "cidr", "cidrBlock" -> Filters.value(subnet.cidr());
            default -> Optional.empty();
        };
    }

    private Subnet subnet(Call call, Network network, Network.Subnet subnet) {
        long used = network.interfaces().values().stream()
                .filter(each -> each.subnet().equals(subnet))
                .count();
        return Subnet.builder()
                .subnetId(subnet.id())
                .subnetArn(call.arn("subnet/" + subnet.id()))
                .vpcId(network.vpcId())
                .ownerId(networks.account().id())
                .cidrBlock(subnet.cidr())
                .availabilityZone(subnet.zone())
                .availabilityZoneId(subnet.zoneId())
                .availableIpAddressCount((int) (ADDRESSES_A_SUBNET - used))
                .defaultForAz(true)
                .mapPublicIpOnLaunch(true)
                .assignIpv6AddressOnCreation(false)
                .state("available")
                .tags(Ec2Tags.toList(network.tags(subnet.id())))
                .build();
    }

    @Emulates({"RouteTableIds", "Filters", "MaxResults", "NextToken"})
    public DescribeRouteTablesResponse describeRouteTables(Call call, DescribeRouteTablesRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeRouteTables");
        Network network = networks.in(call.region());
        for (String id : request.routeTableIds()) {
            if (!id.equals(network.mainRouteTableId())) {
                throw AwsError.badRequest(
                        "InvalidRouteTableID.NotFound", "The routeTable ID '" + id + "' does not exist");
            }
        }
        List<Network> found = Filters.apply(
                List.of(network),
                request.filters(),
                each -> each.tags(each.mainRouteTableId()),
                NetworkOperations::routeTableValues);
        return DescribeRouteTablesResponse.builder()
                .routeTables(found.stream().map(this::mainRouteTable).toList())
                .build();
    }

    private static Optional<List<String>> routeTableValues(Network network, String filter) {
        return switch (filter) {
            case "vpc-id" -> Filters.value(network.vpcId());
            case "association.main" -> Filters.value(true);
            case "route-table-id", "association.route-table-id" -> Filters.value(network.mainRouteTableId());
            // The default subnets use the main table without an association of their own.
            case "association.subnet-id" -> Filters.value(null);
            default -> Optional.empty();
        };
    }

    private RouteTable mainRouteTable(Network network) {
        return RouteTable.builder()
                .routeTableId(network.mainRouteTableId())
                .vpcId(network.vpcId())
                .ownerId(networks.account().id())
                .associations(RouteTableAssociation.builder()
                        .main(true)
                        .routeTableId(network.mainRouteTableId())
                        .routeTableAssociationId(network.mainRouteTableId().replace("rtb-", "rtbassoc-"))
                        .associationState(RouteTableAssociationState.builder()
                                .state("associated")
                                .build())
                        .build())
                .routes(
                        Route.builder()
                                .destinationCidrBlock(Network.VPC_CIDR)
                                .gatewayId("local")
                                .origin("CreateRouteTable")
                                .state("active")
                                .build(),
                        Route.builder()
                                .destinationCidrBlock("0.0.0.0/0")
                                .gatewayId(network.internetGatewayId())
                                .origin("CreateRoute")
                                .state("active")
                                .build())
                .tags(Ec2Tags.toList(network.tags(network.mainRouteTableId())))
                .build();
    }

    @Emulates({"NetworkInterfaceIds", "Filters", "MaxResults", "NextToken"})
    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(
            Call call, DescribeNetworkInterfacesRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeNetworkInterfaces");
        Network network = networks.in(call.region());
        for (String id : request.networkInterfaceIds()) {
            if (!network.interfaces().containsKey(id)) {
                throw AwsError.badRequest(
                        "InvalidNetworkInterfaceID.NotFound", "The networkInterface ID '" + id + "' does not exist");
            }
        }
        List<NetworkInterface> chosen = network.interfaces().values().stream()
                .filter(each -> request.networkInterfaceIds().isEmpty()
                        || request.networkInterfaceIds().contains(each.id()))
                .toList();
        Filters.checkNames(request.filters(), INTERFACE_FILTERS.keySet());
        List<NetworkInterface> found = Filters.apply(
                chosen,
                request.filters(),
                each -> network.tags(each.id()),
                (each, filter) ->
                        Optional.ofNullable(INTERFACE_FILTERS.get(filter)).map(values -> values.apply(network, each)));
        Page<NetworkInterface> page =
                Listing.page(found, NetworkInterface::id, request.nextToken(), request.maxResults());
        return DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(page.items().stream()
                        .map(each -> networkInterface(network, each))
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private software.amazon.awssdk.services.ec2.model.NetworkInterface networkInterface(
            Network network, NetworkInterface each) {
        return software.amazon.awssdk.services.ec2.model.NetworkInterface.builder()
                .networkInterfaceId(each.id())
                .description(each.description())
                .ownerId(networks.account().id())
                .requesterManaged(true)
                .status("in-use")
                .interfaceType("interface")
                .subnetId(each.subnet().id())
                .vpcId(network.vpcId())
                .availabilityZone(each.subnet().zone())
                .privateIpAddress(each.address())
                .groups(each.groupIds().stream()
                        .map(id -> GroupIdentifier.builder()
                                .groupId(id)
                                .groupName(Optional.ofNullable(network.groups().get(id))
                                        .map(SecurityGroup::name)
                                        .orElse(id))
                                .build())
                        .toList())
                .tagSet(Ec2Tags.toList(network.tags(each.id())))
                .build();
    }

    @Emulates({"ZoneNames", "ZoneIds", "AllAvailabilityZones", "Filters"})
    public DescribeAvailabilityZonesResponse describeAvailabilityZones(
            Call call, DescribeAvailabilityZonesRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeAvailabilityZones");
        List<Network.Subnet> zones = networks.in(call.region()).subnets().stream()
                .filter(zone ->
                        request.zoneNames().isEmpty() || request.zoneNames().contains(zone.zone()))
                .filter(zone -> request.zoneIds().isEmpty() || request.zoneIds().contains(zone.zoneId()))
                .toList();
        if (zones.size() < request.zoneNames().size()
                || zones.size() < request.zoneIds().size()) {
            throw Ec2Error.invalidParameter("Invalid availability zone: " + request.zoneNames() + request.zoneIds());
        }
        List<Network.Subnet> found = Filters.apply(
                zones, request.filters(), zone -> Map.of(), (zone, filter) -> zoneValues(call, zone, filter));
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(found.stream().map(zone -> zone(call, zone)).toList())
                .build();
    }

    private static Optional<List<String>> zoneValues(Call call, Network.Subnet zone, String filter) {
        return switch (filter) {
            case "zone-name" -> Filters.value(zone.zone());
            case "zone-id" -> Filters.value(zone.zoneId());
            case "region-name", "group-name" -> Filters.value(call.region());
            case "state" -> Filters.value("available");
            case "zone-type" -> Filters.value("availability-zone");
            case "opt-in-status" -> Filters.value("opt-in-not-required");
            default -> Optional.empty();
        };
    }

    private static AvailabilityZone zone(Call call, Network.Subnet zone) {
        return AvailabilityZone.builder()
                .zoneName(zone.zone())
                .zoneId(zone.zoneId())
                .zoneType("availability-zone")
                .regionName(call.region())
                .groupName(call.region())
                .networkBorderGroup(call.region())
                .state("available")
                .optInStatus("opt-in-not-required")
                .build();
    }

    @Emulates({"AttributeNames"})
    public DescribeAccountAttributesResponse describeAccountAttributes(
            Call call, DescribeAccountAttributesRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeAccountAttributes");
        Map<String, String> attributes = new LinkedHashMap<>(LIMITS);
        attributes.put("default-vpc", networks.in(call.region()).vpcId());
        if (!request.attributeNames().isEmpty()) {
            attributes.keySet().retainAll(request.attributeNamesAsStrings());
        }
        return DescribeAccountAttributesResponse.builder()
                .accountAttributes(attributes.entrySet().stream()
                        .map(attribute -> AccountAttribute.builder()
                                .attributeName(attribute.getKey())
                                .attributeValues(AccountAttributeValue.builder()
                                        .attributeValue(attribute.getValue())
                                        .build())
                                .build())
                        .toList())
                .build();
    }

    /** Only the list that AWS keeps for S3 is here. */
    @Emulates({"PrefixListIds", "Filters", "MaxResults", "NextToken"})
    public DescribeManagedPrefixListsResponse describeManagedPrefixLists(
            Call call, DescribeManagedPrefixListsRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeManagedPrefixLists");
        Network network = networks.in(call.region());
        String id = network.s3PrefixListId();
        String name = "com.amazonaws." + call.region() + ".s3";
        request.prefixListIds().stream()
                .filter(wanted -> !wanted.equals(id))
                .findFirst()
                .ifPresent(wanted -> {
                    throw Ec2Error.noSuchPrefixList(wanted);
                });
        List<String> found =
                Filters.apply(List.of(id), request.filters(), list -> Map.of(), (list, filter) -> switch (filter) {
                    case "prefix-list-id" -> Filters.value(id);
                    case "prefix-list-name" -> Filters.value(name);
                    case "owner-id" -> Filters.value("AWS");
                    default -> Optional.empty();
                });
        return DescribeManagedPrefixListsResponse.builder()
                .prefixLists(found.stream()
                        .map(list -> ManagedPrefixList.builder()
                                .prefixListId(id)
                                .prefixListName(name)
                                .prefixListArn("arn:aws:ec2:" + call.region() + ":aws:prefix-list/" + id)
                                .addressFamily("IPv4")
                                .state("create-complete")
                                .maxEntries(LONGEST_PREFIX_LIST)
                                .version(1L)
                                .ownerId("AWS")
                                .build())
                        .toList())
                .build();
    }
}
