package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Identifiers;
import io.redshiftops.sandbox.aws.core.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;

/** EC2's operations on security groups; {@link RuleOperations} has those on their rules. */
final class SecurityGroupOperations {

    private static final int LONGEST_NAME = 255;
    private static final Pattern CHARACTERS = Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*");

    private final Networks networks;

    SecurityGroupOperations(Networks networks) {
        this.networks = networks;
    }

    @Emulates({"GroupName", "Description", "VpcId", "TagSpecifications"})
    public CreateSecurityGroupResponse createSecurityGroup(Call call, CreateSecurityGroupRequest request) {
        Network network = networks.in(call.region());
        String vpcId = request.vpcId() == null ? network.vpcId() : request.vpcId();
        Map<String, String> tags = Ec2Tags.of(request.tagSpecifications(), "security-group");
        authorizeCreation(call, network, vpcId, tags);
        checkName(request.groupName());
        checkText("GroupDescription", request.description());
        Ec2Error.TAG_RULES.check(tags);
        if (!vpcId.equals(network.vpcId())) {
            throw Ec2Error.noSuchVpc(vpcId);
        }
        boolean taken = network.groups().values().stream()
                .anyMatch(group -> group.name().equalsIgnoreCase(request.groupName()));
        if (taken) {
            throw AwsError.badRequest(
                    "InvalidGroup.Duplicate",
                    "The security group '" + request.groupName() + "' already exists for VPC '" + vpcId + "'");
        }
        SecurityGroup group = new SecurityGroup(
                Identifiers.ec2("sg"), request.groupName(), request.description(), vpcId, call.createdBy());
        network.groups().put(group.id(), group);
        network.tags(group.id()).putAll(tags);
        call.concerns(call.arn("security-group/" + group.id()));
        return CreateSecurityGroupResponse.builder()
                .groupId(group.id())
                .securityGroupArn(call.arn("security-group/" + group.id()))
                .tags(Ec2Tags.toList(tags))
                .build();
    }

    private static void authorizeCreation(Call call, Network network, String vpcId, Map<String, String> tags) {
        call.authorize(Access.to("ec2:CreateSecurityGroup")
                .on(call.arn("security-group/*"))
                .with("ec2:Region", call.region())
                .tagging(tags));
        call.authorize(Access.to("ec2:CreateSecurityGroup")
                .on(call.arn("vpc/" + vpcId), network.tags(vpcId))
                .with("ec2:Region", call.region()));
        Ec2Access.authorizeTagOnCreate(call, "security-group/*", tags);
    }

