package io.redshiftops.sandbox.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** COPY as a client of Redshift's own driver sees it. */
class CopyTest {

    private static final MemoryObjects OBJECTS = new MemoryObjects();
    private static final String ROLE = " iam_role '" + MemoryObjects.ROLE + "' ";

    private static RedshiftServers servers;
    private static InetSocketAddress address;
    private static String url;
    private static Properties login;
    private Connection connection;

    @BeforeAll
    static void startCluster(@TempDir Path directory) throws IOException {
        CertificateAuthority authority = CertificateAuthority.create();
        Path trusted = Files.writeString(directory.resolve("ca.pem"), authority.pem());
        servers = new RedshiftServers(Path.of("target/postgres"), authority, OBJECTS);
        address = servers.create(
                "copy", new ClusterSettings("copy", "us-east-1", "123456789012", "dev", "awsuser", "Secret123", 5439));
        url = "jdbc:redshift://%s:%d/dev".formatted(address.getAddress().getHostAddress(), address.getPort());
        login = new Properties();
        login.setProperty("user", "awsuser");
        login.setProperty("password", "Secret123");
        login.setProperty("sslmode", "verify-full");
        login.setProperty("sslrootcert", trusted.toString());
    }

    @AfterAll
    static void stopCluster() {
        servers.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(url, login);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void theRowsOfEveryObjectUnderAPrefixAreLoaded() throws SQLException {
        run("create table plain (id integer, name varchar(10), price numeric(8, 2), day date, at timestamp)");
        OBJECTS.put("plain/1", "1|first|1.5|2024-02-29|2024-02-29 12:00:01\n2|||\\N|\n");
        OBJECTS.put("plain/2", "3|third|-7|2024-03-01|2024-03-01 00:00:00");

        List<String> notices = run("copy plain from 's3://lake/plain/'" + ROLE + "null as '\\\\N' fillrecord");

        assertThat(notices).contains("Load into table 'plain' completed, 3 record(s) loaded successfully.");
        assertThat(rows("select id, name, price, day, at from plain order by id"))
                .containsExactly(
                        "1,first,1.50,2024-02-29,2024-02-29 12:00:01",
                        "2,,null,null,null",
                        "3,third,-7.00,2024-03-01,2024-03-01 00:00:00");
    }

    @Test
    void compressedCsvIsLoadedInTheClientsTransaction() throws SQLException, IOException {
        run("create table packed (id bigint, text varchar(40))");
        OBJECTS.put("packed.csv.gz", gzip("id,text\n1,\"a,\"\"b\"\"\nc\"\n"));
        connection.setAutoCommit(false);

        run("COPY \"public\".\"packed\" (\"id\", \"text\") FROM 's3://lake/packed.csv.gz' IAM_ROLE '"
                + MemoryObjects.ROLE + "' REGION 'us-east-1' FORMAT AS CSV DELIMITER ',' QUOTE AS '\"' GZIP"
                + " IGNOREHEADER 1 DATEFORMAT 'auto' TIMEFORMAT 'auto'");

        assertThat(rows("select id, text from packed")).containsExactly("1,a,\"b\"\nc");
        connection.rollback();
        assertThat(rows("select count(*) from packed")).containsExactly("0");
        connection.commit();
    }

    @Test
    void whatACopyDidIsSeenWithinItsTransaction() throws SQLException {
        run("create table counted (id integer)");
        OBJECTS.put("counted/a", "1\n2\nthree\n");
        OBJECTS.put("counted/b", "4\n");
        connection.setAutoCommit(false);
        String before = rows("select pg_last_copy_id()").get(0);

        run("copy counted from 's3://lake/counted/'" + ROLE + "maxerror 10");

        String query = rows("select pg_last_copy_id()").get(0);
        assertThat(query).isNotEqualTo(before);
        assertThat(rows("select pg_last_copy_count()")).containsExactly("3");
        assertThat(rows("select trim(filename) from stl_load_commits where query = " + query + " order by 1"))
                .containsExactly("s3://lake/counted/a", "s3://lake/counted/b");
        assertThat(rows("select count(*) from stl_load_errors where query = " + query))
                .containsExactly("1");
        connection.commit();
    }

    @Test
    void aRejectedRowFailsTheCopyAndIsShownAfterTheRollback() throws SQLException {
        run("create table strict (id integer)");
        OBJECTS.put("strict", "1\nx\n");
        connection.setAutoCommit(false);

        assertThatThrownBy(() -> run("copy strict from 's3://lake/strict'" + ROLE))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(
                        "Load into table 'strict' failed.  Check 'stl_load_errors' system table for details.");

        connection.rollback();
        assertThat(rows("select count(*) from strict")).containsExactly("0");
        assertThat(rows("select trim(file_name), line_number, trim(column_name), trim(column_type), error_code,"
                        + " trim(error_message) from sys_load_error_detail where session_id = pg_backend_pid()"
                        + " order by start_time desc, line_number limit 10"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("s3://lake/strict,2,id,int4,1207,Invalid digit");
        connection.commit();
    }

    @Test
    void manyRowsAreStreamed() throws SQLException {
        run("create table many (id integer, text varchar(100))");
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            content.append(i).append("|the text of row ").append(i).append('\n');
        }
        OBJECTS.put("many", content.toString());

        run("copy many from 's3://lake/many'" + ROLE);

        assertThat(rows("select count(*), sum(id), max(text) from many"))
                .containsExactly("200000,19999900000,the text of row 99999");
    }

    @Test
    void aFailureLeavesTheSessionUsable() throws SQLException {
        run("create table refused (id integer)");

        assertThatThrownBy(() -> run("copy refused from 's3://lake/nothing/here'" + ROLE))
                .hasMessageContaining("The specified S3 prefix 'nothing/here' does not exist");
        assertThatThrownBy(() -> run("copy refused from 's3://lake/x' iam_role 'arn:aws:iam::123456789012:role/other'"))
                .hasMessageContaining("is not authorized to assume IAM Role");
        assertThatThrownBy(() -> run("copy missing from 's3://lake/x'" + ROLE))
                .hasMessageContaining("Cannot COPY into nonexistent table missing");
        assertThatThrownBy(() -> run("copy refused from 's3://lake/x'" + ROLE + "parquet"))
                .hasMessageContaining("is not emulated by this sandbox");

        assertThat(rows("select count(*) from refused")).containsExactly("0");
    }

    @Test
    void aLoadThatFailsAtS3IsListedToo() throws SQLException {
        run("create table unread (id integer)");

        assertThatThrownBy(() -> run("copy unread from 's3://lake/nothing/here'" + ROLE));
        assertThatThrownBy(() -> run("copy unread from 's3://lake/x' iam_role 'arn:aws:iam::123456789012:role/other'"));

        assertThat(rows("select status, data_source, loaded_rows, source_file_count from sys_load_history"
                        + " where table_name = 'unread' order by query_id"))
                .containsExactly("aborted,s3://lake/nothing/here,0,0", "aborted,s3://lake/x,0,0");
    }

    private static List<Path> ownScratchDirectories() throws IOException {
        String ownRun = "/" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> paths = Files.walk(Path.of("target/postgres/runs"), 4)) {
            return paths.filter(
                            path -> path.endsWith("redshift") && path.toString().contains(ownRun))
                    .map(path -> path.resolve("scratch"))
                    .toList();
        }
    }

    @Test
    void whatAKilledProcessLeftOfASortIsRemovedAtTheNextStart() throws Exception {
        List<Path> leftOvers = new ArrayList<>();
        for (Path scratch : ownScratchDirectories()) {
            leftOvers.add(Files.writeString(Files.createDirectories(scratch).resolve("left-over"), "rows"));
        }
        int clusters = leftOvers.size();
        assertThat(clusters).isPositive();

        servers.reboot("copy");
        DriverManager.getConnection(url, login).close();

        leftOvers.removeIf(Files::notExists);
        assertThat(leftOvers).hasSize(clusters - 1);
        for (Path other : leftOvers) {
            Files.delete(other);
        }
    }

    @Test
    void aClientThatSpeaksNoUtf8IsRefused() throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            byte[] parameters =
                    "user\0awsuser\0database\0dev\0client_encoding\0LATIN1\0\0".getBytes(StandardCharsets.US_ASCII);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(parameters.length + 8);
            out.writeInt(3 << 16);
            out.write(parameters);
            // The answer to the request for a password.
            out.write('p');
            out.writeInt("Secret123".length() + 5);
            out.write("Secret123\0".getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("client_encoding LATIN1 is not emulated by this sandbox");
        }
    }

    private List<String> run(String sql) throws SQLException {
        List<String> notices = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            for (Throwable warning = statement.getWarnings(); warning instanceof SQLException next; ) {
                notices.add(String.valueOf(warning.getMessage()));
                warning = next.getNextException();
            }
        }
        return notices;
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf((Object) result.getString(i)));
                }
                rows.add(String.join(",", values));
            }
        }
        return rows;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
