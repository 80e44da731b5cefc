package io.redshiftops.jmh.redshift;

import com.amazon.redshift.Driver;
import io.redshiftops.sandbox.data.DataSet;
import io.redshiftops.sandbox.data.StarSchema;
import io.redshiftops.sandbox.data.Tickets;
import io.redshiftops.sandbox.redshift.ClusterSettings;
import io.redshiftops.sandbox.redshift.RedshiftServers;
import io.redshiftops.sandbox.redshift.postgres.Backend;
import io.redshiftops.sandbox.redshift.postgres.PostgresHome;
import io.redshiftops.sandbox.redshift.postgres.PostgresServer;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Types;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * Compares the sandbox's COPY of gzip objects, from the client's statement to its answer, with PostgreSQL's own COPY of
 * the same rows, unpacked; prints times and their ratios as a table in Markdown.
 *
 * <p>This is no JMH benchmark, since JMH runs one method after the other: other load on the machine would then be on one
 * side only. Here the sides take turns, and ratios are those of neighbours.
 */
public final class CopyFigures implements AutoCloseable {

    private static final String PASSWORD = "Passw0rd1";
    private static final int CHUNK = 256 << 10;

    private final Path directory =
            Files.createTempDirectory(Files.createDirectories(Path.of("target")), "copy-figures-");
    private final ObjectsInMemory objects = new ObjectsInMemory();
    private final RedshiftServers servers =
            new RedshiftServers(Path.of("target/postgres"), CertificateAuthority.create(), objects);
    private final PostgresServer postgres;
    private final Backend backend;
    private final Connection redshift;

    private CopyFigures(double scaleFactor) throws IOException, SQLException {
        objects.add(DataSet.starSchema(StarSchema.ofScale(scaleFactor), directory).objects().stream()
                .filter(object -> object.key().startsWith(LoadedTable.LINEORDER.prefix()))
                .toList());
        objects.add(DataSet.tickets(new Tickets((long) (scaleFactor * 10 * Tickets.DEFAULT_ROWS), 1), directory)
                .objects());
        PostgresHome home = new PostgresHome(Path.of("target/postgres"));
        home.createDataDirectory(directory.resolve("data"));
        postgres = home.start(directory.resolve("data"), PostgresHome.FIRST_DATABASE);
        backend = postgres.connectAsOwner(PostgresHome.FIRST_DATABASE);
        InetSocketAddress address = servers.create(
                "figures",
                new ClusterSettings("figures", "us-east-1", "123456789012", "dev", "awsuser", PASSWORD, 5439));
        Properties login = new Properties();
        login.setProperty("user", "awsuser");
        login.setProperty("password", PASSWORD);
        login.setProperty("ssl", "false");
        redshift = Objects.requireNonNull(new Driver()
                .connect(
                        "jdbc:redshift://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/dev",
                        login));
    }

    /** Runs all rounds: first argument the number of rounds (default 7), second the scale factor (default 0.1). */
    public static void main(String[] arguments) throws IOException, SQLException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        double scaleFactor = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.1;
        try (CopyFigures figures = new CopyFigures(scaleFactor)) {
            System.out.println("| table | rows | MB | PostgreSQL, s | COPY, s | ratio | with a sort key, s | ratio |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            for (LoadedTable table : List.of(LoadedTable.LINEORDER, LoadedTable.TICKETS)) {
                figures.measure(table, rounds);
            }
        }
    }

    private void measure(LoadedTable table, int rounds) throws IOException, SQLException {
        byte[] rows = objects.unpacked(table.prefix());
        String sorted = table.name() + "_sorted";
        backend.execute("create table " + table.name() + " (" + table.columns() + ")");
        run("create table " + table.name() + " (" + table.columns() + ") diststyle even");
        run("create table " + sorted + " (" + table.columns() + ") diststyle even sortkey (" + table.sortKey() + ")");
        List<Double> own = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> ordered = new ArrayList<>();
        List<Double> plainRatio = new ArrayList<>();
        List<Double> orderedRatio = new ArrayList<>();
        // The first round warms up and is not counted.
        for (int round = 0; round <= rounds; round++) {
            double base = postgres(table, rows);
            double unsorted = redshift(table, table.name());
            double withKey = redshift(table, sorted);
            if (round > 0) {
                own.add(base);
                plain.add(unsorted);
                ordered.add(withKey);
                plainRatio.add(unsorted / base);
                orderedRatio.add(withKey / base);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f | %.2f | %.2f | %s | %.2f | %s |%n",
                table.name(),
                count(table.name()),
                rows.length / 1e6,
                median(own),
                median(plain),
                range(plainRatio),
                median(ordered),
                range(orderedRatio));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String range(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT, "**%.2f** (%.2f to %.2f)", median(values), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private double postgres(LoadedTable table, byte[] rows) throws IOException {
        backend.execute("truncate " + table.name());
        long begin = System.nanoTime();
        String copy = "copy %s from stdin (delimiter '%s', null '')".formatted(table.name(), table.delimiter());
        backend.output().writeMessage(new BodyWriter().addString(copy).message(Types.QUERY));
        backend.output().flush();
        expect(Types.COPY_IN_RESPONSE);
        for (int from = 0; from < rows.length; from += CHUNK) {
            backend.output().writeMessage(Types.COPY_DATA, rows, from, Math.min(CHUNK, rows.length - from));
        }
        backend.output().writeMessage(Types.COPY_DONE, new byte[0]);
        backend.output().flush();
        expect(Types.COMMAND_COMPLETE);
        expect(Types.READY_FOR_QUERY);
        return seconds(begin);
    }

    private void expect(int type) throws IOException {
        Message message = backend.input().readMessage();
        if (message.type() != type) {
            throw new IllegalStateException("expected " + (char) type + ", got " + message);
        }
    }

    private double redshift(LoadedTable table, String target) throws SQLException {
        run("truncate " + target);
        long begin = System.nanoTime();
        run("copy %s from 's3://bucket/%s' iam_role 'arn:aws:iam::123456789012:role/any' gzip delimiter '%s'"
                .formatted(target, table.prefix(), table.delimiter()));
        return seconds(begin);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = redshift.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String table) throws SQLException {
        try (Statement statement = redshift.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        redshift.close();
        servers.close();
        backend.close();
        postgres.close();
        removeFiles();
    }

    private void removeFiles() throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
