package io.redshiftops.sandbox.aws.redshift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Databases that hold nothing but the admin's password, and remember what was done to them. Safe for several threads. */
public final class MemoryDatabases implements ClusterDatabases {

    /** The address of every database, at the port that was asked for. */
    public static final String HOST = "127.0.9.1";

    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, String> snapshots = new HashMap<>();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable String failing;

    /** Everything that was done, such as {@code reboot analytics}. */
    public List<String> done() {
        return List.copyOf(done);
    }

    /** The admin's password by the cluster's identifier; empty if it has no database. */
    public synchronized Optional<String> password(String clusterIdentifier) {
        return Optional.ofNullable(passwords.get(clusterIdentifier));
    }

    /** The number of snapshots that are kept. */
    public synchronized int snapshots() {
        return snapshots.size();
    }

    /** From now on this fails. */
    public void fail(String operation) {
        failing = operation;
    }

    private void note(String operation, ClusterIdentity cluster) {
        done.add(operation + " " + cluster.clusterIdentifier());
        if (operation.equals(failing)) {
            throw new IllegalStateException("told to fail: " + operation);
        }
    }

    @Override
    public synchronized Address create(
            ClusterIdentity cluster, String database, String adminUser, String adminPassword, int port) {
        note("create", cluster);
        passwords.put(cluster.clusterIdentifier(), adminPassword);
        return new Address(HOST, port);
    }

    @Override
    public synchronized Address restore(String snapshotId, ClusterIdentity cluster, int port) {
        note("restore", cluster);
        passwords.put(cluster.clusterIdentifier(), Objects.requireNonNull(snapshots.get(snapshotId)));
        return new Address(HOST, port);
    }

    @Override
    public synchronized void setAdminPassword(ClusterIdentity cluster, String adminUser, String adminPassword) {
        note("setAdminPassword", cluster);
        passwords.put(cluster.clusterIdentifier(), adminPassword);
    }

    @Override
    public void pause(ClusterIdentity cluster) {
        note("pause", cluster);
    }

    @Override
    public Address resume(ClusterIdentity cluster) {
        note("resume", cluster);
        return new Address(HOST, 5439);
    }

    @Override
    public void reboot(ClusterIdentity cluster) {
        note("reboot", cluster);
    }

    @Override
    public synchronized void snapshot(ClusterIdentity cluster, String snapshotId) {
        note("snapshot", cluster);
        snapshots.put(snapshotId, Objects.requireNonNull(passwords.get(cluster.clusterIdentifier())));
    }

    @Override
    public synchronized void deleteSnapshot(String snapshotId) {
        snapshots.remove(snapshotId);
    }

    @Override
    public synchronized void delete(ClusterIdentity cluster) {
        note("delete", cluster);
        passwords.remove(cluster.clusterIdentifier());
    }
}
