package io.redshiftops.aws;

/** The AWS account that the operator works in, as it is allowed to see it. */
public interface Aws {

    /** Who the operator is. */
    Account account();

    /** The clusters of a region. */
    Clusters clusters(String region);

    /** The roles of the account. */
    Roles roles();

    /** The security groups of a region. */
    SecurityGroups securityGroups(String region);

    /** The secrets of a region. */
    Secrets secrets(String region);

    /** The SSM parameters of a region. */
    Parameters parameters(String region);

    /**
     * S3 as a role sees it, never with the operator's own rights.
     *
     * @param roleArn the role to assume
     * @param externalId the external id that the role's trust policy asks for
     * @param region the buckets' region
     * @throws AwsException of kind {@link AwsException.Kind#DENIED} with operation {@code sts:AssumeRole} when the role
     *     cannot be assumed
     */
    ObjectStorage objects(String roleArn, String externalId, String region);

    /**
     * Who the operator is.
     *
     * @param id the account's twelve digits
     * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov} …
     * @param principalArn the role (not the session of it) or user that it acts as, which trust policies name
     */
    record Account(String id, String partition, String principalArn) {}
}
