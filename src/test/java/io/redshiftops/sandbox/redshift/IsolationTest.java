package io.redshiftops.sandbox.redshift;

import static io.redshiftops.sandbox.redshift.RunningCluster.column;
import static io.redshiftops.sandbox.redshift.RunningCluster.connect;
import static io.redshiftops.sandbox.redshift.RunningCluster.run;
import static io.redshiftops.sandbox.redshift.RunningCluster.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sessions see of each other, and how they wait for and hinder each other. */
class IsolationTest {

    private final List<Connection> opened = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Connection one;
    private Connection two;

    @BeforeEach
    void connectTwo() throws SQLException {
        one = open();
        two = open();
        run(one, "drop table if exists shared", "create table shared (id int, epoch int)");
        run(one, "insert into shared values (1, 0)");
    }

    private Connection open() throws SQLException {
        Connection connection = connect();
        opened.add(connection);
        return connection;
    }

    @AfterEach
    void close() throws SQLException {
        threads.shutdownNow();
        for (Connection connection : opened) {
            connection.close();
        }
    }

    private Future<String> waiting(Callable<String> work) throws SQLException {
        Future<String> future = threads.submit(work);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !column(one, "select pid from svv_transactions where not granted")
                        .isEmpty());
        return future;
    }

    @Test
    void aTransactionSeesWhatItsFirstQuerySaw() throws SQLException {
        run(one, "begin");
        assertThat(value(one, "select epoch from shared")).isEqualTo("0");
        run(two, "update shared set epoch = 7");
        assertThat(value(one, "select epoch from shared")).isEqualTo("0");
        run(one, "commit");
        assertThat(value(one, "select epoch from shared")).isEqualTo("7");
    }

    @Test
    void theSettingOfADriverChangesNoIsolation() throws SQLException {
        one.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        run(one, "begin");
        assertThat(value(one, "select epoch from shared")).isEqualTo("0");
        run(two, "update shared set epoch = 7");
        assertThat(value(one, "select epoch from shared")).isEqualTo("0");
        run(one, "rollback");
    }

    @Test
    void aTableThatIsNewerThanTheSnapshotDoesNotExist() throws SQLException {
        run(two, "drop table if exists newer", "begin");
        value(two, "select epoch from shared");
        run(one, "create table newer (id int)");
        assertThatThrownBy(() -> value(two, "select count(*) from newer")).hasMessageContaining("1018");
        run(two, "rollback");
        assertThat(value(two, "select count(*) from newer")).isEqualTo("0");
    }

    @Test
    void aLockTakesNoSnapshotSoThatItsWaiterSeesWhatItWaitedFor() throws Exception {
        run(one, "begin", "lock shared", "update shared set epoch = epoch + 1");
        Future<String> waiter = waiting(() -> {
            run(two, "begin", "lock shared", "update shared set epoch = epoch + 1");
            run(two, "commit");
            return value(two, "select epoch from shared");
        });
        run(one, "commit");
        assertThat(waiter.get(10, TimeUnit.SECONDS)).isEqualTo("2");
    }

    @Test
    void aSnapshotFromBeforeTheLockConflicts() throws Exception {
        run(two, "begin");
        assertThat(value(two, "select epoch from shared")).isEqualTo("0");
        run(one, "update shared set epoch = 1");
        assertThatThrownBy(() -> run(two, "update shared set epoch = 2"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("XX000"))
                .hasMessageContaining("could not complete because of conflict with concurrent transaction");
        assertThatThrownBy(() -> value(two, "select 1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
        run(two, "rollback");
    }

    @Test
    void writersOfOneTableExcludeEachOtherAndNotItsReaders() throws Exception {
        run(one, "begin", "insert into shared values (2, 0)");
        Future<String> writer = waiting(() -> {
            run(two, "insert into shared values (3, 0)");
            return "written";
        });
        assertThat(value(open(), "select count(*) from shared")).isEqualTo("1");
        assertThat(writer).isNotDone();
        assertThat(value(
                        one,
                        "select count(*) from svv_transactions where not granted and relation = 'shared'::regclass"))
                .isEqualTo("1");
        run(one, "commit");
        assertThat(writer.get(10, TimeUnit.SECONDS)).isEqualTo("written");
        assertThat(value(one, "select count(*) from shared")).isEqualTo("3");
    }

    @Test
    void aCancelledStatementSaysSoAndLeavesTheTransactionFailed() throws Exception {
        run(one, "begin", "lock shared");
        var statement = two.createStatement();
        Future<String> waiter = waiting(() -> {
            statement.execute("update shared set epoch = 1");
            return "never";
        });
        statement.cancel();
        assertThatThrownBy(() -> waiter.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("canceled on user's request")
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        run(one, "rollback");
    }

    @Test
    void aTerminatedSessionRollsBackAndIsGone() throws SQLException {
        String process = value(two, "select pg_backend_pid()");
        String start = value(two, "select starttime from stv_sessions where process = " + process);
        run(two, "begin", "lock shared", "delete from shared");
        run(one, "select pg_terminate_backend(" + process + ")");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> column(
                                one,
                                "select 1 from stv_sessions where process = " + process + " and starttime = '" + start
                                        + "'")
                        .isEmpty());
        assertThat(value(one, "select count(*) from shared")).isEqualTo("1");
        assertThatThrownBy(() -> value(two, "select 1")).isInstanceOf(SQLException.class);
    }

    private Connection openSerializable() throws SQLException {
        Connection connection = connect("strict", RunningCluster.ADMIN, RunningCluster.PASSWORD);
        opened.add(connection);
        return connection;
    }

    @Test
    void aSerializableDatabaseRefusesWhatNoOrderOfTransactionsCouldGive() throws SQLException {
        run(one, "drop database if exists strict", "create database strict isolation level serializable");
        assertThat(value(
                        one,
                        "select database_isolation_level from svv_redshift_databases where database_name = 'strict'"))
                .isEqualTo("Serializable");
        Connection first = openSerializable();
        Connection second = openSerializable();
        run(first, "create table a (n int)", "create table b (n int)");
        run(first, "begin");
        run(second, "begin");
        value(first, "select count(*) from a");
        value(second, "select count(*) from b");
        run(first, "insert into b values (1)");
        run(second, "insert into a values (1)");
        run(first, "commit");
        assertThatThrownBy(() -> run(second, "commit"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("XX000"))
                .hasMessageContaining("1023")
                .hasMessageContaining("Serializable isolation violation on table - ")
                .hasMessageContaining("transactions forming the cycle are: ");
        run(second, "rollback");
        assertThat(value(second, "select count(*) from a")).isEqualTo("0");
    }

    @Test
    void theSameIsFineUnderSnapshotIsolation() throws SQLException {
        run(one, "drop table if exists a", "drop table if exists b");
        run(one, "create table a (n int)", "create table b (n int)", "begin");
        run(two, "begin");
        value(one, "select count(*) from a");
        value(two, "select count(*) from b");
        run(one, "insert into b values (1)", "commit");
        run(two, "insert into a values (1)", "commit");
        assertThat(value(one, "select count(*) from a")).isEqualTo("1");
    }

    @Test
    void theIsolationLevelOfADatabaseCannotChangeWithinATransaction() throws SQLException {
        run(one, "begin");
        assertThatThrownBy(() -> run(one, "alter database dev isolation level serializable"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25001"))
                .hasMessageContaining("ALTER DATABASE cannot run inside a transaction block");
        run(one, "rollback");
    }

    @Test
    void truncateCommitsWhatCameBefore() throws SQLException {
        run(one, "drop table if exists other", "create table other (id int)");
        run(one, "begin", "insert into other values (1)", "truncate shared", "rollback");
        assertThat(value(two, "select count(*) from other")).isEqualTo("1");
        assertThat(value(two, "select count(*) from shared")).isEqualTo("0");
    }

    @Test
    void theTimeLimitOfASessionEndsItsStatements() throws SQLException {
        run(one, "begin", "lock shared");
        run(two, "set statement_timeout to 300");
        assertThatThrownBy(() -> run(two, "update shared set epoch = 1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"))
                .hasMessageMatching("(?s).*Query \\(\\d+\\) canceled on user's request.*");
        run(one, "rollback");
        run(two, "reset statement_timeout", "update shared set epoch = 1");
    }

    @Test
    void aLockHolderIsShownToTheOneWhoAsks() throws SQLException {
        run(two, "begin", "lock shared");
        assertThat(value(
                        one,
                        "select t.txn_owner || ' ' || t.pid from svv_transactions t join pg_class c on c.oid = t.relation"
                                + " where c.relname = 'shared' and t.granted and t.lock_mode = 'AccessExclusiveLock'"))
                .isEqualTo("awsuser " + value(two, "select pg_backend_pid()"));
        run(two, "rollback");
    }
}
