package io.redshiftops.warehouse;

import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.AppliedPassword;
import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.Parameters.Parameter;
import io.redshiftops.aws.Password;
import io.redshiftops.aws.Roles.Role;
import io.redshiftops.aws.SecurityGroups.SecurityGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a warehouse, in AWS and in Kubernetes, at one time.
 *
 * @param vpcId the VPC in which it lives or shall live; empty if there is none
 * @param ownGroups the security groups that carry its owner tag
 * @param groupOfOurName the group that has the name of its own one, whoever owns it
 * @param password the admin password to set; empty when AWS keeps it or the Secret is missing
 * @param attachedBefore roles that this warehouse attached earlier, as its status remembers
 * @param connection what is published; null for nothing
 */
record Observation(
        Optional<Cluster> cluster,
        Optional<Role> generatedRole,
        Optional<String> vpcId,
        List<SecurityGroup> ownGroups,
        Optional<SecurityGroup> groupOfOurName,
        Optional<WantedPassword> password,
        Optional<AppliedPassword> appliedPassword,
        List<String> attachedBefore,
        Optional<PublishedSecret> connection,
        Optional<Parameter> parameter,
        @Nullable Password managedPassword) {

    /** Whether the cluster was there before its owner. */
    boolean showsAdoption() {
        return cluster.filter(seen -> seen.tags().containsKey(WarehouseNames.ADOPTED_TAG))
                .isPresent();
    }

    /** The password from a Secret, with the version that it came from. */
    record WantedPassword(Password password, AppliedPassword version) {}

    /**
     * The Secret with the connection settings.
     *
     * @param ours whether the operator made it for this warehouse
     */
    record PublishedSecret(boolean ours, Map<String, String> data) {
        @Override
        public String toString() {
            return "PublishedSecret[ours=" + ours + "]";
        }
    }
}
