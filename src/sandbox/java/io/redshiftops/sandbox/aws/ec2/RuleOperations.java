package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;

/** EC2's operations on the rules of security groups. */
final class RuleOperations {

    /** A rule with its id and the group that it belongs to. */
    record Placed(String id, SecurityGroup group, Rule rule) {}

    private final Networks networks;
    private final SecurityGroupOperations groups;

    RuleOperations(Networks networks, SecurityGroupOperations groups) {
        this.networks = networks;
        this.groups = groups;
    }

    @Emulates({
        "GroupId",
        "GroupName",
        "IpPermissions",
        "CidrIp",
        "FromPort",
        "ToPort",
        "IpProtocol",
        "SourceSecurityGroupName",
        "TagSpecifications"
    })
    public AuthorizeSecurityGroupIngressResponse authorizeSecurityGroupIngress(
            Call call, AuthorizeSecurityGroupIngressRequest request) {
        List<IpPermission> permissions = Permissions.flat(
                request.cidrIp(),
                request.ipProtocol(),
                request.fromPort(),
                request.toPort(),
                request.sourceSecurityGroupName(),
                request.ipPermissions());
        List<Placed> added = authorize(
                call, false, request.groupId(), request.groupName(), permissions, request.tagSpecifications());
        return AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(views(call, added))
                .build();
    }

    @Emulates({"GroupId", "IpPermissions", "TagSpecifications"})
    public AuthorizeSecurityGroupEgressResponse authorizeSecurityGroupEgress(
            Call call, AuthorizeSecurityGroupEgressRequest request) {
        List<Placed> added =
                authorize(call, true, request.groupId(), null, request.ipPermissions(), request.tagSpecifications());
        return AuthorizeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .securityGroupRules(views(call, added))
                .build();
    }

    private List<Placed> authorize(
            Call call,
            boolean egress,
            @Nullable String groupId,
            @Nullable String groupName,
            List<IpPermission> permissions,
            List<TagSpecification> specifications) {
        Network network = networks.in(call.region());
        SecurityGroup group = group(call, network, groupId, groupName);
        Map<String, String> tags = Ec2Tags.of(specifications, "security-group-rule");
        Ec2Access.authorizeTagOnCreate(call, "security-group-rule/*", tags);
        Ec2Error.TAG_RULES.check(tags);
        List<Rule> rules = new Permissions(networks, network).rules(egress, permissions);
        if (rules.isEmpty()) {
            throw Ec2Error.missingParameter("The request must contain the parameter ipPermissions");
        }
        List<Placed> added = new ArrayList<>();
        group.addRules(rules).forEach(id -> added.add(new Placed(id, group, ruleOf(group, id))));
        added.forEach(placed -> network.tags(placed.id()).putAll(tags));
        return added;
    }

    @Emulates({
        "GroupId",
        "GroupName",
        "IpPermissions",
        "CidrIp",
        "FromPort",
        "ToPort",
        "IpProtocol",
        "SourceSecurityGroupName",
        "SecurityGroupRuleIds"
    })
    public RevokeSecurityGroupIngressResponse revokeSecurityGroupIngress(
            Call call, RevokeSecurityGroupIngressRequest request) {
        List<IpPermission> permissions = Permissions.flat(
                request.cidrIp(),
                request.ipProtocol(),
                request.fromPort(),
                request.toPort(),
                request.sourceSecurityGroupName(),
                request.ipPermissions());
        Network network = networks.in(call.region());
        SecurityGroup group = group(call, network, request.groupId(), request.groupName());
        Revocation revocation = Revocation.of(
                network, group, false, request.securityGroupRuleIds(), new Permissions(networks, network), permissions);
        return RevokeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .revokedSecurityGroupRules(revocation.revoked())
                .unknownIpPermissions(revocation.unknown())
                .build();
    }

    @Emulates({"GroupId", "IpPermissions", "CidrIp", "FromPort", "ToPort", "IpProtocol", "SecurityGroupRuleIds"})
    public RevokeSecurityGroupEgressResponse revokeSecurityGroupEgress(
            Call call, RevokeSecurityGroupEgressRequest request) {
        List<IpPermission> permissions = Permissions.flat(
                request.cidrIp(),
                request.ipProtocol(),
                request.fromPort(),
                request.toPort(),
                null,
                request.ipPermissions());
        Network network = networks.in(call.region());
        SecurityGroup group = group(call, network, request.groupId(), null);
        Revocation revocation = Revocation.of(
                network, group, true, request.securityGroupRuleIds(), new Permissions(networks, network), permissions);
        return RevokeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .revokedSecurityGroupRules(revocation.revoked())
                .unknownIpPermissions(revocation.unknown())
                .build();
    }

