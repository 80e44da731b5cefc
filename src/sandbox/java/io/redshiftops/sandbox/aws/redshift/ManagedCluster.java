package io.redshiftops.sandbox.aws.redshift;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.ClusterIamRole;

/**
 * A cluster: what {@code DescribeClusters} tells of it, and what it does not tell. Guarded by the account's lock.
 */
final class ManagedCluster {

    private final ClusterIdentity identity;
    private final String arn;
    private final String createdBy;
    private final String subnetId;
    private final Map<String, String> tags = new TreeMap<>();
    private Cluster description;
    private String adminPassword;

    ManagedCluster(
            ClusterIdentity identity,
            String arn,
            String createdBy,
            String subnetId,
            String adminPassword,
            Cluster description) {
        this.identity = identity;
        this.arn = arn;
        this.createdBy = createdBy;
        this.subnetId = subnetId;
        this.adminPassword = adminPassword;
        this.description = description;
    }

    ClusterIdentity identity() {
        return identity;
    }

    String identifier() {
        return identity.clusterIdentifier();
    }

    String region() {
        return identity.region();
    }

    String arn() {
        return arn;
    }

    String createdBy() {
        return createdBy;
    }

    /** Where its network interfaces are. */
    String subnetId() {
        return subnetId;
    }

    Map<String, String> tags() {
        return tags;
    }

    String adminPassword() {
        return adminPassword;
    }

    void adminPassword(String password) {
        this.adminPassword = password;
    }

    /** The ARN of the secret that holds the admin password, if Redshift manages it. */
    @Nullable
    String secretArn() {
        return description.masterPasswordSecretArn();
    }

    /** What is told of it, save for the tags. */
    Cluster description() {
        return description;
    }

    void update(UnaryOperator<Cluster.Builder> change) {
        description = change.apply(description.toBuilder()).build();
    }

    ClusterStatus status() {
        return ClusterStatus.of(description.clusterStatus());
    }

    void status(ClusterStatus status) {
        update(cluster -> cluster.clusterStatus(status.wireName()).clusterAvailabilityStatus(status.availability()));
    }

    int nodes() {
        return description.numberOfNodes();
    }

    List<String> roleArns() {
        return description.iamRoles().stream().map(ClusterIamRole::iamRoleArn).toList();
    }
}
