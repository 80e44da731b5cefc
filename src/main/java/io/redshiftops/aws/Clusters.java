package io.redshiftops.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Redshift clusters of one account and region. */
public interface Clusters {

    /** All clusters, a hundred a call. */
    List<Cluster> list();

    /** Starts to create a cluster. */
    void create(NewCluster cluster);

    /** Changes one aspect of a cluster; AWS allows a single change at a time. */
    void modify(String identifier, Change change);

    /** Attaches and detaches roles. */
    void modifyRoles(String identifier, List<String> add, List<String> remove);

    /** Adds or overwrites tags. */
    void tag(String arn, Map<String, String> tags);

    /** Removes tags. */
    void untag(String arn, List<String> keys);

    /**
     * Starts to delete a cluster.
     *
     * @param snapshot the final snapshot to take first; null for none
     */
    void delete(String identifier, @Nullable FinalSnapshot snapshot);

    /** A manual snapshot; empty if there is none of that identifier. */
    Optional<Snapshot> snapshot(String snapshotIdentifier);

    /** The VPC of a cluster subnet group; empty if there is no such group. */
    Optional<String> vpcOfSubnetGroup(String name);

    /**
     * A cluster to create.
     *
     * @param subnetGroup null for AWS's default
     * @param adminPassword null when AWS shall keep it
     */
    record NewCluster(
            String identifier,
            String nodeType,
            int numberOfNodes,
            String database,
            int port,
            String adminUsername,
            @Nullable Password adminPassword,
            @Nullable String subnetGroup,
            List<String> securityGroupIds,
            List<String> roleArns,
            boolean publiclyAccessible,
            Map<String, String> tags) {}

    /** One change to a cluster. */
    sealed interface Change {
        /** The admin user gets this password. */
        record SetPassword(Password password) implements Change {}

        /** AWS shall make and keep the admin password. */
        record ManagePassword() implements Change {}

        /** The cluster has exactly these security groups. */
        record SetSecurityGroups(List<String> ids) implements Change {}

        /** The cluster has a public address or none. */
        record SetPubliclyAccessible(boolean value) implements Change {}
    }

    /**
     * A snapshot that is taken before a cluster is deleted.
     *
     * @param retentionDays null for ever
     */
    record FinalSnapshot(String identifier, @Nullable Integer retentionDays) {}

    /**
     * A manual snapshot.
     *
     * @param status such as {@code creating}, {@code final snapshot} or {@code available}
     */
    record Snapshot(String identifier, String arn, String status, Map<String, String> tags) {}
}
