package io.redshiftops.sandbox;

import io.redshiftops.sandbox.aws.redshift.ClusterDatabases;
import io.redshiftops.sandbox.aws.redshift.ClusterIdentity;
import io.redshiftops.sandbox.redshift.ClusterSettings;
import io.redshiftops.sandbox.redshift.RedshiftServers;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Puts a Redshift server behind each cluster of the emulated control plane. */
final class ClusterBackends implements ClusterDatabases {

    private final RedshiftServers servers;
    private final Map<ClusterIdentity, ClusterSettings> clusters = new ConcurrentHashMap<>();
    private final Map<String, ClusterSettings> snapshots = new ConcurrentHashMap<>();

    ClusterBackends(RedshiftServers servers) {
        this.servers = servers;
    }

    @Override
    public Address create(ClusterIdentity cluster, String database, String adminUser, String adminPassword, int port) {
        ClusterSettings settings = new ClusterSettings(
                cluster.clusterIdentifier(),
                cluster.region(),
                cluster.accountId(),
                database,
                adminUser,
                adminPassword,
                port);
        InetSocketAddress address = servers.create(cluster.namespaceId(), settings);
        clusters.put(cluster, settings);
        return address(address);
    }

    @Override
    public Address restore(String snapshotId, ClusterIdentity cluster, int port) {
        ClusterSettings source = Objects.requireNonNull(snapshots.get(snapshotId), snapshotId);
        ClusterSettings settings = new ClusterSettings(
                cluster.clusterIdentifier(),
                cluster.region(),
                cluster.accountId(),
                source.database(),
                source.adminUser(),
                source.adminPassword(),
                port);
        InetSocketAddress address = servers.restore(snapshotId, cluster.namespaceId(), settings);
        clusters.put(cluster, settings);
        return address(address);
    }

    @Override
    public void setAdminPassword(ClusterIdentity cluster, String adminUser, String adminPassword) {
        servers.setAdminPassword(cluster.namespaceId(), adminPassword);
        clusters.computeIfPresent(
                cluster,
                (same, settings) -> new ClusterSettings(
                        settings.identifier(),
                        settings.region(),
                        settings.account(),
                        settings.database(),
                        settings.adminUser(),
                        adminPassword,
                        settings.port()));
    }

    @Override
    public void pause(ClusterIdentity cluster) {
        servers.pause(cluster.namespaceId());
    }

    @Override
    public Address resume(ClusterIdentity cluster) {
        servers.resume(cluster.namespaceId());
        return address(servers.address(cluster.namespaceId()));
    }

    @Override
    public void reboot(ClusterIdentity cluster) {
        servers.reboot(cluster.namespaceId());
    }

    @Override
    public void snapshot(ClusterIdentity cluster, String snapshotId) {
        servers.snapshot(cluster.namespaceId(), snapshotId);
        snapshots.put(snapshotId, Objects.requireNonNull(clusters.get(cluster), cluster::toString));
    }

    @Override
    public void deleteSnapshot(String snapshotId) {
        servers.deleteSnapshot(snapshotId);
        snapshots.remove(snapshotId);
    }

    @Override
    public void delete(ClusterIdentity cluster) {
        servers.delete(cluster.namespaceId());
        clusters.remove(cluster);
    }

    private static Address address(InetSocketAddress address) {
        return new Address(address.getAddress().getHostAddress(), address.getPort());
    }
}
