package io.redshiftops.access;

import io.redshiftops.sql.SqlServer;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse as a job needs it.
 *
 * @param name what messages call it
 * @param identity what no other cluster ever has: a cluster made anew under the same name holds none of the old data
 * @param server where its database is
 * @param region its region
 * @param admin where the admin user's login comes from
 * @param roleArn the role to read S3 with
 * @param externalId the external id with which the operator assumes that role
 * @param stagingUri the prefix for manifests; null for none
 */
public record Target(
        String name,
        String identity,
        SqlServer server,
        String region,
        AdminLogin admin,
        String roleArn,
        String externalId,
        @Nullable String stagingUri,
        @Nullable String engineVersion,
        @Nullable String nodeType,
        @Nullable Integer numberOfNodes) {

    /** Where the admin user's login comes from. */
    public sealed interface AdminLogin {
        /** AWS keeps it in Secrets Manager. */
        record Managed(String secretArn) implements AdminLogin {}

        /** A Secret of the namespace holds the password. */
        record InSecret(String username, String secret, String key) implements AdminLogin {}
    }
}
