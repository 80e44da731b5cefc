package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.Account;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Security groups and rules as EC2 describes them. */
final class Ec2Views {

    /** What EC2 puts for ports where there are none. */
    private static final int NO_PORT = -1;

    private record Traffic(
            String protocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort) {}

    private Ec2Views() {}

    static software.amazon.awssdk.services.ec2.model.SecurityGroup group(
            SecurityGroup group, Network network, Account account) {
        return software.amazon.awssdk.services.ec2.model.SecurityGroup.builder()
                .groupId(group.id())
                .groupName(group.name())
                .description(group.description())
                .vpcId(group.vpcId())
                .ownerId(account.id())
                .securityGroupArn(account.arn("ec2", network.region(), "security-group/" + group.id()))
                .ipPermissions(owned(group, false, account))
                .ipPermissionsEgress(owned(group, true, account))
                .tags(Ec2Tags.toList(network.tags(group.id())))
                .build();
    }

    private static List<IpPermission> owned(SecurityGroup group, boolean egress, Account account) {
        List<Rule> rules = group.rules().values().stream()
                .filter(rule -> rule.egress() == egress)
                .toList();
        return permissions(rules).stream()
                .map(permission -> permission.toBuilder()
                        .userIdGroupPairs(permission.userIdGroupPairs().stream()
                                .map(pair ->
                                        pair.toBuilder().userId(account.id()).build())
                                .toList())
                        .build())
                .toList();
    }

    /** Rules for the same ports share a permission, which lists their sources. */
    static List<IpPermission> permissions(Collection<Rule> rules) {
        Map<Traffic, List<Rule>> byTraffic = new LinkedHashMap<>();
        rules.forEach(rule -> byTraffic
                .computeIfAbsent(
                        new Traffic(rule.protocol(), rule.fromPort(), rule.toPort()), traffic -> new ArrayList<>())
                .add(rule));
        List<IpPermission> permissions = new ArrayList<>();
        byTraffic.forEach((traffic, same) -> permissions.add(permission(traffic, same)));
        return permissions;
    }

    private static IpPermission permission(Traffic traffic, List<Rule> rules) {
        List<IpRange> ranges = new ArrayList<>();
        List<Ipv6Range> ipv6Ranges = new ArrayList<>();
        List<UserIdGroupPair> groups = new ArrayList<>();
        List<PrefixListId> lists = new ArrayList<>();
        for (Rule rule : rules) {
            String text = rule.description();
            if (rule.peer() instanceof Rule.Ipv4 range) {
                ranges.add(
                        IpRange.builder().cidrIp(range.cidr()).description(text).build());
            } else if (rule.peer() instanceof Rule.Ipv6 range) {
                ipv6Ranges.add(Ipv6Range.builder()
                        .cidrIpv6(range.cidr())
                        .description(text)
                        .build());
            } else if (rule.peer() instanceof Rule.Group peer) {
                groups.add(UserIdGroupPair.builder()
                        .groupId(peer.groupId())
                        .description(text)
                        .build());
            } else if (rule.peer() instanceof Rule.PrefixList list) {
                lists.add(PrefixListId.builder()
                        .prefixListId(list.prefixListId())
                        .description(text)
                        .build());
            }
        }
        return IpPermission.builder()
                .ipProtocol(traffic.protocol())
                .fromPort(traffic.fromPort())
                .toPort(traffic.toPort())
                .ipRanges(ranges)
                .ipv6Ranges(ipv6Ranges)
                .userIdGroupPairs(groups)
                .prefixListIds(lists)
                .build();
    }

    static SecurityGroupRule rule(RuleOperations.Placed placed, Network network, Account account) {
        Rule rule = placed.rule();
        SecurityGroupRule.Builder view = SecurityGroupRule.builder()
                .securityGroupRuleId(placed.id())
                .securityGroupRuleArn(account.arn("ec2", network.region(), "security-group-rule/" + placed.id()))
                .groupId(placed.group().id())
                .groupOwnerId(account.id())
                .isEgress(rule.egress())
                .ipProtocol(rule.protocol())
                .fromPort(rule.fromPort() == null ? NO_PORT : rule.fromPort())
                .toPort(rule.toPort() == null ? NO_PORT : rule.toPort())
                .description(rule.description())
                .tags(Ec2Tags.toList(network.tags(placed.id())));
        if (rule.peer() instanceof Rule.Ipv4 range) {
            view.cidrIpv4(range.cidr());
        } else if (rule.peer() instanceof Rule.Ipv6 range) {
            view.cidrIpv6(range.cidr());
        } else if (rule.peer() instanceof Rule.Group peer) {
            view.referencedGroupInfo(info -> info.groupId(peer.groupId()).userId(account.id()));
        } else if (rule.peer() instanceof Rule.PrefixList list) {
            view.prefixListId(list.prefixListId());
        }
        return view.build();
    }

    static RevokedSecurityGroupRule revoked(String id, SecurityGroup group, Rule rule) {
        return RevokedSecurityGroupRule.builder()
                .securityGroupRuleId(id)
                .groupId(group.id())
                .isEgress(rule.egress())
                .ipProtocol(rule.protocol())
                .fromPort(rule.fromPort() == null ? NO_PORT : rule.fromPort())
                .toPort(rule.toPort() == null ? NO_PORT : rule.toPort())
                .cidrIpv4(rule.peer() instanceof Rule.Ipv4 range ? range.cidr() : null)
                .cidrIpv6(rule.peer() instanceof Rule.Ipv6 range ? range.cidr() : null)
                .referencedGroupId(rule.peer() instanceof Rule.Group peer ? peer.groupId() : null)
                .prefixListId(rule.peer() instanceof Rule.PrefixList list ? list.prefixListId() : null)
                .description(rule.description())
                .build();
    }
}
