package io.redshiftops.sandbox.redshift.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that servers share: the programs, and a template of a data directory that was initialized once and into
 * which Redshift's functions and views were installed. Safe for use by several threads and processes.
 */
public final class PostgresHome {

    /** The database that every new cluster has besides its own. */
    public static final String FIRST_DATABASE = "dev";

    private static final List<String> BOOTSTRAP =
            List.of("functions.sql", "aggregates.sql", "metadata.sql", "history.sql", "views.sql", "absent.sql");
    private static final String RESOURCES = "/io/redshiftops/sandbox/redshift/";

    private final Path root;
    private final Launcher launcher = Launcher.detect();
    private @Nullable PostgresBinaries binaries;
    private @Nullable Path template;

    /** Keeps everything below this directory; nothing happens before the first server is needed. */
    public PostgresHome(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Makes a fresh data directory: a copy of the template. */
    public void createDataDirectory(Path target) throws IOException {
        Path source = template();
        Files.createDirectories(target.resolveSibling(".").normalize());
        DirectoryTrees.copy(source, target);
    }

    /** Starts a server on a data directory. */
    public PostgresServer start(Path dataDirectory, String database) {
        return PostgresServer.start(binaries(), launcher, dataDirectory, database);
    }

    /** Stops what servers a killed process left behind on the data directories below this one. */
    public static void stopLeftOvers(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                PostgresServer.stopLeftOver(child);
            }
        }
    }

    /** Unpacks and initializes ahead of the first need. */
    public synchronized Path template() {
        if (template == null) {
            PostgresBinaries programs = binaries();
            Path directory = root.resolve("template-" + fingerprint(programs));
            try {
                if (!Files.isDirectory(directory)) {
                    DirectoryTrees.createAtomically(directory, this::initialize);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make " + directory, e);
            }
            template = directory;
        }
        return template;
    }

    private synchronized PostgresBinaries binaries() {
        if (binaries == null) {
            binaries = PostgresBinaries.unpack(root);
        }
        return binaries;
    }

    private void initialize(Path directory) throws IOException {
        run(List.of(
                binaries().program("initdb"),
                "--pgdata=" + directory,
                "--username=" + PostgresServer.OWNER,
                "--auth=trust",
                "--encoding=UTF8",
                // Redshift compares and sorts by the bytes of UTF-8.
                "--locale=C",
                "--wal-segsize=1",
                "--no-sync",
                "--no-instructions"));
        Files.writeString(directory.resolve("postgresql.conf"), resource("postgresql.conf"), StandardOpenOption.APPEND);
        Files.writeString(directory.resolve("pg_hba.conf"), resource("pg_hba.conf"));
        Files.createDirectories(directory.resolve("redshift"));
        try (PostgresServer server = start(directory, "template1")) {
            try (Backend connection = server.connectAsOwner("template1")) {
                for (String script : BOOTSTRAP) {
                    runScript(connection, script);
                }
                connection.execute("drop database postgres");
            }
            try (Backend connection = server.connectAsOwner("template1")) {
                connection.execute("create database " + FIRST_DATABASE);
            }
        }
        Files.deleteIfExists(directory.resolve("server.log"));
    }

    private static void runScript(Backend connection, String script) throws IOException {
        try {
            connection.execute(resource(script));
        } catch (ProblemException e) {
            throw new IllegalStateException(script + ": " + e.problem(), e);
        }
    }

    private void run(List<String> command) throws IOException {
        Process process = launcher.program(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(command.get(0) + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + command.get(0), e);
        }
    }

    private static String fingerprint(PostgresBinaries programs) {
        List<String> parts = new ArrayList<>(BOOTSTRAP);
        parts.add("postgresql.conf");
        parts.add("pg_hba.conf");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(programs.fingerprint().getBytes(StandardCharsets.UTF_8));
            for (String part : parts) {
                digest.update(resource(part).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = PostgresHome.class.getResourceAsStream(RESOURCES + name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + RESOURCES + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
