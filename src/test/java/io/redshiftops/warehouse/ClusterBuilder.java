package io.redshiftops.warehouse;

import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.Cluster.AttachedRole;
import io.redshiftops.aws.Cluster.Endpoint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clusters that differ in little from one with two nodes of ra3.xlplus. */
final class ClusterBuilder {

    private final String identifier;
    private String status = "available";
    private @Nullable Endpoint endpoint;
    private List<String> groups = List.of();
    private List<AttachedRole> roles = List.of();
    private boolean publiclyAccessible;
    private @Nullable String managedPasswordArn = "arn:secret";
    private Map<String, String> tags = Map.of();

    private ClusterBuilder(String identifier) {
        this.identifier = identifier;
    }

    static ClusterBuilder named(String identifier) {
        return new ClusterBuilder(identifier);
    }

    static ClusterBuilder of(Cluster cluster) {
        ClusterBuilder builder = new ClusterBuilder(cluster.identifier());
        builder.status = cluster.status();
        builder.endpoint = cluster.endpoint();
        builder.groups = cluster.securityGroupIds();
        builder.roles = cluster.roles();
        builder.publiclyAccessible = cluster.publiclyAccessible();
        builder.managedPasswordArn = cluster.managedPasswordArn();
        builder.tags = cluster.tags();
        return builder;
    }

    ClusterBuilder status(String value) {
        status = value;
        return this;
    }

    ClusterBuilder endpoint(@Nullable Endpoint value) {
        endpoint = value;
        return this;
    }

    ClusterBuilder groups(List<String> value) {
        groups = List.copyOf(value);
        return this;
    }

    ClusterBuilder roles(List<AttachedRole> value) {
        roles = List.copyOf(value);
        return this;
    }

    ClusterBuilder publiclyAccessible(boolean value) {
        publiclyAccessible = value;
        return this;
    }

    ClusterBuilder managedPasswordArn(@Nullable String value) {
        managedPasswordArn = value;
        return this;
    }

    ClusterBuilder tags(Map<String, String> value) {
        tags = Map.copyOf(value);
        return this;
    }

    Cluster build() {
        return new Cluster(
                identifier,
                "arn:aws:redshift:eu-central-1:123456789012:cluster:" + identifier,
                "arn:aws:redshift:eu-central-1:123456789012:namespace:" + identifier,
                status,
                status.equals("available") ? "Available" : "Modifying",
                endpoint,
                5439,
                "ra3.xlplus",
                2,
                "dev",
                "awsuser",
                ModelOfAws.VPC,
                groups,
                roles,
                publiclyAccessible,
                "1.0",
                List.of(),
                managedPasswordArn,
                tags);
    }
}
