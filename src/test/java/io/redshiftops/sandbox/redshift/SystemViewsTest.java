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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system views show, to whom, and what clients cannot reach. */
class SystemViewsTest {

    @Test
    void theHistoryKeepsWhatWasRolledBack() throws SQLException {
        try (Connection session = connect()) {
            run(session, "begin", "create table undone (id int)", "insert into undone values (4711)", "rollback");
            assertThat(column(
                            session,
                            "select status from sys_query_history where query_text like 'insert into undone%'"))
                    .contains("success");
        }
    }

    @Test
    void theHistoryIsNotBoundToTheReadersSnapshot() throws SQLException {
        try (Connection reader = connect();
                Connection other = connect()) {
            run(reader, "begin");
            value(reader, "select 1");
            value(other, "select 271828");
            assertThat(column(reader, "select status from sys_query_history where query_text = 'select 271828'"))
                    .contains("success");
            run(reader, "commit");
        }
    }

    @Test
    void aFailureIsShownWithItsError() throws SQLException {
        try (Connection session = connect()) {
            assertThatThrownBy(() -> value(session, "select 1 / 0 as broken")).isInstanceOf(SQLException.class);
            assertThat(column(
                            session,
                            "select trim(status) || ' ' || trim(error_message) from sys_query_history"
                                    + " where query_text = 'select 1 / 0 as broken'"))
                    .contains("failed division by zero");
        }
    }

    @Test
    void anOrdinaryUserSeesOnlyTheOwnRows() throws SQLException {
        try (Connection admin = connect()) {
            run(admin, "drop user if exists curious", "create user curious password 'Abcd1234'");
            value(admin, "select 'the admin''s secret'");
            try (Connection curious = connect("curious", "Abcd1234")) {
                value(curious, "select 'an own question'");
                assertThat(column(curious, "select query_text from sys_query_history"))
                        .anyMatch(text -> text != null && text.contains("own question"))
                        .noneMatch(text -> text != null && text.contains("secret'''"));
                assertThat(column(curious, "select distinct user_name from stv_sessions"))
                        .containsExactly("curious");
                assertThat(column(curious, "select 1 from sys_transaction_history"))
                        .isEmpty();
            }
            assertThat(column(admin, "select query_text from sys_query_history"))
                    .anyMatch(text -> text != null && text.contains("own question"));
        }
    }

    @Test
    void theQueryGroupIsTheLabelOfWhatRunsUnderIt() throws SQLException {
        try (Connection session = connect()) {
            run(session, "set query_group to 'nightly'");
            value(session, "select 'labelled'");
            run(session, "reset query_group");
            value(session, "select 'not labelled'");

            assertThat(column(
                            session,
                            "select trim(query_label) from sys_query_history where query_text = 'select ''labelled'''"))
                    .containsExactly("nightly");
            assertThat(column(
                            session,
                            "select trim(query_label) from sys_query_history where query_text ="
                                    + " 'select ''not labelled'''"))
                    .containsExactly("default");
        }
    }

    @Test
    void aSessionIsListedWhileItIsOpen() throws SQLException {
        try (Connection watcher = connect()) {
            String process;
            try (Connection session = connect()) {
                process = value(session, "select pg_backend_pid()");
                assertThat(column(
                                watcher,
                                "select trim(user_name) || ' ' || trim(db_name) from stv_sessions where process = "
                                        + process))
                        .containsExactly("awsuser dev");
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> column(watcher, "select 1 from stv_sessions where process = " + process)
                            .isEmpty());
        }
    }

    @Test
    void aSessionThatRanNoCopySaysSo() throws SQLException {
        try (Connection session = connect()) {
            assertThat(value(session, "select pg_last_copy_count()")).isEqualTo("0");
            assertThat(value(session, "select pg_last_copy_id()")).isEqualTo("-1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_read_file('/etc/passwd')",
                "select pg_ls_dir('.')",
                "select lo_import('/etc/passwd')",
                "select lo_creat(1)",
                "select pg_sleep(0)",
                "select pg_advisory_lock(1)",
                "select set_config('search_path', 'x', false)",
                "select redshift_internal.events('queries')",
                "select query_to_xml('select 1', true, true, '')",
                "set session authorization rdsdb",
                "grant pg_read_server_files to awsuser",
                "alter user awsuser superuser",
                "copy pg_class to program 'true'"
            })
    void notEvenTheAdministratorReachesTheServer(String attack) throws SQLException {
        try (Connection admin = connect()) {
            assertThatThrownBy(() -> run(admin, attack))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isIn("42501", "0A000", "42883", "42601"));
        }
    }
}