    @Emulates({"GroupIds", "GroupNames", "Filters", "MaxResults", "NextToken"})
    public DescribeSecurityGroupsResponse describeSecurityGroups(Call call, DescribeSecurityGroupsRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeSecurityGroups");
        Network network = networks.in(call.region());
        List<SecurityGroup> chosen = chosen(network, request.groupIds(), request.groupNames());
        List<SecurityGroup> found =
                Filters.apply(chosen, request.filters(), group -> network.tags(group.id()), this::filterValues);
        Page<SecurityGroup> page = Listing.page(found, SecurityGroup::id, request.nextToken(), request.maxResults());
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items().stream()
                        .map(group -> Ec2Views.group(group, network, networks.account()))
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private List<SecurityGroup> chosen(Network network, List<String> ids, List<String> names) {
        if (ids.isEmpty() && names.isEmpty()) {
            return network.groups().values().stream()
                    .filter(group -> isVisible(network, group))
                    .toList();
        }
        List<SecurityGroup> chosen = new ArrayList<>();
        ids.forEach(id -> chosen.add(find(network, id, null)));
        names.forEach(name -> chosen.add(find(network, null, name)));
        return chosen;
    }

    private Optional<Collection<String>> filterValues(SecurityGroup group, String filter) {
        return switch (filter) {
            case "group-id" -> Optional.of(List.of(group.id()));
            case "group-name" -> Optional.of(List.of(group.name()));
            case "description" -> Optional.of(List.of(group.description()));
            case "vpc-id" -> Optional.of(List.of(group.vpcId()));
            case "owner-id" -> Optional.of(List.of(networks.account().id()));
            default -> permissionValues(group, filter);
        };
    }

    /** {@code ip-permission.…} looks at what comes in, {@code egress.ip-permission.…} at what goes out. */
    private static Optional<Collection<String>> permissionValues(SecurityGroup group, String filter) {
        boolean egress = filter.startsWith("egress.");
        String name = egress ? filter.substring("egress.".length()) : filter;
        if (!name.startsWith("ip-permission.")) {
            return Optional.empty();
        }
        Optional<Function<Rule, @Nullable Object>> value = permissionValue(name.substring("ip-permission.".length()));
        return value.map(function -> group.rules().values().stream()
                .filter(rule -> rule.egress() == egress)
                .flatMap(rule -> Optional.ofNullable(function.apply(rule)).stream())
                .map(Object::toString)
                .toList());
    }

    private static Optional<Function<Rule, @Nullable Object>> permissionValue(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "protocol" -> Rule::protocol;
                    case "from-port" -> Rule::fromPort;
                    case "to-port" -> Rule::toPort;
                    case "cidr" -> rule -> rule.peer() instanceof Rule.Ipv4 range ? range.cidr() : null;
                    case "ipv6-cidr" -> rule -> rule.peer() instanceof Rule.Ipv6 range ? range.cidr() : null;
                    case "group-id" -> rule -> rule.peer() instanceof Rule.Group peer ? peer.groupId() : null;
                    case "prefix-list-id" ->
                        rule -> rule.peer() instanceof Rule.PrefixList list ? list.prefixListId() : null;
                    default -> null;
                });
    }

    @Emulates({"GroupId", "GroupName"})
    public DeleteSecurityGroupResponse deleteSecurityGroup(Call call, DeleteSecurityGroupRequest request) {
        Network network = networks.in(call.region());
        SecurityGroup group = find(network, request.groupId(), request.groupName());
        call.concerns(call.arn("security-group/" + group.id()));
        Ec2Access.authorize(call, network, "ec2:DeleteSecurityGroup", group);
        if (group.name().equals(SecurityGroup.DEFAULT_NAME)) {
            throw AwsError.badRequest(
                    "CannotDelete",
                    "the specified group: \"" + group.id() + "\" name: \"" + group.name()
                            + "\" cannot be deleted by a user");
        }
        boolean inUse = network.interfaces().values().stream()
                        .anyMatch(each -> each.groupIds().contains(group.id()))
                || network.groups().values().stream().anyMatch(other -> other != group && other.refersTo(group.id()));
        if (inUse) {
            throw AwsError.badRequest("DependencyViolation", "resource " + group.id() + " has a dependent object");
        }
        network.groups().remove(group.id());
        network.forgetTags(group.id());
        group.rules().keySet().forEach(network::forgetTags);
        return DeleteSecurityGroupResponse.builder()
                .returnValue(true)
                .groupId(group.id())
                .build();
    }

    private boolean isVisible(Network network, SecurityGroup group) {
        return networks.account().consistency().isVisible(networks.groupArn(network.region(), group.id()));
    }

    /** A group by its id, or by its name in the default VPC. */
    SecurityGroup find(Network network, @Nullable String id, @Nullable String name) {
        if (id == null && name == null) {
            throw Ec2Error.missingParameter("The request must contain the parameter groupName or groupId");
        }
        if (id != null && !id.startsWith("sg-")) {
            throw Ec2Error.malformedGroupId(id);
        }
        return network.groups().values().stream()
                .filter(group ->
                        id == null ? group.name().equals(name) : group.id().equals(id))
                .filter(group -> isVisible(network, group))
                .findFirst()
                .orElseThrow(() -> Ec2Error.noSuchGroup(id == null ? String.valueOf(name) : id));
    }

    private static void checkName(String name) {
        checkText("GroupName", name);
        if (name.startsWith("sg-")) {
            throw Ec2Error.invalidParameter("Group names may not be in the format sg-*.");
        }
        if (name.equals(SecurityGroup.DEFAULT_NAME)) {
            throw AwsError.badRequest("InvalidGroup.Reserved", "The security group '" + name + "' is reserved");
        }
    }

    private static void checkText(String parameter, @Nullable String text) {
        if (text == null) {
            throw Ec2Error.missingParameter("The request must contain the parameter " + parameter);
        }
        if (text.isEmpty()
                || text.length() > LONGEST_NAME
                || !CHARACTERS.matcher(text).matches()) {
            throw Ec2Error.invalidParameter("Value (" + text + ") for parameter " + parameter
                    + " is invalid. Character sets beyond ASCII are not supported.");
        }
    }
}
