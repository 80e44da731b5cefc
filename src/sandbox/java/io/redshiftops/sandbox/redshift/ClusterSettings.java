package io.redshiftops.sandbox.redshift;

/**
 * What a cluster is created with.
 *
 * @param identifier its name in its region, unique among the clusters that exist there
 * @param region where it is, which COPY compares with a bucket's region
 * @param account the 12 digits of its AWS account
 * @param database its first database
 * @param adminUser its first user, a superuser
 * @param port where it listens, if that is free
 */
public record ClusterSettings(
        String identifier,
        String region,
        String account,
        String database,
        String adminUser,
        String adminPassword,
        int port) {

    /** Shows everything but the password. */
    @Override
    public String toString() {
        return "ClusterSettings[" + identifier + ", " + region + ", " + account + ", " + database + ", " + adminUser
                + ", " + port + "]";
    }
}
