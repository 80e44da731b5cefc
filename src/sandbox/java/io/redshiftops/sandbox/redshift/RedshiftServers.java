package io.redshiftops.sandbox.redshift;

import io.redshiftops.sandbox.redshift.postgres.DirectoryTrees;
import io.redshiftops.sandbox.redshift.postgres.PostgresHome;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The clusters of one sandbox. Data lives and dies with its cluster; a cluster that nobody uses costs no process.
 *
 * <p>Safe for use by several threads. Operations on a cluster that does not exist, or creations of one that does, throw
 * {@link IllegalArgumentException}: who calls keeps the clusters' states.
 */
public final class RedshiftServers implements AutoCloseable {

    private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);
    private static final Duration IDLE_CHECK = Duration.ofSeconds(15);

    private final RunDirectory directory;
    private final CertificateAuthority authority;
    private final PostgresHome home;
    private final LoopbackAddresses addresses = new LoopbackAddresses();
    private final Listeners listeners = new Listeners();
    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();
    private final ScheduledExecutorService idleCheck = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "redshift-idle-check");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> idleChecks;
    private final Thread shutdown = new Thread(this::stopAll, "redshift-shutdown");

    /**
     * Makes servers without starting any.
     *
     * @param directory where PostgreSQL's programs (shared, kept) and the clusters' data go, such as
     *     {@code target/postgres}
     * @param authority issues the clusters' certificates
     */
    public RedshiftServers(Path directory, CertificateAuthority authority) {
        Path root = directory.toAbsolutePath().normalize();
        this.directory = RunDirectory.create(root.resolve("runs"));
        this.authority = authority;
        this.home = new PostgresHome(root);
        this.idleChecks = idleCheck.scheduleWithFixedDelay(
                () -> clusters.values().forEach(cluster -> cluster.stopIfIdle(IDLE_LIMIT)),
                IDLE_CHECK.toMillis(),
                IDLE_CHECK.toMillis(),
                TimeUnit.MILLISECONDS);
        Runtime.getRuntime().addShutdownHook(shutdown);
    }

    /** Unpacks and initializes PostgreSQL, which takes some seconds the first time, ahead of the first connection. */
    public void warmUp() {
        home.template();
    }

    /**
     * Creates a cluster and listens for its clients.
     *
     * @return where clients connect to
     */
    public InetSocketAddress create(ClusterSettings settings) {
        return add(settings, false);
    }

    /** Creates a cluster with the data of a snapshot, its users and passwords too but for the administrator's. */
    public InetSocketAddress restore(String snapshot, ClusterSettings settings) {
        Path source = directory.snapshot(snapshot);
        if (!Files.isDirectory(source)) {
            throw new IllegalArgumentException("there is no snapshot " + snapshot);
        }
        Path target = directory.cluster(settings.identifier());
        try {
            DirectoryTrees.delete(target);
            Files.createDirectories(target.resolveSibling(".").normalize());
            DirectoryTrees.copy(source, target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot restore " + snapshot, e);
        }
        return add(settings, true);
    }

    private InetSocketAddress add(ClusterSettings settings, boolean provisioned) {
        Cluster cluster = new Cluster(
                settings,
                addresses.reserve(settings.port()),
                directory.cluster(settings.identifier()),
                provisioned,
                home,
                listeners,
                authority);
        if (clusters.putIfAbsent(settings.identifier(), cluster) != null) {
            addresses.release(cluster.address());
            throw new IllegalArgumentException("the cluster " + settings.identifier() + " exists already");
        }
        cluster.open();
        return cluster.address();
    }

    /** Where clients of a cluster connect to. */
    public InetSocketAddress address(String identifier) {
        return cluster(identifier).address();
    }

    /** Ends a cluster's sessions and takes no new ones. */
    public void pause(String identifier) {
        cluster(identifier).pause();
    }

    /** Takes sessions again after a pause. */
    public void resume(String identifier) {
        cluster(identifier).open();
    }

    /** Ends a cluster's sessions. */
    public void reboot(String identifier) {
        cluster(identifier).stop();
    }

    /** Changes the administrator's password. */
    public void setAdminPassword(String identifier, String password) {
        cluster(identifier).setAdminPassword(password);
    }

    /** Keeps a copy of a cluster's data; its sessions go on. */
    public void snapshot(String identifier, String snapshot) {
        Path target = directory.snapshot(snapshot);
        if (Files.exists(target)) {
            throw new IllegalArgumentException("the snapshot " + snapshot + " exists already");
        }
        try {
            Files.createDirectories(target.resolveSibling(".").normalize());
            cluster(identifier).copyData(target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the snapshot " + snapshot, e);
        }
    }

    /** Removes a snapshot. */
    public void deleteSnapshot(String snapshot) {
        delete(directory.snapshot(snapshot));
    }

    /** Removes a cluster and its data. */
    public void delete(String identifier) {
        Cluster cluster = cluster(identifier);
        cluster.pause();
        clusters.remove(identifier, cluster);
        addresses.release(cluster.address());
        delete(directory.cluster(identifier));
    }

    /** Stops everything and removes the clusters and snapshots. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(shutdown);
        idleChecks.cancel(false);
        idleCheck.shutdown();
        stopAll();
        listeners.close();
        directory.close();
    }

    private void stopAll() {
        clusters.values().forEach(Cluster::pause);
    }

    private Cluster cluster(String identifier) {
        Cluster cluster = clusters.get(identifier);
        if (cluster == null) {
            throw new IllegalArgumentException("there is no cluster " + identifier);
        }
        return cluster;
    }

    private static void delete(Path directory) {
        try {
            DirectoryTrees.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
