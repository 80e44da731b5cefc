package io.redshiftops.sandbox.redshift;

import static java.lang.System.Logger.Level.DEBUG;

import io.redshiftops.sandbox.redshift.copy.CopySource;
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

    private static final System.Logger LOG = System.getLogger(RedshiftServers.class.getName());
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);
    private static final Duration IDLE_CHECK = Duration.ofSeconds(15);

    private final RunDirectory directory;
    private final CertificateAuthority authority;
    private final CopySource copySource;
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
        this(directory, authority, CopySource.none());
    }

    /**
     * Makes servers whose clusters can COPY, without starting any.
     *
     * @param directory where PostgreSQL's programs and the clusters' data go
     * @param authority issues the clusters' certificates
     * @param copySource the objects that COPY reads
     */
    public RedshiftServers(Path directory, CertificateAuthority authority, CopySource copySource) {
        Path root = directory.toAbsolutePath().normalize();
        this.directory = RunDirectory.create(root.resolve("runs"));
        this.authority = authority;
        this.copySource = copySource;
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
     * @param id unique for good, unlike a cluster's identifier; safe as a file name
     * @return where clients connect to
     */
    public InetSocketAddress create(String id, ClusterSettings settings) {
        return add(id, settings, directory.newCluster(), false);
    }

    /** Creates a cluster with the data of a snapshot, its users and passwords too but for the administrator's. */
    public InetSocketAddress restore(String snapshot, String id, ClusterSettings settings) {
        Path source = directory.snapshot(snapshot);
        if (!Files.isDirectory(source)) {
            throw new IllegalArgumentException("there is no snapshot " + snapshot);
        }
        Path target = directory.newCluster();
        try {
            Files.createDirectories(target.resolveSibling(".").normalize());
            DirectoryTrees.copy(source, target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot restore " + snapshot, e);
        }
        return add(id, settings, target, true);
    }

    private InetSocketAddress add(String id, ClusterSettings settings, Path data, boolean provisioned) {
        Cluster cluster = new Cluster(
                settings,
                addresses.reserve(settings.port()),
                data,
                provisioned,
                home,
                listeners,
                authority,
                copySource);
        if (clusters.putIfAbsent(id, cluster) != null) {
            addresses.release(cluster.address());
            throw new IllegalArgumentException("the cluster " + id + " exists already");
        }
        cluster.open();
        return cluster.address();
    }

    /** Where clients of a cluster connect to. */
    public InetSocketAddress address(String id) {
        return cluster(id).address();
    }

    /** Ends a cluster's sessions and takes no new ones. */
    public void pause(String id) {
        cluster(id).pause();
    }

    /** Takes sessions again after a pause. */
    public void resume(String id) {
        cluster(id).open();
    }

    /** Ends a cluster's sessions. */
    public void reboot(String id) {
        cluster(id).stop();
    }

    /** Changes the administrator's password. */
    public void setAdminPassword(String id, String password) {
        cluster(id).setAdminPassword(password);
    }

    /** Keeps a copy of a cluster's data; its sessions go on. */
    public void snapshot(String id, String snapshot) {
        Path target = directory.snapshot(snapshot);
        if (Files.exists(target)) {
            throw new IllegalArgumentException("the snapshot " + snapshot + " exists already");
        }
        try {
            Files.createDirectories(target.resolveSibling(".").normalize());
            cluster(id).copyData(target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the snapshot " + snapshot, e);
        }
    }

    /** Removes a snapshot. */
    public void deleteSnapshot(String snapshot) {
        delete(directory.snapshot(snapshot));
    }

    /** Removes a cluster and its data. */
    public void delete(String id) {
        Cluster cluster = cluster(id);
        cluster.pause();
        clusters.remove(id, cluster);
        addresses.release(cluster.address());
        delete(cluster.dataDirectory());
    }

    /** Stops everything and removes the clusters and snapshots. */
    @Override
    public void close() {
        forgetShutdown();
        idleChecks.cancel(false);
        idleCheck.shutdown();
        stopAll();
        listeners.close();
        directory.close();
    }

    private void forgetShutdown() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdown);
        } catch (IllegalStateException e) {
            LOG.log(DEBUG, "closed by the shutdown itself");
        }
    }

    private void stopAll() {
        clusters.values().forEach(Cluster::pause);
    }

    private Cluster cluster(String id) {
        Cluster cluster = clusters.get(id);
        if (cluster == null) {
            throw new IllegalArgumentException("there is no cluster " + id);
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
