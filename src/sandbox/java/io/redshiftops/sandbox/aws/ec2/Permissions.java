package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Turns the permissions of a request into rules, one for each source. */
final class Permissions {

    private final Networks networks;
    private final Network network;

    Permissions(Networks networks, Network network) {
        this.networks = networks;
        this.network = network;
    }

    /** The rules that permissions stand for. */
    List<Rule> rules(boolean egress, List<IpPermission> permissions) {
        List<Rule> rules = new ArrayList<>();
        permissions.forEach(permission -> rules.addAll(rules(egress, permission)));
        return rules;
    }

    private List<Rule> rules(boolean egress, IpPermission permission) {
        List<Rule> rules = new ArrayList<>();
        permission
                .ipRanges()
                .forEach(range -> rules.add(
                        rule(egress, permission, new Rule.Ipv4(Cidr.ipv4(range.cidrIp())), range.description())));
        permission
                .ipv6Ranges()
                .forEach(range -> rules.add(
                        rule(egress, permission, new Rule.Ipv6(Cidr.ipv6(range.cidrIpv6())), range.description())));
        permission
                .userIdGroupPairs()
                .forEach(
                        pair -> rules.add(rule(egress, permission, new Rule.Group(groupId(pair)), pair.description())));
        permission
                .prefixListIds()
                .forEach(list ->
                        rules.add(rule(egress, permission, prefixList(list.prefixListId()), list.description())));
        if (rules.isEmpty()) {
            throw Ec2Error.missingParameter(
                    "Missing source specification: include source security group or CIDR information");
        }
        return rules;
    }

    private static Rule rule(boolean egress, IpPermission permission, Rule.Peer peer, @Nullable String description) {
        return Rule.of(egress, permission.ipProtocol(), permission.fromPort(), permission.toPort(), peer, description);
    }

    /** The old flat form of a request, which knows one source only. */
    static List<IpPermission> flat(
            @Nullable String cidr,
            @Nullable String protocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String sourceGroupName,
            List<IpPermission> permissions) {
        boolean isFlat = cidr != null || sourceGroupName != null;
        if (!isFlat) {
            return permissions;
        }
        if (!permissions.isEmpty()) {
            throw Ec2Error.invalidCombination(
                    "The parameter 'ipPermissions' may not be used in combination with 'cidrIp'");
        }
        IpPermission.Builder permission =
                IpPermission.builder().ipProtocol(protocol).fromPort(fromPort).toPort(toPort);
        if (cidr != null) {
            permission.ipRanges(IpRange.builder().cidrIp(cidr).build());
        }
        if (sourceGroupName != null) {
            permission.userIdGroupPairs(
                    UserIdGroupPair.builder().groupName(sourceGroupName).build());
        }
        return List.of(permission.build());
    }

    private String groupId(UserIdGroupPair pair) {
        if (pair.userId() != null && !pair.userId().equals(networks.account().id())) {
            throw AwsError.notEmulated("A security group of the other account " + pair.userId());
        }
        if (pair.vpcPeeringConnectionId() != null) {
            throw AwsError.notEmulated("The VPC peering connection " + pair.vpcPeeringConnectionId());
        }
        String wanted = pair.groupId() == null ? pair.groupName() : pair.groupId();
        Optional<SecurityGroup> group = network.groups().values().stream()
                .filter(each -> pair.groupId() == null
                        ? each.name().equals(pair.groupName())
                        : each.id().equals(pair.groupId()))
                .findFirst();
        return group.orElseThrow(() -> Ec2Error.noSuchGroup(wanted)).id();
    }

    Rule.PrefixList prefixList(String id) {
        if (!id.equals(network.s3PrefixListId())) {
            throw Ec2Error.noSuchPrefixList(id);
        }
        return new Rule.PrefixList(id);
    }

    /** The rule that a request spells out with its single source. */
    Rule rule(boolean egress, SecurityGroupRuleRequest request) {
        List<Rule.Peer> peers = new ArrayList<>();
        if (request.cidrIpv4() != null) {
            peers.add(new Rule.Ipv4(Cidr.ipv4(request.cidrIpv4())));
        }
        if (request.cidrIpv6() != null) {
            peers.add(new Rule.Ipv6(Cidr.ipv6(request.cidrIpv6())));
        }
        if (request.referencedGroupId() != null) {
            String id = groupId(UserIdGroupPair.builder()
                    .groupId(request.referencedGroupId())
                    .build());
            peers.add(new Rule.Group(id));
        }
        if (request.prefixListId() != null) {
            peers.add(prefixList(request.prefixListId()));
        }
        if (peers.size() != 1) {
            throw Ec2Error.invalidCombination("A security group rule has exactly one source, not " + peers.size());
        }
        return Rule.of(
                egress,
                request.ipProtocol(),
                request.fromPort(),
                request.toPort(),
                peers.get(0),
                request.description());
    }
}