    @Emulates({"SecurityGroupRuleIds", "Filters", "MaxResults", "NextToken"})
    public DescribeSecurityGroupRulesResponse describeSecurityGroupRules(
            Call call, DescribeSecurityGroupRulesRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeSecurityGroupRules");
        Network network = networks.in(call.region());
        Map<String, Placed> all = new LinkedHashMap<>();
        network.groups()
                .values()
                .forEach(group -> group.rules().forEach((id, rule) -> all.put(id, new Placed(id, group, rule))));
        request.securityGroupRuleIds().stream()
                .filter(id -> !all.containsKey(id))
                .findFirst()
                .ifPresent(id -> {
                    throw Ec2Error.noSuchRule(id);
                });
        List<Placed> chosen = all.values().stream()
                .filter(placed -> request.securityGroupRuleIds().isEmpty()
                        || request.securityGroupRuleIds().contains(placed.id()))
                .toList();
        List<Placed> found =
                Filters.apply(chosen, request.filters(), placed -> network.tags(placed.id()), RuleOperations::values);
        Page<Placed> page = Listing.page(found, Placed::id, request.nextToken(), request.maxResults());
        return DescribeSecurityGroupRulesResponse.builder()
                .securityGroupRules(views(call, page.items()))
                .nextToken(page.next())
                .build();
    }

    private static Optional<Collection<String>> values(Placed placed, String filter) {
        return switch (filter) {
            case "group-id" -> Optional.of(List.of(placed.group().id()));
            case "security-group-rule-id" -> Optional.of(List.of(placed.id()));
            default -> Optional.empty();
        };
    }

    @Emulates({"GroupId", "SecurityGroupRules"})
    public ModifySecurityGroupRulesResponse modifySecurityGroupRules(
            Call call, ModifySecurityGroupRulesRequest request) {
        Network network = networks.in(call.region());
        SecurityGroup group = group(call, network, request.groupId(), null);
        Permissions permissions = new Permissions(networks, network);
        Map<String, Rule> changed = new LinkedHashMap<>(group.rules());
        for (SecurityGroupRuleUpdate update : request.securityGroupRules()) {
            Rule old = ruleOf(group, update.securityGroupRuleId());
            Rule rule = permissions.rule(old.egress(), update.securityGroupRule());
            changed.remove(update.securityGroupRuleId());
            changed.values().stream().filter(rule::sameTraffic).findFirst().ifPresent(same -> {
                throw AwsError.badRequest(
                        "InvalidPermission.Duplicate", "the specified rule \"" + same.text() + "\" already exists");
            });
            changed.put(update.securityGroupRuleId(), rule);
        }
        group.rules().putAll(changed);
        return ModifySecurityGroupRulesResponse.builder().returnValue(true).build();
    }

    @Emulates({"GroupId", "GroupName", "IpPermissions", "SecurityGroupRuleDescriptions"})
    public UpdateSecurityGroupRuleDescriptionsIngressResponse updateSecurityGroupRuleDescriptionsIngress(
            Call call, UpdateSecurityGroupRuleDescriptionsIngressRequest request) {
        Network network = networks.in(call.region());
        SecurityGroup group = group(call, network, request.groupId(), request.groupName());
        describe(network, group, false, request.ipPermissions(), request.securityGroupRuleDescriptions());
        return UpdateSecurityGroupRuleDescriptionsIngressResponse.builder()
                .returnValue(true)
                .build();
    }

    @Emulates({"GroupId", "GroupName", "IpPermissions", "SecurityGroupRuleDescriptions"})
    public UpdateSecurityGroupRuleDescriptionsEgressResponse updateSecurityGroupRuleDescriptionsEgress(
            Call call, UpdateSecurityGroupRuleDescriptionsEgressRequest request) {
        Network network = networks.in(call.region());
        SecurityGroup group = group(call, network, request.groupId(), request.groupName());
        describe(network, group, true, request.ipPermissions(), request.securityGroupRuleDescriptions());
        return UpdateSecurityGroupRuleDescriptionsEgressResponse.builder()
                .returnValue(true)
                .build();
    }

    private void describe(
            Network network,
            SecurityGroup group,
            boolean egress,
            List<IpPermission> permissions,
            List<SecurityGroupRuleDescription> descriptions) {
        for (Rule wanted : new Permissions(networks, network).rules(egress, permissions)) {
            String id = group.find(wanted)
                    .orElseThrow(() -> AwsError.badRequest(
                            "InvalidPermission.NotFound", "The specified rule does not exist in this security group."));
            group.rules().put(id, wanted);
        }
        descriptions.forEach(each -> group.rules()
                .put(
                        each.securityGroupRuleId(),
                        ruleOf(group, each.securityGroupRuleId()).withDescription(each.description())));
    }

    /** Finds the group, and asks whether the caller may do this to it. */
    private SecurityGroup group(Call call, Network network, @Nullable String id, @Nullable String name) {
        SecurityGroup group = groups.find(network, id, name);
        call.concerns(call.arn("security-group/" + group.id()));
        Ec2Access.authorize(call, network, "ec2:" + call.operation(), group);
        if (name != null && !group.name().equals(name)) {
            throw Ec2Error.invalidCombination("The security group " + id + " is not called " + name);
        }
        return group;
    }

    private static Rule ruleOf(SecurityGroup group, String id) {
        return Optional.ofNullable(group.rules().get(id)).orElseThrow(() -> Ec2Error.noSuchRule(id));
    }

    private List<software.amazon.awssdk.services.ec2.model.SecurityGroupRule> views(Call call, List<Placed> placed) {
        Network network = networks.in(call.region());
        return placed.stream()
                .map(each -> Ec2Views.rule(each, network, networks.account()))
                .toList();
    }
}
