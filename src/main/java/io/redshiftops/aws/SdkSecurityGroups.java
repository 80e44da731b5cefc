package io.redshiftops.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** {@link SecurityGroups} by the SDK. */
final class SdkSecurityGroups implements SecurityGroups {

    private final Ec2Client ec2;

    SdkSecurityGroups(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public Optional<String> defaultVpc() {
        return AwsCalls.call(
                "ec2:DescribeVpcs",
                () -> ec2.describeVpcs(request -> request.filters(filter("is-default", "true"))).vpcs().stream()
                        .map(vpc -> vpc.vpcId())
                        .findFirst());
    }

    @Override
    public List<SecurityGroup> tagged(String key, String value) {
        return describe(filter("tag:" + key, value));
    }

    @Override
    public Optional<SecurityGroup> find(String vpcId, String name) {
        return describe(filter("vpc-id", vpcId), filter("group-name", name)).stream()
                .findFirst();
    }

    private List<SecurityGroup> describe(Filter... filters) {
        return AwsCalls.call(
                "ec2:DescribeSecurityGroups",
                () -> ec2.describeSecurityGroupsPaginator(request -> request.filters(filters)).securityGroups().stream()
                        .map(group -> new SecurityGroup(
                                group.groupId(),
                                group.groupName(),
                                group.vpcId(),
                                rules(group.groupId()),
                                group.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value))))
                        .toList());
    }

    private Map<String, Rule> rules(String groupId) {
        return AwsCalls.call("ec2:DescribeSecurityGroupRules", () -> {
            Map<String, Rule> rules = new TreeMap<>();
            ec2.describeSecurityGroupRulesPaginator(request -> request.filters(filter("group-id", groupId)))
                    .securityGroupRules()
                    .forEach(rule -> {
                        if (!Boolean.TRUE.equals(rule.isEgress())) {
                            rules.put(rule.securityGroupRuleId(), toRule(rule));
                        }
                    });
            return rules;
        });
    }

    /** Rules of another protocol keep their ports but get a source that no wanted rule has, so that they are removed. */
    private static Rule toRule(SecurityGroupRule rule) {
        String source = firstOf(
                rule.cidrIpv4(),
                rule.cidrIpv6(),
                rule.referencedGroupInfo() == null
                        ? null
                        : rule.referencedGroupInfo().groupId(),
                rule.prefixListId());
        String protocol = String.valueOf(rule.ipProtocol());
        return new Rule(
                rule.fromPort() == null ? -1 : rule.fromPort(),
                rule.toPort() == null ? -1 : rule.toPort(),
                protocol.equals("tcp") ? source : protocol + " " + source,
                rule.description());
    }

    private static String firstOf(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return "unknown source";
    }

    @Override
    public String create(String vpcId, String name, String description, Map<String, String> tags) {
        return AwsCalls.call(
                "ec2:CreateSecurityGroup",
                () -> ec2.createSecurityGroup(request -> request.vpcId(vpcId)
                                .groupName(name)
                                .description(description)
                                .tagSpecifications(TagSpecification.builder()
                                        .resourceType(ResourceType.SECURITY_GROUP)
                                        .tags(toTags(tags))
                                        .build()))
                        .groupId());
    }

    @Override
    public void authorize(String groupId, Collection<Rule> rules) {
        AwsCalls.run(
                "ec2:AuthorizeSecurityGroupIngress",
                () -> ec2.authorizeSecurityGroupIngress(request -> request.groupId(groupId)
                        .ipPermissions(rules.stream()
                                .map(SdkSecurityGroups::toPermission)
                                .toList())));
    }

    private static IpPermission toPermission(Rule rule) {
        IpPermission.Builder permission = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(rule.fromPort())
                .toPort(rule.toPort());
        String source = rule.source();
        String description = rule.description();
        if (source.startsWith("sg-")) {
            permission.userIdGroupPairs(UserIdGroupPair.builder()
                    .groupId(source)
                    .description(description)
                    .build());
        } else if (source.startsWith("pl-")) {
            permission.prefixListIds(PrefixListId.builder()
                    .prefixListId(source)
                    .description(description)
                    .build());
        } else if (source.contains(":")) {
            permission.ipv6Ranges(Ipv6Range.builder()
                    .cidrIpv6(source)
                    .description(description)
                    .build());
        } else {
            permission.ipRanges(
                    IpRange.builder().cidrIp(source).description(description).build());
        }
        return permission.build();
    }

    @Override
    public void revoke(String groupId, Collection<String> ruleIds) {
        AwsCalls.delete(
                "ec2:RevokeSecurityGroupIngress",
                () -> ec2.revokeSecurityGroupIngress(
                        request -> request.groupId(groupId).securityGroupRuleIds(ruleIds)));
    }

    @Override
    public void tag(String groupId, Map<String, String> tags) {
        AwsCalls.run(
                "ec2:CreateTags",
                () -> ec2.createTags(request -> request.resources(groupId).tags(toTags(tags))));
    }

    @Override
    public void untag(String groupId, List<String> keys) {
        AwsCalls.run(
                "ec2:DeleteTags",
                () -> ec2.deleteTags(request -> request.resources(groupId)
                        .tags(keys.stream()
                                .map(key -> Tag.builder().key(key).build())
                                .toList())));
    }

    @Override
    public void delete(String groupId) {
        AwsCalls.delete("ec2:DeleteSecurityGroup", () -> ec2.deleteSecurityGroup(request -> request.groupId(groupId)));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static List<Tag> toTags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
