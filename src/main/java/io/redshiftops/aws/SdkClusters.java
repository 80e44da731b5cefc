package io.redshiftops.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.ClusterIamRole;
import software.amazon.awssdk.services.redshift.model.CreateClusterRequest;
import software.amazon.awssdk.services.redshift.model.ModifyClusterRequest;
import software.amazon.awssdk.services.redshift.model.PendingModifiedValues;
import software.amazon.awssdk.services.redshift.model.Tag;
import software.amazon.awssdk.services.redshift.model.VpcSecurityGroupMembership;

/** {@link Clusters} by the SDK. */
final class SdkClusters implements Clusters {

    private static final int PAGE = 100;

    private final RedshiftClient redshift;
    private final Aws.Account account;
    private final String region;

    SdkClusters(RedshiftClient redshift, Aws.Account account, String region) {
        this.redshift = redshift;
        this.account = account;
        this.region = region;
    }

    @Override
    public List<Cluster> list() {
        return AwsCalls.call(
                "redshift:DescribeClusters",
                () -> redshift.describeClustersPaginator(request -> request.maxRecords(PAGE)).clusters().stream()
                        .map(this::toCluster)
                        .toList());
    }

    @Override
    public void create(NewCluster cluster) {
        CreateClusterRequest.Builder request = CreateClusterRequest.builder()
                .clusterIdentifier(cluster.identifier())
                .nodeType(cluster.nodeType())
                .dbName(cluster.database())
                .port(cluster.port())
                .masterUsername(cluster.adminUsername())
                .vpcSecurityGroupIds(cluster.securityGroupIds())
                .iamRoles(cluster.roleArns())
                .clusterSubnetGroupName(cluster.subnetGroup())
                .publiclyAccessible(cluster.publiclyAccessible())
                .encrypted(true)
                .tags(toTags(cluster.tags()));
        if (cluster.numberOfNodes() == 1) {
            request.clusterType("single-node");
        } else {
            request.clusterType("multi-node").numberOfNodes(cluster.numberOfNodes());
        }
        Password password = cluster.adminPassword();
        if (password == null) {
            request.manageMasterPassword(true);
        } else {
            request.masterUserPassword(password.value());
        }
        AwsCalls.run("redshift:CreateCluster", () -> redshift.createCluster(request.build()));
    }

    @Override
    public void modify(String identifier, Change change) {
        ModifyClusterRequest.Builder request = ModifyClusterRequest.builder().clusterIdentifier(identifier);
        if (change instanceof Change.SetPassword set) {
            request.manageMasterPassword(false)
                    .masterUserPassword(set.password().value());
        } else if (change instanceof Change.ManagePassword) {
            request.manageMasterPassword(true);
        } else if (change instanceof Change.SetSecurityGroups set) {
            request.vpcSecurityGroupIds(set.ids());
        } else if (change instanceof Change.SetPubliclyAccessible set) {
            request.publiclyAccessible(set.value());
        }
        AwsCalls.run("redshift:ModifyCluster", () -> redshift.modifyCluster(request.build()));
    }

    @Override
    public void modifyRoles(String identifier, List<String> add, List<String> remove) {
        AwsCalls.run(
                "redshift:ModifyClusterIamRoles",
                () -> redshift.modifyClusterIamRoles(request ->
                        request.clusterIdentifier(identifier).addIamRoles(add).removeIamRoles(remove)));
    }

    @Override
    public void tag(String arn, Map<String, String> tags) {
        AwsCalls.run(
                "redshift:CreateTags",
                () -> redshift.createTags(request -> request.resourceName(arn).tags(toTags(tags))));
    }

    @Override
    public void untag(String arn, List<String> keys) {
        AwsCalls.run(
                "redshift:DeleteTags",
                () -> redshift.deleteTags(request -> request.resourceName(arn).tagKeys(keys)));
    }

