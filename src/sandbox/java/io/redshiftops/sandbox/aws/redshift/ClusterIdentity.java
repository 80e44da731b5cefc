package io.redshiftops.sandbox.aws.redshift;

/**
 * One cluster among all that ever were: an identifier may be used again, a namespace never is.
 *
 * @param namespaceId the UUID in the cluster's namespace ARN
 */
public record ClusterIdentity(String accountId, String region, String clusterIdentifier, String namespaceId) {}
