package io.redshiftops.sandbox.redshift.copy;

import java.io.InputStream;
import java.util.List;

/** The objects that a COPY can read. Safe for use by several threads. */
@FunctionalInterface
public interface CopySource {

    /** The name by which a COPY asks for the cluster's default role. */
    String DEFAULT_ROLE = "default";

    /**
     * Begins to read in the name of a role.
     *
     * @param reader for whom
     * @param role an ARN, several joined by commas for a chain of roles, or {@link #DEFAULT_ROLE}
     * @param region where buckets are looked for
     * @throws CopySourceException if the role cannot be assumed
     */
    Session open(Reader reader, String role, String region);

    /** A source without a role that could be assumed. */
    static CopySource none() {
        return (reader, role, region) -> {
            throw new CopySourceException(
                    CopySourceException.Reason.ROLE_NOT_ASSUMABLE,
                    "User " + reader.arn() + " is not authorized to assume IAM Role " + role);
        };
    }

    /**
     * A cluster's database user.
     *
     * @param cluster the cluster's identifier
     * @param region the cluster's
     * @param account the 12 digits of the cluster's account
     */
    record Reader(String cluster, String region, String account, String user) {
        /** The ARN by which trust policies know the user. */
        public String arn() {
            return "arn:aws:redshift:" + region + ":" + account + ":dbuser:" + cluster + "/" + user;
        }
    }

    /** An object that a listing found. */
    record SourceObject(String bucket, String key, long size, String etag) {
        /** The object's URI. */
        public String uri() {
            return "s3://" + bucket + "/" + key;
        }
    }

    /** Reads in the name of a role; for one thread at a time. */
    interface Session {
        /**
         * The objects whose keys begin with a prefix, in the order of their keys.
         *
         * @throws CopySourceException if that is refused
         */
        List<SourceObject> list(String bucket, String prefix);

        /**
         * The content of an object, to be closed by the caller.
         *
         * @throws CopySourceException if that is refused, or there is none
         */
        InputStream open(String bucket, String key);
    }
}
