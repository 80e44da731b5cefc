package io.redshiftops.sandbox.redshift;

import static io.redshiftops.sandbox.redshift.RunningCluster.column;
import static io.redshiftops.sandbox.redshift.RunningCluster.connect;
import static io.redshiftops.sandbox.redshift.RunningCluster.run;
import static io.redshiftops.sandbox.redshift.RunningCluster.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What kinds of users may do, and when a user can be dropped. */
class UsersTest {

    private static final String PASSWORD = "Abcd1234";

    private Connection admin;

    @BeforeEach
    void connectAdmin() throws SQLException {
        admin = connect();
        run(admin, "drop table if exists owned", "drop table if exists granted", "drop user if exists clerk");
    }

    @AfterEach
    void close() throws SQLException {
        admin.close();
    }

    private boolean seesOthersQueries() throws SQLException {
        value(admin, "select 'a question of the administrator'");
        try (Connection clerk = connect("clerk", PASSWORD)) {
            return column(clerk, "select query_text from sys_query_history").stream()
                    .anyMatch(text -> text != null && text.startsWith("select 'a question of the administrator'"));
        }
    }

    @Test
    void createUserMakesASuperuserUntilThatIsTakenBack() throws SQLException {
        run(admin, "create user clerk createuser password '" + PASSWORD + "'");
        assertThat(seesOthersQueries()).isTrue();
        try (Connection clerk = connect("clerk", PASSWORD)) {
            run(clerk, "create user helper createuser password '" + PASSWORD + "'", "drop user helper");
        }

        run(admin, "alter user clerk nocreateuser");

        assertThat(seesOthersQueries()).isFalse();
        try (Connection clerk = connect("clerk", PASSWORD)) {
            assertThatThrownBy(() -> run(clerk, "create user helper password '" + PASSWORD + "'"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void unrestrictedAccessToLogsShowsOthersQueries() throws SQLException {
        run(admin, "create user clerk password '" + PASSWORD + "'");
        assertThat(seesOthersQueries()).isFalse();

        run(admin, "alter user clerk syslog access unrestricted");

        assertThat(seesOthersQueries()).isTrue();
        run(admin, "alter user clerk syslog access restricted");
        assertThat(seesOthersQueries()).isFalse();
    }

    @Test
    void anOwnerCannotBeDropped() throws SQLException {
        run(admin, "create user clerk password '" + PASSWORD + "'");
        try (Connection clerk = connect("clerk", PASSWORD)) {
            run(clerk, "create table owned (id int)");
        }

        assertThatThrownBy(() -> run(admin, "drop user clerk"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55006"))
                .hasMessageContaining("user \"clerk\" can't be dropped because the user owns some object");
    }

    @Test
    void strangersAreKeptFromATable() throws SQLException {
        run(admin, "create user clerk password '" + PASSWORD + "'", "create table granted (id int)");
        try (Connection clerk = connect("clerk", PASSWORD)) {
            assertThatThrownBy(() -> value(clerk, "select count(*) from granted"))
                    .hasMessageContaining("permission denied for relation granted");
            assertThatThrownBy(() -> run(clerk, "drop table granted"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                    .hasMessageContaining("must be owner of relation granted");
        }
    }

    @Test
    void whoHasAPrivilegeCannotBeDropped() throws SQLException {
        run(admin, "create user clerk password '" + PASSWORD + "'", "create table granted (id int)");
        run(admin, "grant select on granted to clerk");

        assertThatThrownBy(() -> run(admin, "drop user clerk"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55006"))
                .hasMessageContaining(
                        "user \"clerk\" can't be dropped because the user has a privilege on some object");

        run(admin, "revoke select on granted from clerk", "drop user clerk");
    }
}
