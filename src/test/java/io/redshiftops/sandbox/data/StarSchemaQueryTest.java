package io.redshiftops.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.redshiftops.sandbox.data.StarJoin.Row;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The queries' text and the data in real tables: PostgreSQL checks types, lengths and NOT NULL of every value. */
class StarSchemaQueryTest {

    private static final StarSchema SCHEMA = StarSchema.ofScale(0.1);

    @TempDir
    private static Path directory;

    private static EmbeddedPostgres postgres;
    private static Connection connection;

    @BeforeAll
    static void load() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Path.of("target", "postgres").toFile())
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .start();
        connection = postgres.getPostgresDatabase().getConnection();
        try (InputStream tables = StarSchemaQueryTest.class.getResourceAsStream("tables.sql");
                Statement statement = connection.createStatement()) {
            statement.execute(new String(Objects.requireNonNull(tables).readAllBytes(), StandardCharsets.UTF_8));
            for (Table table : SCHEMA.tables()) {
                copy(table, '|');
            }
            copy(new Tickets(20_000, 1), ';');
            statement.execute("ANALYZE");
        }
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        connection.close();
        postgres.close();
    }

    @Test
    void everyTableHoldsItsRows() throws SQLException {
        for (Table table : SCHEMA.tables()) {
            assertThat(count("SELECT count(*) FROM " + table.name()))
                    .as(table.name())
                    .isEqualTo(table.rows());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lo_custkey, customer, c_custkey",
        "lo_partkey, part, p_partkey",
        "lo_suppkey, supplier, s_suppkey",
        "lo_orderdate, dwdate, d_datekey",
        "lo_commitdate, dwdate, d_datekey"
    })
    void everyKeyOfLineorderIsThere(String column, String table, String key) throws SQLException {
        assertThat(count("SELECT count(*) FROM lineorder WHERE NOT EXISTS (SELECT 1 FROM %s WHERE %s = %s)"
                        .formatted(table, key, column)))
                .isZero();
    }

    @Test
    void derivedColumnsAgreeInSql() throws SQLException {
        assertThat(count("""
                        SELECT count(*) FROM lineorder JOIN part ON p_partkey = lo_partkey
                        WHERE lo_revenue <> lo_extendedprice * (100::bigint - lo_discount) / 100
                           OR lo_supplycost <> lo_extendedprice / lo_quantity * 6 / 10
                        """)).isZero();
        assertThat(count("""
                        SELECT count(*) FROM (
                            SELECT lo_orderkey FROM lineorder GROUP BY lo_orderkey
                            HAVING min(lo_ordertotalprice) <> sum(lo_revenue * (100::bigint + lo_tax) / 100)
                                OR min(lo_ordertotalprice) <> max(lo_ordertotalprice)
                                OR count(*) <> max(lo_linenumber)) AS wrong
                        """)).isZero();
    }

    @ParameterizedTest
    @EnumSource(StarSchemaQuery.class)
    void aQuerysTextSelectsWhatItsFilterFactorIsTestedWith(StarSchemaQuery query) throws SQLException {
        String sql = query.sql();
        int end = sql.contains("GROUP BY") ? sql.indexOf("GROUP BY") : sql.length();

        long selected = count("SELECT count(*) " + sql.substring(sql.indexOf("FROM"), end));

        assertThat(selected).isEqualTo(Selected.ROWS.getOrDefault(query, 0L));
    }

    @ParameterizedTest
    @CsvSource({
        "Q1_1, 1",
        "Q1_2, 1",
        "Q1_3, 1",
        "Q2_1, 280",
        "Q2_2, 56",
        "Q2_3, 7",
        "Q3_1, 150",
        "Q3_4, 4",
        "Q4_1, 35",
        "Q4_2, 100"
    })
    void aQueryReturnsARowForEachGroup(StarSchemaQuery query, int rows) throws SQLException {
        assertThat(count("SELECT count(*) FROM (" + query.sql() + ") AS result"))
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource(StarSchemaQuery.class)
    void aQuerysTextIsOneSelectWithoutAnEnd(StarSchemaQuery query) {
        assertThat(query.sql()).startsWith("SELECT ").doesNotContain(";").doesNotEndWith("\n");
        assertThat(query.label()).matches("Q[1-4]\\.[1-4]");
    }

    /** Rows selected at scale factor 1 as the paper rounds them. */
    @ParameterizedTest
    @CsvSource({
        "Q1_1, 116883",
        "Q1_2, 3896",
        "Q1_3, 450",
        "Q2_1, 48000",
        "Q2_2, 9600",
        "Q2_3, 1200",
        "Q3_1, 205714",
        "Q3_2, 8228",
        "Q3_3, 329",
        "Q3_4, 5",
        "Q4_1, 96000",
        "Q4_2, 27428",
        "Q4_3, 549"
    })
    void filterFactorsAreThoseOfThePaper(StarSchemaQuery query, double rowsAtScale1) {
        assertThat(query.printedFilterFactor() * 6_000_000).isCloseTo(rowsAtScale1, within(1.0));
    }

    @Test
    void onlyOnePrintedFilterFactorIsNotThatOfItsQuery() {
        assertThat(StarSchemaQuery.values())
                .filteredOn(query -> query.filterFactor() != query.printedFilterFactor())
                .containsExactly(StarSchemaQuery.Q1_3);
        assertThat(StarSchemaQuery.Q1_3.filterFactor()).isCloseTo(0.00015, within(0.000001));
    }

    @Test
    void ticketsAreRowsOfTheirTable() throws SQLException {
        assertThat(count("SELECT count(*) FROM sporting_event_ticket")).isEqualTo(20_000);
        assertThat(count("SELECT count(DISTINCT (sporting_event_id, seat_section, seat_row, seat))"
                        + " FROM sporting_event_ticket"))
                .isEqualTo(20_000);
        assertThat(count("SELECT count(*) FROM sporting_event_ticket WHERE ticketholder_id IS NULL"))
                .isBetween(2_000L, 12_000L);
    }

    private static long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void copy(Table table, char delimiter) throws IOException, SQLException {
        Path file = directory.resolve(table.name());
        try (OutputStream out = Files.newOutputStream(file);
                Statement statement = connection.createStatement()) {
            table.write(0, table.entries(), out);
            statement.execute("COPY %s FROM '%s' WITH (FORMAT csv, DELIMITER '%s')"
                    .formatted(table.name(), file.toAbsolutePath(), delimiter));
        }
    }

    /** What the conditions in Java select from the same data, read once. */
    private static final class Selected {

        static final Map<StarSchemaQuery, Long> ROWS = new EnumMap<>(StarSchemaQuery.class);

        static {
            Map<StarSchemaQuery, Predicate<Row>> conditions = QueryConditions.all();
            new StarJoin(SCHEMA)
                    .forEach(row -> conditions.forEach((query, condition) -> {
                        if (condition.test(row)) {
                            ROWS.merge(query, 1L, Long::sum);
                        }
                    }));
        }
    }
}
