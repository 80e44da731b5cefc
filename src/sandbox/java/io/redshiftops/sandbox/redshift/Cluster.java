package io.redshiftops.sandbox.redshift;

import io.redshiftops.sandbox.redshift.catalog.SystemLog;
import io.redshiftops.sandbox.redshift.copy.CopySource;
import io.redshiftops.sandbox.redshift.dialect.Literals;
import io.redshiftops.sandbox.redshift.postgres.Backend;
import io.redshiftops.sandbox.redshift.postgres.DirectoryTrees;
import io.redshiftops.sandbox.redshift.postgres.PostgresHome;
import io.redshiftops.sandbox.redshift.postgres.PostgresServer;
import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.session.ResultCache;
import io.redshiftops.sandbox.redshift.session.Session;
import io.redshiftops.sandbox.redshift.session.SessionHost;
import io.redshiftops.sandbox.redshift.session.Sessions;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One cluster: an address to connect to, and a data directory with a server that runs while it is needed. Safe for use
 * by several threads.
 */
final class Cluster implements SessionHost {

    private final ClusterSettings settings;
    private final InetSocketAddress address;
    private final Path dataDirectory;
    private final PostgresHome home;
    private final Listeners listeners;
    private final CopySource copySource;
    private final CertificateAuthority authority;
    private final Sessions sessions = new Sessions();
    private final SystemLog log = new SystemLog();
    private final ResultCache results = new ResultCache();

    private @Nullable SSLContext tls;
    private @Nullable ServerSocketChannel listener;
    private @Nullable PostgresServer server;
    /** To be given to the administrator at the next start; null when PostgreSQL has it. */
    private @Nullable String newPassword;

    private boolean provisioned;
    private int entered;
    private Instant lastUse = Instant.now();

    Cluster(
            ClusterSettings settings,
            InetSocketAddress address,
            Path dataDirectory,
            boolean provisioned,
            PostgresHome home,
            Listeners listeners,
            CertificateAuthority authority,
            CopySource copySource) {
        this.settings = settings;
        this.address = address;
        this.dataDirectory = dataDirectory;
        this.provisioned = provisioned;
        this.newPassword = settings.adminPassword();
        this.home = home;
        this.listeners = listeners;
        this.authority = authority;
        this.copySource = copySource;
    }

    InetSocketAddress address() {
        return address;
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    /** Begins to listen, if it does not yet. */
    synchronized void open() {
        if (listener == null) {
            try {
                listener = listeners.listen(address, socket -> new Session(this, socket));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen on " + address, e);
            }
        }
    }

    /** Stops listening, ends all sessions and stops the server. */
    synchronized void pause() {
        ServerSocketChannel open = listener;
        listener = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot stop listening on " + address, e);
            }
        }
        stop();
    }

    /** Ends all sessions and stops the server; the next session starts it again. */
    synchronized void stop() {
        sessions.closeAll();
        PostgresServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    /** Stops the server if nobody used it for so long. */
    synchronized void stopIfIdle(Duration limit) {
        if (server != null && entered == 0 && lastUse.plus(limit).isBefore(Instant.now())) {
            stop();
        }
    }

    /** Copies the data as it is now; sessions go on. */
    synchronized void copyData(Path target) throws IOException {
        boolean running = server != null;
        start().copyData(target);
        if (!running && listener == null) {
            stop();
        }
    }

    synchronized void setAdminPassword(String password) {
        newPassword = password;
        if (server != null) {
            givePassword(server);
        }
    }

    @Override
    public synchronized SSLContext tls() {
        if (tls == null) {
            tls = authority.serverContext(List.of(address.getAddress().getHostAddress()));
        }
        return tls;
    }

    @Override
    public synchronized PostgresServer enter() {
        if (listener == null) {
            throw new ProblemException(Problem.fatal("57P03", "the cluster is not available"));
        }
        PostgresServer running = start();
        entered++;
        return running;
    }

    @Override
    public synchronized void leave() {
        entered--;
        lastUse = Instant.now();
    }

    @Override
    public SystemLog log() {
        return log;
    }

    @Override
    public ResultCache results() {
        return results;
    }

    @Override
    public CopySource copySource() {
        return copySource;
    }

    @Override
    public CopySource.Reader copyReader(String user) {
        return new CopySource.Reader(settings.identifier(), settings.region(), settings.account(), user);
    }

    @Override
    public Path scratch() {
        return dataDirectory.resolve("redshift").resolve("scratch");
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    private synchronized PostgresServer start() {
        PostgresServer running = server;
        if (running == null || !running.isRunning()) {
            if (!provisioned) {
                createData();
            }
            removeScratch();
            log.open(dataDirectory);
            running = home.start(dataDirectory, PostgresHome.FIRST_DATABASE);
            server = running;
            provision(running);
            lastUse = Instant.now();
        }
        return running;
    }

    private void removeScratch() {
        try {
            DirectoryTrees.delete(scratch());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + scratch(), e);
        }
    }

    private void createData() {
        try {
            DirectoryTrees.delete(dataDirectory);
            home.createDataDirectory(dataDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + dataDirectory, e);
        }
    }

    private void provision(PostgresServer running) {
        if (!provisioned) {
            String admin = Literals.quoteName(settings.adminUser());
            String database = Literals.quoteName(settings.database());
            asOwner(running, "create role " + admin + " createdb createrole login");
            asOwner(
                    running,
                    "grant redshift_superuser, redshift_syslog_unrestricted to " + admin + " with admin option");
            asOwner(
                    running,
                    "alter database " + Literals.quoteName(PostgresHome.FIRST_DATABASE) + " owner to " + admin);
            if (!settings.database().equals(PostgresHome.FIRST_DATABASE)) {
                asOwner(running, "create database " + database + " owner " + admin);
            }
            provisioned = true;
        }
        givePassword(running);
    }

    private void givePassword(PostgresServer running) {
        String password = newPassword;
        if (password != null) {
            asOwner(
                    running,
                    "alter role " + Literals.quoteName(settings.adminUser()) + " password " + Literals.quote(password));
            newPassword = null;
        }
    }

    private void asOwner(PostgresServer running, String sql) {
        try (Backend connection = running.connectAsOwner(PostgresHome.FIRST_DATABASE)) {
            connection.execute(sql);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set " + settings.identifier() + " up", e);
        }
    }
}
