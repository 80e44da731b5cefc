package io.redshiftops.sandbox.redshift.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running PostgreSQL server with its own data directory, reached by a Unix socket in that directory only. */
public final class PostgresServer implements AutoCloseable {

    /** The owner of everything that users do not see; its name is the one that Redshift uses for itself. */
    public static final String OWNER = "rdsdb";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int HALT_ATTEMPTS = 20;
    private static final String STARTING_UP = "57P03";
    private static final String LOG = "server.log";

    private final Path dataDirectory;
    private final Process process;

    private PostgresServer(Path dataDirectory, Process process) {
        this.dataDirectory = dataDirectory;
        this.process = process;
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param database a database that is there to try a connection with
     * @throws IllegalStateException if it does not start, with the end of its log
     */
    static PostgresServer start(PostgresBinaries binaries, Launcher launcher, Path dataDirectory, String database) {
        try {
            stopLeftOver(dataDirectory);
            Process process = launcher.server(List.of(
                            binaries.program("postgres"),
                            "-D",
                            dataDirectory.toAbsolutePath().toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(dataDirectory.resolve(LOG).toFile()))
                    .start();
            PostgresServer server = new PostgresServer(dataDirectory, process);
            server.awaitReady(database);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL in " + dataDirectory, e);
        }
    }

    private void awaitReady(String database) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (Backend connection = connectAsOwner(database)) {
                connection.execute("select 1");
                return;
            } catch (IOException | ProblemException e) {
                boolean starting = !(e instanceof ProblemException refusal)
                        || refusal.problem().code().equals(STARTING_UP);
                if (!starting || !process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IllegalStateException(
                            "PostgreSQL in " + dataDirectory + " does not start: " + endOfLog(), e);
                }
            }
            pause();
        }
    }

    private void pause() {
        try {
            process.waitFor(5, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new CompletionException("interrupted while PostgreSQL was starting", e);
        }
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(dataDirectory.resolve(LOG));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    /** Connects as the owner of everything. */
    public Backend connectAsOwner(String database) throws IOException {
        return connect(Map.of("user", OWNER, "database", database), null);
    }

    /**
     * Connects and signs in.
     *
     * @param startup start-up parameters, {@code user} and {@code database} among them
     * @throws ProblemException if the server refuses
     */
    public Backend connect(Map<String, String> startup, @Nullable String password) throws IOException {
        return Backend.connect(dataDirectory.resolve(".s.PGSQL.5432"), startup, password);
    }

    /**
     * Copies the data while the server stands still for a moment. To the copy that is as if the server had been killed
     * then: it recovers when it is started.
     */
    public void copyData(Path target) throws IOException {
        try (Backend connection = connectAsOwner("template1")) {
            connection.execute("checkpoint");
        }
        try {
            halt();
            DirectoryTrees.copy(dataDirectory, target);
        } finally {
            signalAll("CONT");
        }
        Files.deleteIfExists(target.resolve("postmaster.pid"));
    }

    /** Sessions end while their processes are told to stand still, so that it takes a second word to the others. */
    private void halt() throws IOException {
        for (int attempt = 0; attempt < HALT_ATTEMPTS; attempt++) {
            if (signalAll("STOP")) {
                return;
            }
        }
        throw new IOException("cannot halt PostgreSQL in " + dataDirectory);
    }

    /** Signals every process of the server; says whether all of them were still there. */
    private boolean signalAll(String signal) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        process.descendants().map(ProcessHandle::pid).map(String::valueOf).forEach(command::add);
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL stood still", e);
        }
    }

    /** Whether it runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Stops the server, ending its sessions, and waits until it is down. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop PostgreSQL in " + dataDirectory, e);
        }
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops a server that a killed JVM left behind on this directory and whose watchdog has not acted yet. */
    static void stopLeftOver(Path dataDirectory) throws IOException {
        Path lock = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        List<String> lines = Files.readAllLines(lock);
        Optional<ProcessHandle> leftOver = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(PostgresServer::isPostgres);
        leftOver.ifPresent(server -> {
            server.destroyForcibly();
            server.onExit()
                    .completeOnTimeout(server, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        });
        Files.deleteIfExists(lock);
    }

    /** Guards against a process number that was given to another program meanwhile. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }
}
