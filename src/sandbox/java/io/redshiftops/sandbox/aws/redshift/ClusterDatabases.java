package io.redshiftops.sandbox.aws.redshift;

/**
 * The databases behind the clusters: data lives, sleeps and dies with its cluster.
 *
 * <p>The control plane calls these methods while a cluster is in a state of change, one at a time for each cluster, from
 * several threads for different clusters. They may take their time, and return when they are done; if one fails, its
 * cluster goes to {@code hardware-failure} and the failure is logged.
 */
public interface ClusterDatabases {

    /** Where clients connect. */
    record Address(String host, int port) {}

    /**
     * Makes the database of a new cluster.
     *
     * @param port the wanted port; the address says which one it got
     */
    Address create(ClusterIdentity cluster, String database, String adminUser, String adminPassword, int port);

    /**
     * Makes the database of a new cluster from a snapshot, users and passwords included.
     *
     * @param snapshotId as given to {@link #snapshot}
     */
    Address restore(String snapshotId, ClusterIdentity cluster, int port);

    void setAdminPassword(ClusterIdentity cluster, String adminUser, String adminPassword);

    /** Stops the database; what is in it stays. */
    void pause(ClusterIdentity cluster);

    /** Starts the database again; the address may be another one. */
    Address resume(ClusterIdentity cluster);

    /** Ends all sessions and starts the database anew. */
    void reboot(ClusterIdentity cluster);

    /**
     * Copies the database as it is now.
     *
     * @param snapshotId unique for good: the ids of deleted snapshots are not used again
     */
    void snapshot(ClusterIdentity cluster, String snapshotId);

    void deleteSnapshot(String snapshotId);

    /** Ends all sessions and removes the database; snapshots stay. */
    void delete(ClusterIdentity cluster);
}
