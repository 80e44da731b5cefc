package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.Identifiers;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The network of one region: a default VPC as every account has it, with three of the region's zones, and what is made in
 * it. Guarded by the account's lock.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html">Default VPCs</a>
 */
final class Network {

    static final String VPC_CIDR = "172.31.0.0/16";

    /** A subnet of the default VPC, one a zone. */
    record Subnet(String id, String zone, String zoneId, String cidr, int index) {}

    private static final List<String> ZONES = List.of("a", "b", "c");
    private static final int SUBNET_STEP = 16;

    private final String region;
    private final String vpcId = Identifiers.ec2("vpc");
    private final String mainRouteTableId = Identifiers.ec2("rtb");
    private final String dhcpOptionsId = Identifiers.ec2("dopt");
    private final String internetGatewayId = Identifiers.ec2("igw");
    private final String s3PrefixListId = "pl-" + Identifiers.hexadecimal(8);
    private final List<Subnet> subnets = new ArrayList<>();
    private final Map<String, SecurityGroup> groups = new TreeMap<>();
    private final Map<String, NetworkInterface> interfaces = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> tags = new TreeMap<>();
    private int addresses;

    Network(String region) {
        this.region = region;
        for (int i = 0; i < ZONES.size(); i++) {
            subnets.add(new Subnet(
                    Identifiers.ec2("subnet"),
                    region + ZONES.get(i),
                    zonePrefix(region) + "-az" + (i + 1),
                    "172.31." + SUBNET_STEP * i + ".0/20",
                    i));
        }
        SecurityGroup standard = new SecurityGroup(
                Identifiers.ec2("sg"),
                SecurityGroup.DEFAULT_NAME,
                "default VPC security group",
                vpcId,
                ResourceEntry.AWS);
        standard.addRules(List.of(Rule.of(false, "-1", null, null, new Rule.Group(standard.id()), null)));
        groups.put(standard.id(), standard);
    }

    /** {@code us-east-1} becomes {@code use1}, {@code ap-southeast-2} becomes {@code apse2}. */
    private static String zonePrefix(String region) {
        String[] parts = region.split("-", -1);
        StringBuilder prefix = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length - 1; i++) {
            prefix.append(parts[i].charAt(0));
            if (parts[i].matches("(north|south)(east|west)")) {
                prefix.append(parts[i].charAt(5));
            }
        }
        return prefix.append(parts[parts.length - 1]).toString();
    }

    String region() {
        return region;
    }

    String vpcId() {
        return vpcId;
    }

    String mainRouteTableId() {
        return mainRouteTableId;
    }

    String dhcpOptionsId() {
        return dhcpOptionsId;
    }

    String internetGatewayId() {
        return internetGatewayId;
    }

    /** The prefix list that AWS keeps for S3. */
    String s3PrefixListId() {
        return s3PrefixListId;
    }

    List<Subnet> subnets() {
        return subnets;
    }

    Optional<Subnet> subnet(String id) {
        return subnets.stream().filter(subnet -> subnet.id().equals(id)).findFirst();
    }

    /** By id. */
    Map<String, SecurityGroup> groups() {
        return groups;
    }

    SecurityGroup defaultGroup() {
        return groups.values().stream()
                .filter(group -> group.name().equals(SecurityGroup.DEFAULT_NAME))
                .findFirst()
                .orElseThrow();
    }

    /** By id, in the order of their making. */
    Map<String, NetworkInterface> interfaces() {
        return interfaces;
    }

    /** A free address in a subnet; the first four of each are AWS's own. */
    String nextAddress(Subnet subnet) {
        int number = 4 + addresses++ % 4000;
        return "172.31." + (SUBNET_STEP * subnet.index() + number / 256) + "." + number % 256;
    }

    /** The tags of any resource of this region. */
    Map<String, String> tags(String resourceId) {
        return tags.computeIfAbsent(resourceId, id -> new TreeMap<>());
    }

    void forgetTags(String resourceId) {
        tags.remove(resourceId);
    }

    /** The ids of everything that can carry tags. */
    List<String> taggable() {
        List<String> ids = new ArrayList<>(List.of(vpcId, mainRouteTableId));
        subnets.forEach(subnet -> ids.add(subnet.id()));
        groups.values().forEach(group -> {
            ids.add(group.id());
            ids.addAll(group.rules().keySet());
        });
        ids.addAll(interfaces.keySet());
        return ids;
    }
}
