package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The networks of all regions, each made when it is first looked at, and what other services need of them. Guarded by the
 * account's lock.
 */
public final class Networks {

    /** A subnet as other services see it. */
    public record SubnetInfo(String id, String zone, String vpcId) {}

    private final Account account;
    private final Map<String, Network> byRegion = new TreeMap<>();

    Networks(Account account) {
        this.account = account;
    }

    Account account() {
        return account;
    }

    Network in(String region) {
        return byRegion.computeIfAbsent(region, Network::new);
    }

    /** Those that were looked at. */
    Collection<Network> all() {
        return byRegion.values();
    }

    public String defaultVpc(String region) {
        return in(region).vpcId();
    }

    /** The default VPC's subnets, one a zone. */
    public List<SubnetInfo> defaultSubnets(String region) {
        Network network = in(region);
        return network.subnets().stream()
                .map(subnet -> new SubnetInfo(subnet.id(), subnet.zone(), network.vpcId()))
                .toList();
    }

    public Optional<SubnetInfo> subnet(String region, String subnetId) {
        return defaultSubnets(region).stream()
                .filter(subnet -> subnet.id().equals(subnetId))
                .findFirst();
    }

    public String defaultGroup(String region) {
        return in(region).defaultGroup().id();
    }

    /** The VPC of a security group that other services know already. */
    public Optional<String> vpcOfGroup(String region, String groupId) {
        Network network = in(region);
        return Optional.ofNullable(network.groups().get(groupId))
                .filter(group -> account.consistency().isUsable(groupArn(region, groupId)))
                .map(SecurityGroup::vpcId);
    }

    String groupArn(String region, String groupId) {
        return account.arn("ec2", region, "security-group/" + groupId);
    }

    /**
     * Makes network interfaces for something that AWS runs in a subnet.
     *
     * @return their private addresses
     */
    public List<String> attach(
            String region, String owner, String description, String subnetId, List<String> groupIds, int count) {
        Network network = in(region);
        Network.Subnet subnet = network.subnet(subnetId).orElseThrow();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = Identifiers.ec2("eni");
            String address = network.nextAddress(subnet);
            network.interfaces()
                    .put(id, new NetworkInterface(id, owner, description, subnet, address, List.copyOf(groupIds)));
            addresses.add(address);
        }
        return addresses;
    }

    /** Changes the groups of an owner's network interfaces. */
    public void regroup(String region, String owner, List<String> groupIds) {
        in(region).interfaces().replaceAll((id, each) -> each.owner().equals(owner) ? each.withGroups(groupIds) : each);
    }

    /** Takes an owner's network interfaces away. */
    public void detach(String region, String owner) {
        in(region).interfaces().values().removeIf(each -> each.owner().equals(owner));
    }
}
