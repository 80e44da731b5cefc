package io.redshiftops.sandbox.aws.ec2;

import static io.redshiftops.sandbox.aws.EmulatedAccount.allow;
import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Security groups and their rules, through EC2's API. */
class SecurityGroupTest {

    @TempDir
    Path storage;

    private EmulatedAccount account;
    private Ec2Client ec2;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        ec2 = account.client(Ec2Client.builder());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private String group(String name) {
        return ec2.createSecurityGroup(request -> request.groupName(name).description("for tests"))
                .groupId();
    }

    private SecurityGroup read(String groupId) {
        return ec2.describeSecurityGroups(request -> request.groupIds(groupId))
                .securityGroups()
                .get(0);
    }

    private static IpRange range(@Nullable String cidr, @Nullable String description) {
        return IpRange.builder().cidrIp(cidr).description(description).build();
    }

    private static IpPermission tcp(int port, String cidr) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .ipRanges(range(cidr, null))
                .build();
    }

    private static IpPermission tcpFrom(String groupId) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(5439)
                .toPort(5439)
                .userIdGroupPairs(UserIdGroupPair.builder().groupId(groupId).build())
                .build();
    }

    private String letIn(String groupId, IpPermission permission) {
        return ec2.authorizeSecurityGroupIngress(
                        request -> request.groupId(groupId).ipPermissions(permission))
                .securityGroupRules()
                .get(0)
                .securityGroupRuleId();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    @Test
    void aNewGroupLetsNothingInAndAllOut() {
        SecurityGroup group = read(group("web"));

        assertThat(group.groupName()).isEqualTo("web");
        assertThat(group.description()).isEqualTo("for tests");
        assertThat(group.vpcId()).isEqualTo(ec2.describeVpcs().vpcs().get(0).vpcId());
        assertThat(group.ipPermissions()).isEmpty();
        assertThat(group.ipPermissionsEgress()).singleElement().satisfies(permission -> {
            assertThat(permission.ipProtocol()).isEqualTo("-1");
            assertThat(permission.ipRanges())
                    .singleElement()
                    .satisfies(range -> assertThat(range.cidrIp()).isEqualTo("0.0.0.0/0"));
        });
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "web     | d   | InvalidGroup.Duplicate",
                "WEB     | d   | InvalidGroup.Duplicate",
                "default | d   | InvalidGroup.Reserved",
                "sg-web  | d   | InvalidParameterValue",
                "größe   | d   | InvalidParameterValue",
                "other   | ''  | InvalidParameterValue",
                "other   |     | MissingParameter"
            })
    void aGroupThatEc2WouldNotMakeIsRefused(String name, String description, String code) {
        group("web");

        assertThatThrownBy(() -> ec2.createSecurityGroup(
                        request -> request.groupName(name).description(description)))
                .satisfies(code(code));
    }

    @Test
    void aGroupInAVpcThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> ec2.createSecurityGroup(
                        request -> request.groupName("web").description("d").vpcId("vpc-0123")))
                .satisfies(code("InvalidVpcID.NotFound"));
    }

    @Test
    void aRuleIsStoredInItsNormalForm() {
        String group = group("web");

        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("6")
                        .fromPort(5439)
                        .toPort(5440)
                        .ipRanges(range("100.68.0.18/18", "office"))
                        .ipv6Ranges(
                                Ipv6Range.builder().cidrIpv6("2001:DB8::1/32").build())
                        .build()));

        assertThat(ec2.describeSecurityGroupRules(request -> request.filters(filter("group-id", group)))
                        .securityGroupRules())
                .filteredOn(rule -> !rule.isEgress())
                .extracting(
                        SecurityGroupRule::ipProtocol,
                        SecurityGroupRule::fromPort,
                        SecurityGroupRule::toPort,
                        SecurityGroupRule::cidrIpv4,
                        SecurityGroupRule::cidrIpv6,
                        SecurityGroupRule::description)
                .containsExactlyInAnyOrder(
                        tuple("tcp", 5439, 5440, "100.68.0.0/18", null, "office"),
                        tuple("tcp", 5439, 5440, null, "2001:db8::/32", null));
    }

    @Test
    void aRuleThatIsThereAlreadyIsRefusedWithAllOthersOfItsCall() {
        String group = group("web");
        letIn(group, tcp(5439, "0.0.0.0/0"));

        assertThatThrownBy(() -> ec2.authorizeSecurityGroupIngress(
                        request -> request.groupId(group).ipPermissions(tcp(22, "10.0.0.0/8"), tcp(5439, "0.0.0.0/0"))))
                .satisfies(code("InvalidPermission.Duplicate"))
                .hasMessageContaining(
                        "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 5439, to port: 5439, ALLOW\""
                                + " already exists");
        assertThatThrownBy(() -> letIn(
                        group,
                        IpPermission.builder()
                                .ipProtocol("-1")
                                .ipRanges(range("10.0.0.0/8", null), range("10.1.0.0/8", null))
                                .build()))
                .as("the same range twice in one call")
                .satisfies(code("InvalidPermission.Duplicate"))
                .hasMessageContaining("peer: 10.0.0.0/8, ALL, ALLOW");
        assertThat(read(group).ipPermissions())
                .singleElement()
                .satisfies(permission -> assertThat(permission.fromPort()).isEqualTo(5439));
    }

    @Test
    void theFlatFormOfOldClientsWorksWithIdAndName() {
        String group = group("web");

        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                .groupName("web")
                .ipProtocol("TCP")
                .cidrIp("0.0.0.0/0")
                .fromPort(5439)
                .toPort(5439));

        assertThat(read(group).ipPermissions()).singleElement().satisfies(permission -> {
            assertThat(permission.ipProtocol()).isEqualTo("tcp");
            assertThat(permission.fromPort()).isEqualTo(5439);
        });
    }

    @ParameterizedTest(name = "{0} {1}-{2} {3}: {4}")
    @CsvSource(
            nullValues = "none",
            value = {
                "tcp,  none, none,  10.0.0.0/8,  InvalidParameterValue",
                "tcp,  10,   9,     10.0.0.0/8,  InvalidParameterValue",
                "tcp,  1,    65536, 10.0.0.0/8,  InvalidParameterValue",
                "tcpp, 1,    2,     10.0.0.0/8,  InvalidParameterValue",
                "none, 1,    2,     10.0.0.0/8,  MissingParameter",
                "tcp,  1,    2,     10.0.0.0,    InvalidParameterValue",
                "tcp,  1,    2,     none,        MissingParameter"
            })
    void aRuleThatEc2WouldNotTakeIsRefused(String protocol, Integer from, Integer to, String cidr, String code) {
        String group = group("web");

        assertThatThrownBy(() -> ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol(protocol)
                                .fromPort(from)
                                .toPort(to)
                                .ipRanges(range(cidr, null))
                                .build())))
                .satisfies(code(code));
    }

    @Test
    void aGroupTakesSixtyRulesInEachDirection() {
        String group = group("web");
        List<IpPermission> sixty = IntStream.range(0, 60)
                .mapToObj(port -> tcp(1000 + port, "10.0.0.0/8"))
                .toList();
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(sixty));

        assertThatThrownBy(() -> letIn(group, tcp(2000, "10.0.0.0/8")))
                .satisfies(code("RulesPerSecurityGroupLimitExceeded"));
    }

    @Test
    void aRuleIsRevokedByItsContentWhateverItsDescription() {
        String group = group("web");
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                .ipPermissions(tcp(5439, "10.0.0.0/8").toBuilder()
                        .ipRanges(range("10.0.0.0/8", "office"))
                        .build()));

        ec2.revokeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(tcp(5439, "10.0.0.0/8")));

        assertThat(read(group).ipPermissions()).isEmpty();
    }

    @Test
    void inADefaultVpcARuleThatIsNotThereIsToldAndNoError() {
        String group = group("web");

        assertThat(ec2.revokeSecurityGroupIngress(
                                request -> request.groupId(group).ipPermissions(tcp(5439, "10.0.0.0/8")))
                        .unknownIpPermissions())
                .hasSize(1);
    }

    @Test
    void aRuleIsRevokedByItsId() {
        String group = group("web");
        String rule = letIn(group, tcp(5439, "10.0.0.0/8"));
        letIn(group, tcp(22, "10.0.0.0/8"));

        ec2.revokeSecurityGroupIngress(request -> request.groupId(group).securityGroupRuleIds(rule));

        assertThat(read(group).ipPermissions())
                .singleElement()
                .satisfies(permission -> assertThat(permission.fromPort()).isEqualTo(22));
        assertThatThrownBy(() -> ec2.revokeSecurityGroupIngress(
                        request -> request.groupId(group).securityGroupRuleIds(rule)))
                .satisfies(code("InvalidSecurityGroupRuleId.NotFound"));
    }

    @Test
    void aGroupThatAnotherOneRefersToCannotBeDeleted() {
        String clients = group("clients");
        String servers = group("servers");
        String rule = letIn(servers, tcpFrom(clients));

        assertThatThrownBy(() -> ec2.deleteSecurityGroup(request -> request.groupId(clients)))
                .satisfies(code("DependencyViolation"))
                .hasMessageContaining("resource " + clients + " has a dependent object");
        ec2.revokeSecurityGroupIngress(request -> request.groupId(servers).securityGroupRuleIds(rule));
        ec2.deleteSecurityGroup(request -> request.groupId(clients));

        assertThatThrownBy(() -> read(clients))
                .satisfies(code("InvalidGroup.NotFound"))
                .hasMessageContaining("The security group '" + clients + "' does not exist");
    }

    @Test
    void aGroupThatRefersToItselfCanBeDeleted() {
        String group = group("web");
        letIn(group, tcpFrom(group));

        ec2.deleteSecurityGroup(request -> request.groupId(group));

        assertThat(ec2.describeSecurityGroups().securityGroups())
                .extracting(SecurityGroup::groupName)
                .containsExactly("default");
    }

    @Test
    void theDefaultGroupStays() {
        String group = ec2.describeSecurityGroups(request -> request.groupNames("default"))
                .securityGroups()
                .get(0)
                .groupId();

        assertThatThrownBy(() -> ec2.deleteSecurityGroup(request -> request.groupId(group)))
                .satisfies(code("CannotDelete"));
    }

    @Test
    void anIdOfAnotherShapeIsToldFromOneThatIsNotThere() {
        assertThatThrownBy(() -> read("web")).satisfies(code("InvalidGroupId.Malformed"));
        assertThatThrownBy(() -> read("sg-0123")).satisfies(code("InvalidGroup.NotFound"));
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "group-name,                  web,           web",
        "group-name,                  w*,            web",
        "group-name,                  ?pp,           app",
        "tag:team,                    red,           web",
        "tag-key,                     team,          web",
        "ip-permission.from-port,     5439,          web",
        "ip-permission.cidr,          10.0.0.0/8,    web",
        "description,                 for tests,     web;app",
        "group-name,                  W*,            ''",
        "egress.ip-permission.protocol, -1,          web;app;default"
    })
    void groupsAreFoundByFilters(String name, String value, String found) {
        letIn(
                ec2.createSecurityGroup(request -> request.groupName("web")
                                .description("for tests")
                                .tagSpecifications(TagSpecification.builder()
                                        .resourceType(ResourceType.SECURITY_GROUP)
                                        .tags(Tag.builder()
                                                .key("team")
                                                .value("red")
                                                .build())
                                        .build()))
                        .groupId(),
                tcp(5439, "10.0.0.0/8"));
        group("app");

        assertThat(ec2.describeSecurityGroups(request -> request.filters(filter(name, value)))
                        .securityGroups())
                .extracting(SecurityGroup::groupName)
                .containsExactlyInAnyOrder(found.isEmpty() ? new String[0] : found.split(";", -1));
    }

    @Test
    void allFiltersMustMatchAndOneOfTheirValues() {
        group("web");
        group("app");

        assertThat(ec2.describeSecurityGroups(request ->
                                request.filters(filter("group-name", "web", "app"), filter("description", "for*")))
                        .securityGroups())
                .hasSize(2);
        assertThat(ec2.describeSecurityGroups(request ->
                                request.filters(filter("group-name", "web", "app"), filter("description", "default*")))
                        .securityGroups())
                .isEmpty();
    }

    @Test
    void aFilterThatIsNotEmulatedIsRefusedByName() {
        assertThatThrownBy(() ->
                        ec2.describeSecurityGroups(request -> request.filters(filter("ip-permission.group-name", "x"))))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("ip-permission.group-name");
        assertThatThrownBy(() -> ec2.describeNetworkInterfaces(request -> request.filters(filter("no-such", "x"))))
                .as("even where there is nothing to filter")
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("no-such");
    }

    @Test
    void aDryRunIsRefusedByNameAndDoesNothing() {
        assertThatThrownBy(() -> ec2.createSecurityGroup(
                        request -> request.groupName("web").description("d").dryRun(true)))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("The parameter DryRun of ec2:CreateSecurityGroup");
        ec2.createSecurityGroup(
                request -> request.groupName("app").description("d").dryRun(false));

        assertThat(ec2.describeSecurityGroups().securityGroups())
                .extracting(SecurityGroup::groupName)
                .containsExactlyInAnyOrder("default", "app");
    }

    @Test
    void groupsAreReadInPages() {
        IntStream.range(0, 12).forEach(number -> group("group-" + number));

        DescribeSecurityGroupsResponse first = ec2.describeSecurityGroups(request -> request.maxResults(5));

        assertThat(first.securityGroups()).hasSize(5);
        assertThat(first.nextToken()).isNotNull();
        assertThat(ec2.describeSecurityGroupsPaginator(request -> request.maxResults(5))
                        .securityGroups())
                .hasSize(13)
                .doesNotHaveDuplicates();
    }

    @Test
    void eachRegionHasItsOwnNetwork() {
        group("web");
        Ec2Client other = account.client(Ec2Client.builder(), Region.EU_CENTRAL_1);

        assertThat(other.describeSecurityGroups().securityGroups())
                .extracting(SecurityGroup::groupName)
                .containsExactly("default");
        assertThat(other.describeVpcs().vpcs().get(0).vpcId())
                .isNotEqualTo(ec2.describeVpcs().vpcs().get(0).vpcId());
        assertThat(other.describeSubnets().subnets())
                .isNotEmpty()
                .allMatch(subnet -> subnet.availabilityZone().startsWith("eu-central-1"));
    }

    @Test
    void tagsOnANewGroupNeedTheRightToTagForThatAction() {
        AwsCredentials caller = account.roleThatMay("caller", allow("ec2:CreateSecurityGroup", "*") + """
                , {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
                   "Condition": {"StringEquals": {"ec2:CreateAction": "CreateSecurityGroup"}}}
                """);
        Ec2Client theirs = account.client(Ec2Client.builder(), Region.US_EAST_1, caller);
        Tag tag = Tag.builder().key("team").value("red").build();

        String group = theirs.createSecurityGroup(request -> request.groupName("web")
                        .description("d")
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.SECURITY_GROUP)
                                .tags(tag)
                                .build()))
                .groupId();

        assertThat(read(group).tags()).containsExactly(tag);
        assertThatThrownBy(() ->
                        theirs.createTags(request -> request.resources(group).tags(tag)))
                .satisfies(code("UnauthorizedOperation"));
    }

    @Test
    void aChangeMayHangOnTheTagsOfTheGroup() {
        String mine = group("mine");
        String theirs = group("theirs");
        ec2.createTags(request -> request.resources(mine)
                .tags(Tag.builder().key("team").value("red").build()));
        Ec2Client caller = account.client(Ec2Client.builder(), Region.US_EAST_1, account.roleThatMay("caller", """
                {"Effect": "Allow", "Action": "ec2:DeleteSecurityGroup", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:ResourceTag/team": "red"}}}
                """));

        caller.deleteSecurityGroup(request -> request.groupId(mine));

        assertThatThrownBy(() -> caller.deleteSecurityGroup(request -> request.groupId(theirs)))
                .satisfies(code("UnauthorizedOperation"));
    }
}
