package io.redshiftops.sandbox.aws.redshift;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.OrderableClusterOption;
import software.amazon.awssdk.services.redshift.model.Tag;
import software.amazon.awssdk.services.redshift.model.TaggedResource;

/** Tags, and what clusters are made of: subnet groups, parameters, node types. */
class TagsAndGroupsTest {

    private static final String ARN = "arn:aws:redshift:us-east-1:" + EmulatedAccount.ID + ":";

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private RedshiftClient redshift;

    @BeforeEach
    void givenACluster() {
        account = new EmulatedAccount(storage);
        redshift = account.client(RedshiftClient.builder());
        create(redshift, "sales", tag("owner", "operator"));
        account.pass(RedshiftSettings.DEFAULT.creating());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private static void create(RedshiftClient client, String identifier, Tag... tags) {
        client.createCluster(request -> request.clusterIdentifier(identifier)
                .nodeType("ra3.large")
                .masterUsername("awsuser")
                .masterUserPassword("Passw0rd1")
                .tags(tags));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private List<Tag> tags() {
        return redshift.describeClusters(request -> request.clusterIdentifier("sales"))
                .clusters()
                .get(0)
                .tags();
    }

    @Test
    void tagsAreAddedReplacedAndRemoved() {
        redshift.createTags(
                request -> request.resourceName(ARN + "cluster:sales").tags(tag("owner", "me"), tag("team", "bi")));
        redshift.deleteTags(
                request -> request.resourceName(ARN + "cluster:sales").tagKeys("team", "absent"));

        assertThat(tags()).containsExactly(tag("owner", "me"));
    }

    @Test
    void tagsHaveBounds() {
        Tag[] many = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toArray(Tag[]::new);

        assertThatThrownBy(() -> redshift.createTags(
                        request -> request.resourceName(ARN + "cluster:sales").tags(many)))
                .satisfies(code("TagLimitExceededFault"));
        assertThatThrownBy(() -> redshift.createTags(
                        request -> request.resourceName(ARN + "cluster:sales").tags(tag("aws:x", "v"))))
                .satisfies(code("InvalidTagFault"));
        assertThatThrownBy(() -> redshift.createTags(
                        request -> request.resourceName(ARN + "cluster:sales").tags(tag("k", "v".repeat(257)))))
                .satisfies(code("InvalidTagFault"));
        assertThatThrownBy(() -> redshift.createTags(
                        request -> request.resourceName(ARN + "cluster:absent").tags(tag("k", "v"))))
                .satisfies(code("ResourceNotFoundFault"));
        assertThat(tags()).containsExactly(tag("owner", "operator"));
    }

    @Test
    void tagsAreFoundByResourceKeyAndType() {
        redshift.createClusterSnapshot(request ->
                request.clusterIdentifier("sales").snapshotIdentifier("s").tags(tag("team", "bi")));

        assertThat(redshift.describeTags(request -> request.tagKeys("team")).taggedResources())
                .extracting(TaggedResource::resourceName)
                .containsExactly(ARN + "snapshot:sales/s");
        assertThat(redshift.describeTags(request -> request.resourceType("cluster"))
                        .taggedResources())
                .extracting(TaggedResource::tag)
                .containsExactly(tag("owner", "operator"));
        assertThat(redshift.describeTags(request -> request.resourceName(ARN + "cluster:sales"))
                        .taggedResources())
                .hasSize(1);
        assertThatThrownBy(() -> redshift.describeTags(request -> request.resourceName(ARN + "cluster:absent")))
                .satisfies(code("ResourceNotFoundFault"));
    }

    @Test
    void aPolicyCanBindChangesToATag() {
        create(redshift, "other");
        account.pass(RedshiftSettings.DEFAULT.creating());
        String statement = """
                {"Effect": "Allow", "Action": "redshift:*", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:ResourceTag/owner": "operator"}}}
                """;
        AwsCredentials credentials = account.roleThatMay("operator", statement);
        RedshiftClient operator = account.client(RedshiftClient.builder(), Region.US_EAST_1, credentials);

        assertThatThrownBy(() -> operator.deleteCluster(
                        request -> request.clusterIdentifier("other").skipFinalClusterSnapshot(true)))
                .satisfies(code("AccessDenied"))
                .hasMessageContaining("redshift:DeleteCluster on resource: " + ARN + "cluster:other");
        operator.deleteCluster(request -> request.clusterIdentifier("sales").skipFinalClusterSnapshot(true));
    }

    @Test
    void aPolicyCanDemandATagAtCreation() {
        String statement = """
                {"Effect": "Allow", "Action": ["redshift:CreateCluster", "redshift:CreateTags"], "Resource": "*",
                 "Condition": {"StringEquals": {"aws:RequestTag/owner": "operator"}}}
                """;
        AwsCredentials credentials = account.roleThatMay("operator", statement);
        RedshiftClient operator = account.client(RedshiftClient.builder(), Region.US_EAST_1, credentials);

        assertThatThrownBy(() -> create(operator, "untagged")).satisfies(code("AccessDenied"));
        assertThatThrownBy(() -> create(operator, "foreign", tag("owner", "me")))
                .satisfies(code("AccessDenied"));
        create(operator, "mine", tag("owner", "operator"));
    }

    @Test
    void aSubnetGroupSaysWhereAClusterIs() {
        Ec2Client ec2 = account.client(Ec2Client.builder());
        Subnet last = ec2.describeSubnets()
                .subnets()
                .get(ec2.describeSubnets().subnets().size() - 1);
        redshift.createClusterSubnetGroup(request ->
                request.clusterSubnetGroupName("Mine").description("one subnet").subnetIds(last.subnetId()));

        redshift.createCluster(request -> request.clusterIdentifier("placed")
                .nodeType("ra3.large")
                .masterUsername("awsuser")
                .masterUserPassword("Passw0rd1")
                .clusterSubnetGroupName("mine"));

        var cluster = redshift.describeClusters(request -> request.clusterIdentifier("placed"))
                .clusters()
                .get(0);
        assertThat(cluster.availabilityZone()).isEqualTo(last.availabilityZone());
        assertThat(cluster.clusterSubnetGroupName()).isEqualTo("mine");
        assertThatThrownBy(() -> redshift.deleteClusterSubnetGroup(request -> request.clusterSubnetGroupName("mine")))
                .satisfies(code("InvalidClusterSubnetGroupStateFault"));
    }

    @Test
    void aSubnetGroupHasItsOwnNameAndSubnetsThatExist() {
        String subnet = account.client(Ec2Client.builder())
                .describeSubnets()
                .subnets()
                .get(0)
                .subnetId();
        redshift.createClusterSubnetGroup(request ->
                request.clusterSubnetGroupName("mine").description("d").subnetIds(subnet));

        assertThatThrownBy(() -> redshift.createClusterSubnetGroup(request ->
                        request.clusterSubnetGroupName("MINE").description("d").subnetIds(subnet)))
                .satisfies(code("ClusterSubnetGroupAlreadyExists"));
        assertThatThrownBy(() -> redshift.createClusterSubnetGroup(request -> request.clusterSubnetGroupName("default")
                        .description("d")
                        .subnetIds(subnet)))
                .satisfies(code("InvalidParameterValue"));
        assertThatThrownBy(() -> redshift.createClusterSubnetGroup(request ->
                        request.clusterSubnetGroupName("other").description("d").subnetIds("subnet-0")))
                .satisfies(code("InvalidSubnet"));
        redshift.deleteClusterSubnetGroup(request -> request.clusterSubnetGroupName("mine"));
        assertThatThrownBy(
                        () -> redshift.describeClusterSubnetGroups(request -> request.clusterSubnetGroupName("mine")))
                .satisfies(code("ClusterSubnetGroupNotFoundFault"));
    }

    @Test
    void nobodyHasChangedTheDefaultParameters() {
        assertThat(redshift.describeClusterParameters(request -> request.parameterGroupName("default.redshift-1.0"))
                        .parameters())
                .anySatisfy(parameter -> {
                    assertThat(parameter.parameterName()).isEqualTo("search_path");
                    assertThat(parameter.parameterValue()).isEqualTo("$user, public");
                });
        assertThat(redshift.describeClusterParameters(request -> request.parameterGroupName("default.redshift-1.0")
                                .source("user"))
                        .parameters())
                .isEmpty();
        assertThatThrownBy(() -> redshift.describeClusterParameters(request -> request.parameterGroupName("mine")))
                .satisfies(code("ClusterParameterGroupNotFound"));
    }

    @Test
    void everyOrderableNodeTypeCanBeOrdered() {
        List<OrderableClusterOption> options =
                redshift.describeOrderableClusterOptions().orderableClusterOptions();

        assertThat(options).hasSizeGreaterThan(5).allSatisfy(option -> {
            String identifier = "of-" + option.nodeType().replace('.', '-');
            redshift.createCluster(request -> request.clusterIdentifier(identifier)
                    .nodeType(option.nodeType())
                    .clusterType(option.clusterType())
                    .numberOfNodes(option.clusterType().equals("multi-node") ? 2 : null)
                    .masterUsername("awsuser")
                    .masterUserPassword("Passw0rd1"));
        });
    }

    @Test
    void loggingIsOff() {
        assertThat(redshift.describeLoggingStatus(request -> request.clusterIdentifier("sales"))
                        .loggingEnabled())
                .isFalse();
        assertThatThrownBy(() -> redshift.enableLogging(
                        request -> request.clusterIdentifier("sales").bucketName("b")))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("redshift:EnableLogging");
    }

    @Test
    void regionsHaveTheirOwnClusters() {
        RedshiftClient west = account.client(RedshiftClient.builder(), Region.US_WEST_2);

        assertThat(west.describeClusters().clusters()).isEmpty();
        create(west, "sales");

        assertThat(redshift.describeClusters().clusters()).hasSize(1);
        assertThat(west.describeClusters().clusters().get(0).clusterNamespaceArn())
                .contains(":us-west-2:");
    }
}
