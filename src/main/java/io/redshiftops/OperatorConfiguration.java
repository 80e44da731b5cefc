package io.redshiftops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** The operator's own settings, as properties {@code redshiftops.*} or environment variables {@code REDSHIFTOPS_*}. */
@ConfigMapping(prefix = "redshiftops")
public interface OperatorConfiguration {

    /** Tells two operators in one AWS account apart; part of every owner tag, never to be changed. */
    @WithDefault("default")
    String installation();

    /** The region of warehouses that name none. */
    @WithDefault("${aws.region:us-east-1}")
    String region();

    /** The namespace in which the operator keeps its leases and its list of final snapshots. */
    @WithDefault("redshift-operator-system")
    String namespace();

    /** ARN of the operator's own IAM role; found by itself unless the role has a path and is not a web identity's. */
    @WithDefault("${aws.role.arn:}")
    Optional<String> roleArn();

    /** The IAM path of generated roles; the operator's IAM policy is limited to it. */
    @WithDefault("/redshift-operator/")
    String rolePath();

    /** ARN of the policy that bounds generated roles. */
    Optional<String> permissionsBoundary();

    /** ARNs of the managed policies that warehouses may attach to generated roles. */
    @WithDefault("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
    Set<String> allowedManagedPolicies();

    /** What happens to a deleted warehouse's cluster where neither object nor namespace says. */
    @WithDefault("snapshot")
    DeletionDefault deletionPolicy();

    /** How many loads and benchmarks run at the same time. */
    @WithDefault("8")
    int jobs();

    /** Path of a PEM file with the certificate authority of the database servers; Amazon's own by default. */
    Optional<String> databaseCa();

    /** What happens to a deleted warehouse's cluster. */
    enum DeletionDefault {
        SNAPSHOT,
        DELETE,
        RETAIN
    }
}
