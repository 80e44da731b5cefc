package io.redshiftops.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.sql.SqlFailure.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcFailuresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "XX000 | 1023 DETAIL: Serializable isolation violation on table | SERIALIZATION",
                "XX000 | 1018 DETAIL: Relation does not exist | SERIALIZATION",
                "40001 | could not serialize access | SERIALIZATION",
                "40P01 | deadlock detected | SERIALIZATION",
                "08006 | An I/O error occurred | CONNECTION",
                "57P01 | terminating connection due to administrator command | CONNECTION",
                "'' | The connection is closed | CONNECTION",
                "57014 | Query cancelled on user's request | CANCELED",
                "28000 | password authentication failed | LOGIN",
                "42501 | permission denied for relation t | PRIVILEGE",
                "42P07 | Relation \"t\" already exists | ALREADY_EXISTS",
                "XX000 | schema already exists | ALREADY_EXISTS",
                "42P01 | relation \"t\" does not exist | NOT_FOUND",
                "XX000 | Cannot COPY into nonexistent table t | NOT_FOUND",
                "3D000 | database \"x\" does not exist | NOT_FOUND",
                "53100 | Disk Full | RESOURCES",
                "XX000 | Load into table 't' failed | STATEMENT",
                "42601 | syntax error at or near \"FORM\" | STATEMENT"
            })
    void everyFailureSaysWhatToDoNext(String state, String message, Kind kind) {
        SqlFailure failure = JdbcFailures.translate(new SQLException(message, state));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.said()).isEqualTo(message);
        assertThat(failure.sqlState()).isEqualTo(state);
    }

    @Test
    void aFailureWithoutASqlStateIsABrokenConnection() {
        assertThat(JdbcFailures.translate(new SQLException("end of stream")).kind())
                .isEqualTo(Kind.CONNECTION);
    }

    @Test
    void whatTheDatabaseSaidFitsOnALine() {
        SqlFailure failure =
                new SqlFailure(Kind.STATEMENT, null, "Assert", "\n-----------\n  error:  x\n  code: 1\n------", null);

        assertThat(failure.said()).isEqualTo("Assert error: x code: 1");
    }

    @Test
    void aLoginShowsNoPassword() {
        assertThat(new SqlLogin("loader", "Secret1")).hasToString("loader");
    }
}
