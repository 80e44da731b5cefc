package io.redshiftops.aws;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provisioned cluster as <a
 * href="https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html">DescribeClusters</a> shows it.
 *
 * @param namespaceArn ARN of its namespace, which no other cluster ever has, not even one of the same identifier
 * @param status AWS's ClusterStatus, such as {@code available} or {@code creating}; there may be ones unknown to us
 * @param availability AWS's ClusterAvailabilityStatus, such as {@code Available} or {@code Modifying}
 * @param endpoint where to connect; null until the cluster has an address
 * @param pending names of the attributes that a running modification will change
 * @param managedPasswordArn the secret in which AWS keeps the admin password; null if it does not
 */
public record Cluster(
        String identifier,
        String arn,
        String namespaceArn,
        String status,
        String availability,
        @Nullable Endpoint endpoint,
        int port,
        String nodeType,
        int numberOfNodes,
        String database,
        String adminUsername,
        String vpcId,
        List<String> securityGroupIds,
        List<AttachedRole> roles,
        boolean publiclyAccessible,
        String engineVersion,
        List<String> pending,
        @Nullable String managedPasswordArn,
        Map<String, String> tags) {

    /** Where to connect. */
    public record Endpoint(String address, int port) {}

    /**
     * A role attached to the cluster.
     *
     * @param state {@code in-sync}, {@code adding} or {@code removing}
     */
    public record AttachedRole(String arn, String state) {}

    /** Whether it accepts connections and changes. */
    public boolean isAvailable() {
        return status.equals("available") && availability.equals("Available");
    }

    /** The roles that are attached and not on their way out. */
    public List<String> roleArns() {
        return roles.stream()
                .filter(role -> !role.state().equals("removing"))
                .map(AttachedRole::arn)
                .toList();
    }
}
