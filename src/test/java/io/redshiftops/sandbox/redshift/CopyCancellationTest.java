package io.redshiftops.sandbox.redshift;

import static io.redshiftops.sandbox.redshift.RunningCluster.OBJECTS;
import static io.redshiftops.sandbox.redshift.RunningCluster.column;
import static io.redshiftops.sandbox.redshift.RunningCluster.connect;
import static io.redshiftops.sandbox.redshift.RunningCluster.run;
import static io.redshiftops.sandbox.redshift.RunningCluster.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A COPY that would go on for minutes stops soon, whoever stops it and whatever it is doing. */
class CopyCancellationTest {

    private static final String PLAIN = "endless_plain";
    private static final String SORTED = "endless_sorted";
    private static final long PROMPT_SECONDS = 5;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Connection admin;
    private Connection loader;

    @BeforeAll
    static void makeTables() throws SQLException {
        OBJECTS.putEndless("endless", "7|a row of no great interest\n");
        try (Connection session = connect()) {
            run(
                    session,
                    "create table " + PLAIN + " (id int, text varchar(40))",
                    "create table " + SORTED + " (id int, text varchar(40)) sortkey (id)");
        }
    }

    @BeforeEach
    void connectTwo() throws SQLException {
        admin = connect();
        loader = connect();
    }

    @AfterEach
    void close() throws SQLException {
        threads.shutdownNow();
        admin.close();
        loader.close();
    }

    private Future<?> begin(Statement statement, String table) {
        Future<?> copy = threads.submit(() -> {
            statement.execute("copy " + table + " from 's3://lake/endless' iam_role '" + MemoryObjects.ROLE + "'");
            return null;
        });
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !column(
                                admin,
                                "select 1 from stv_recents where status = 'Running' and query like 'copy " + table
                                        + "%'")
                        .isEmpty());
        return copy;
    }

    private void requireCanceled(Future<?> copy, String table) throws Exception {
        assertThatThrownBy(() -> copy.get(PROMPT_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("canceled on user's request")
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        assertThat(value(loader, "select count(*) from " + table)).isEqualTo("0");
        assertThat(column(
                        admin,
                        "select status from sys_load_history where table_name = '" + table
                                + "' order by start_time desc limit 1"))
                .containsExactly("canceled");
        requireNoScratch();
    }

    private static void requireNoScratch() throws Exception {
        try (var files = Files.walk(Path.of("target/postgres/runs"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".run"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, SORTED})
    void aCancelRequestStopsIt(String table) throws Exception {
        try (Statement statement = loader.createStatement()) {
            Future<?> copy = begin(statement, table);
            statement.cancel();
            requireCanceled(copy, table);
        }
    }

    @ParameterizedTest
    @CsvSource({PLAIN + ",select pg_cancel_backend(%s)", SORTED + ",select pg_cancel_backend(%s)", SORTED + ",cancel %s"
    })
    void sqlOfAnotherSessionStopsIt(String table, String cancellation) throws Exception {
        String process = value(loader, "select pg_backend_pid()");
        try (Statement statement = loader.createStatement()) {
            Future<?> copy = begin(statement, table);
            run(admin, cancellation.formatted(process));
            requireCanceled(copy, table);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, SORTED})
    void theTimeLimitStopsIt(String table) throws Exception {
        run(loader, "set statement_timeout to 1500");
        try (Statement statement = loader.createStatement()) {
            Future<?> copy = begin(statement, table);
            requireCanceled(copy, table);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, SORTED})
    void theEndOfItsSessionStopsIt(String table) throws Exception {
        String process = value(loader, "select pg_backend_pid()");
        try (Statement statement = loader.createStatement()) {
            Future<?> copy = begin(statement, table);
            run(admin, "select pg_terminate_backend(" + process + ")");
            assertThatThrownBy(() -> copy.get(PROMPT_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(SQLException.class);
        }
        await().atMost(Duration.ofSeconds(PROMPT_SECONDS))
                .until(() -> column(admin, "select 1 from stv_sessions where process = " + process)
                        .isEmpty());
        assertThat(value(admin, "select count(*) from " + table)).isEqualTo("0");
        requireNoScratch();
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, SORTED})
    void itStopsWhileItWaitsForALock(String table) throws Exception {
        run(admin, "begin", "lock " + table);
        try (Statement statement = loader.createStatement()) {
            Future<?> copy = begin(statement, table);
            statement.cancel();
            assertThatThrownBy(() -> copy.get(PROMPT_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("canceled on user's request");
        }
        run(admin, "rollback");
    }
}
