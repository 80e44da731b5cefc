package io.redshiftops.sandbox.redshift;

import static io.redshiftops.sandbox.redshift.RunningCluster.connect;
import static io.redshiftops.sandbox.redshift.RunningCluster.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Redshift's JDBC driver says about a database, by queries of its own. */
class DriverMetadataTest {

    private static Connection session;

    @BeforeAll
    static void makeTable() throws SQLException {
        session = connect();
        run(
                session,
                "drop schema if exists described cascade",
                "create schema described",
                "create table described.things (id bigint not null, name varchar(40), price numeric(8,2),"
                        + " seen timestamp) diststyle all",
                "create view described.cheap as select id from described.things where price < 1");
    }

    @AfterAll
    static void close() throws SQLException {
        session.close();
    }

    private static List<String> rows(ResultSet result, String... columns) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (result) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (String column : columns) {
                    values.add(String.valueOf((Object) result.getString(column)));
                }
                rows.add(String.join(" ", values));
            }
        }
        return rows;
    }

    @Test
    void tablesAndViewsAreListed() throws SQLException {
        assertThat(rows(
                        session.getMetaData().getTables(null, "described", "%", null),
                        "TABLE_SCHEM",
                        "TABLE_NAME",
                        "TABLE_TYPE"))
                .containsExactlyInAnyOrder("described things TABLE", "described cheap VIEW");
    }

    @Test
    void columnsAreListedWithTheirTypes() throws SQLException {
        assertThat(rows(
                        session.getMetaData().getColumns(null, "described", "things", "%"),
                        "COLUMN_NAME",
                        "TYPE_NAME",
                        "COLUMN_SIZE",
                        "DECIMAL_DIGITS",
                        "IS_NULLABLE",
                        "ORDINAL_POSITION"))
                .satisfiesExactly(
                        id -> assertThat(id).matches("id int8 19 0 NO 1"),
                        name -> assertThat(name).matches("name varchar 40 \\S+ YES 2"),
                        price -> assertThat(price).matches("price numeric 8 2 YES 3"),
                        seen -> assertThat(seen).matches("seen timestamp \\d+ \\S+ YES 4"));
    }

    @Test
    void tablesAreFoundWithoutTheirSchema() throws SQLException {
        assertThat(rows(
                        session.getMetaData().getTables(null, null, "things", new String[] {"TABLE"}),
                        "TABLE_SCHEM",
                        "TABLE_NAME",
                        "TABLE_TYPE"))
                .containsExactly("described things TABLE");
    }

    @Test
    void columnsAreFoundWithoutTheirSchema() throws SQLException {
        assertThat(rows(
                        session.getMetaData().getColumns(null, null, "things", "name"),
                        "TABLE_SCHEM",
                        "COLUMN_NAME",
                        "TYPE_NAME",
                        "COLUMN_SIZE"))
                .containsExactly("described name varchar 40");
    }

    @Test
    void schemasAreListed() throws SQLException {
        assertThat(rows(session.getMetaData().getSchemas(), "TABLE_SCHEM")).contains("public", "described");
    }
}
