package io.redshiftops.sandbox.redshift;

import static io.redshiftops.sandbox.redshift.RunningCluster.OBJECTS;
import static io.redshiftops.sandbox.redshift.RunningCluster.column;
import static io.redshiftops.sandbox.redshift.RunningCluster.connect;
import static io.redshiftops.sandbox.redshift.RunningCluster.run;
import static io.redshiftops.sandbox.redshift.RunningCluster.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A VARCHAR's length counts bytes, however its value comes in. */
class CharacterTypesTest {

    private static final String ROLE = " iam_role '" + MemoryObjects.ROLE + "' ";

    private static Connection session;

    @BeforeAll
    static void connectOnce() throws SQLException {
        session = connect();
    }

    @AfterAll
    static void close() throws SQLException {
        session.close();
    }

    @BeforeEach
    void makeTable() throws SQLException {
        run(session, "drop table if exists five", "create table five (word varchar(5))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "éé1", "€12", "", "é      "})
    void whatFitsIsInserted(String word) throws SQLException {
        run(session, "insert into five values ('" + word + "')");
        assertThat(value(session, "select word from five")).isEqualTo(word.stripTrailing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "ééé", "€€€", "1234é"})
    void whatIsTooLongIsRefused(String word) {
        assertThatThrownBy(() -> run(session, "insert into five values ('" + word + "')"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22001"))
                .hasMessageContaining("value too long for type character varying(5)");
    }

    @Test
    void anUpdateIsNoWayAround() throws SQLException {
        run(session, "insert into five values ('12345')");
        assertThatThrownBy(() -> run(session, "update five set word = word || 'é'"))
                .hasMessageContaining("value too long for type character varying(5)");
    }

    @ParameterizedTest
    @CsvSource({"123456,12345", "ééé,éé", "1234é,1234", "€€€,€"})
    void aCastKeepsTheCharactersThatFit(String word, String kept) throws SQLException {
        assertThat(value(session, "select '" + word + "'::varchar(5)")).isEqualTo(kept);
        assertThat(value(session, "select cast(w as varchar(5)) from (select '" + word + "'::text as w) x"))
                .isEqualTo(kept);
    }

    @Test
    void copyCountsBytesToo() throws SQLException {
        OBJECTS.put("five", "ééé\n");
        assertThatThrownBy(() -> run(session, "copy five from 's3://lake/five'" + ROLE))
                .hasMessageContaining("Load into table 'five' failed");
        assertThat(column(
                        session,
                        "select error_code || ' ' || trim(error_message) from sys_load_error_detail"
                                + " where query_id = (select max(query_id) from sys_load_error_detail)"))
                .containsExactly("1204 String length exceeds DDL length");

        run(session, "copy five from 's3://lake/five'" + ROLE + "truncatecolumns");

        assertThat(value(session, "select word from five")).isEqualTo("éé");
    }

    @Test
    void invalidBytesAreReplacedOneByOneOnRequest() throws SQLException {
        OBJECTS.put("invalid", new byte[] {'a', (byte) 0xff, (byte) 0xfe, 'b', '\n'});
        assertThatThrownBy(() -> run(session, "copy five from 's3://lake/invalid'" + ROLE))
                .hasMessageContaining("Load into table 'five' failed");

        run(session, "copy five from 's3://lake/invalid'" + ROLE + "acceptinvchars as '^'");
        run(session, "copy five from 's3://lake/invalid'" + ROLE + "acceptinvchars");

        assertThat(column(session, "select word from five order by word")).containsExactly("a??b", "a^^b");
    }

    @Test
    void aWordCanStandForNull() throws SQLException {
        OBJECTS.put("null", "none\nsome\n".getBytes(StandardCharsets.UTF_8));

        run(session, "copy five from 's3://lake/null'" + ROLE + "null as 'none'");

        assertThat(column(session, "select coalesce(word, '(null)') from five order by word"))
                .containsExactly("some", "(null)");
    }
}
