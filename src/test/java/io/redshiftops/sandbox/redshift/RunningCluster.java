package io.redshiftops.sandbox.redshift;

import com.amazon.redshift.Driver;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One cluster that all tests of the SQL endpoint share; it ends with the JVM. */
final class RunningCluster {

    static final String ADMIN = "awsuser";
    static final String PASSWORD = "Passw0rd1";

    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final Path AUTHORITY_FILE = authorityFile();
    static final MemoryObjects OBJECTS = new MemoryObjects();

    private static final RedshiftServers SERVERS = new RedshiftServers(Path.of("target/postgres"), AUTHORITY, OBJECTS);
    private static final InetSocketAddress ADDRESS = SERVERS.create(
            "shared", new ClusterSettings("shared", "us-east-1", "123456789012", "dev", ADMIN, PASSWORD, 5439));

    private RunningCluster() {}

    private static Path authorityFile() {
        try {
            Path file = Files.createTempFile("redshift-authority", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, AUTHORITY.pem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the cluster's data, and drops the copy. */
    static void snapshot(String name) {
        SERVERS.snapshot("shared", name);
        SERVERS.deleteSnapshot(name);
    }

    /** A session of the administrator. */
    static Connection connect() throws SQLException {
        return connect(ADMIN, PASSWORD);
    }

    static Connection connect(String user, String password) throws SQLException {
        return connect("dev", user, password);
    }

    static Connection connect(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ssl", "true");
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", AUTHORITY_FILE.toString());
        return Objects.requireNonNull(new Driver()
                .connect(
                        "jdbc:redshift://" + ADDRESS.getAddress().getHostAddress() + ":" + ADDRESS.getPort() + "/"
                                + database,
                        properties));
    }

    static void run(Connection connection, String... texts) throws SQLException {
        for (String text : texts) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(text);
            }
        }
    }

    /** The values of the first column, without trailing blanks. */
    static List<@Nullable String> column(Connection connection, String query) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String value = rows.getString(1);
                values.add(value == null ? null : value.stripTrailing());
            }
        }
        return values;
    }

    /** The first column of the only row. */
    static String value(Connection connection, String query) throws SQLException {
        List<@Nullable String> values = column(connection, query);
        if (values.size() != 1) {
            throw new AssertionError(query + " gave " + values);
        }
        return String.valueOf(values.get(0));
    }
}