    @Override
    public void delete(String identifier, @Nullable FinalSnapshot snapshot) {
        AwsCalls.delete(
                "redshift:DeleteCluster",
                () -> redshift.deleteCluster(request -> {
                    request.clusterIdentifier(identifier).skipFinalClusterSnapshot(snapshot == null);
                    if (snapshot != null) {
                        request.finalClusterSnapshotIdentifier(snapshot.identifier())
                                .finalClusterSnapshotRetentionPeriod(snapshot.retentionDays());
                    }
                }));
    }

    @Override
    public Optional<Snapshot> snapshot(String snapshotIdentifier) {
        return AwsCalls.find(
                        "redshift:DescribeClusterSnapshots",
                        () -> redshift.describeClusterSnapshots(
                                        request -> request.snapshotIdentifier(snapshotIdentifier))
                                .snapshots())
                .flatMap(snapshots -> snapshots.stream().findFirst())
                .map(snapshot -> new Snapshot(
                        snapshot.snapshotIdentifier(),
                        "arn:%s:redshift:%s:%s:snapshot:%s/%s"
                                .formatted(
                                        account.partition(),
                                        region,
                                        account.id(),
                                        snapshot.clusterIdentifier(),
                                        snapshot.snapshotIdentifier()),
                        orEmpty(snapshot.status()),
                        snapshot.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value))));
    }

    @Override
    public Optional<String> vpcOfSubnetGroup(String name) {
        return AwsCalls.find(
                        "redshift:DescribeClusterSubnetGroups",
                        () -> redshift.describeClusterSubnetGroups(request -> request.clusterSubnetGroupName(name))
                                .clusterSubnetGroups())
                .flatMap(groups -> groups.stream().findFirst())
                .map(group -> group.vpcId());
    }

    private Cluster toCluster(software.amazon.awssdk.services.redshift.model.Cluster cluster) {
        var endpoint = cluster.endpoint();
        boolean reachable = endpoint != null && endpoint.address() != null && endpoint.port() != null;
        String identifier = cluster.clusterIdentifier();
        return new Cluster(
                identifier,
                "arn:%s:redshift:%s:%s:cluster:%s".formatted(account.partition(), region, account.id(), identifier),
                orEmpty(cluster.clusterNamespaceArn()),
                orEmpty(cluster.clusterStatus()),
                orEmpty(cluster.clusterAvailabilityStatus()),
                reachable ? new Cluster.Endpoint(endpoint.address(), endpoint.port()) : null,
                endpoint == null || endpoint.port() == null ? 0 : endpoint.port(),
                orEmpty(cluster.nodeType()),
                cluster.numberOfNodes() == null ? 0 : cluster.numberOfNodes(),
                orEmpty(cluster.dbName()),
                orEmpty(cluster.masterUsername()),
                orEmpty(cluster.vpcId()),
                cluster.vpcSecurityGroups().stream()
                        .filter(group -> !"removing".equals(group.status()))
                        .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                        .toList(),
                cluster.iamRoles().stream().map(SdkClusters::toRole).toList(),
                Boolean.TRUE.equals(cluster.publiclyAccessible()),
                engineVersion(cluster),
                pending(cluster.pendingModifiedValues()),
                cluster.masterPasswordSecretArn(),
                cluster.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value)));
    }

    private static String engineVersion(software.amazon.awssdk.services.redshift.model.Cluster cluster) {
        String version = orEmpty(cluster.clusterVersion());
        String revision = orEmpty(cluster.clusterRevisionNumber());
        return revision.isEmpty() ? version : version + "." + revision;
    }

    private static Cluster.AttachedRole toRole(ClusterIamRole role) {
        return new Cluster.AttachedRole(role.iamRoleArn(), orEmpty(role.applyStatus()));
    }

    private static List<String> pending(@Nullable PendingModifiedValues values) {
        List<String> names = new ArrayList<>();
        if (values != null) {
            values.sdkFields().forEach(field -> {
                if (field.getValueOrDefault(values) != null) {
                    names.add(field.memberName());
                }
            });
        }
        return List.copyOf(names);
    }

    private static List<Tag> toTags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
