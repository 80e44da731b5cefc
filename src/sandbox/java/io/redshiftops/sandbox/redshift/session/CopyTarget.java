package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.copy.ColumnType;
import io.redshiftops.sandbox.redshift.copy.CopyStatement;
import io.redshiftops.sandbox.redshift.copy.TableDescription;
import io.redshiftops.sandbox.redshift.copy.TableDescription.Column;
import io.redshiftops.sandbox.redshift.dialect.Literals;
import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table that a COPY loads, as the backend knows it.
 *
 * @param id its number in pg_class
 * @param schema where it is
 */
record CopyTarget(long id, String schema, TableDescription table) {

    /** One row for each column of the table that the only parameter names; an error if there is no such table. */
    static final String QUERY = """
            select c.oid, n.nspname, c.relname, a.attname, t.typname, a.atttypmod, a.attnotnull, a.attidentity <> ''
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_attribute a on a.attrelid = c.oid
            join pg_catalog.pg_type t on t.oid = a.atttypid
            where c.oid = $1::pg_catalog.text::pg_catalog.regclass and a.attnum > 0 and not a.attisdropped
            order by a.attnum""";

    /** PostgreSQL adds this to a declared length. */
    private static final int MODIFIER_HEADER = 4;

    private static final int LONGEST_TEXT = 65535;
    private static final int DEFAULT_PRECISION = 18;

    /** The table's name for {@link #QUERY}. */
    static String name(CopyStatement copy) {
        String schema = copy.schema();
        String table = Literals.quoteName(copy.table());
        return schema == null ? table : Literals.quoteName(schema) + "." + table;
    }

    /** Reads the rows of {@link #QUERY}. */
    static CopyTarget of(CopyStatement copy, List<List<@Nullable String>> rows) {
        if (rows.isEmpty()) {
            throw new ProblemException(Problem.error("42P01", "relation \"" + copy.table() + "\" has no columns"));
        }
        List<Column> columns = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            columns.add(new Column(
                    value(row, 3),
                    type(value(row, 3), value(row, 4), Integer.parseInt(value(row, 5))),
                    value(row, 6).equals("t"),
                    value(row, 7).equals("t")));
        }
        List<@Nullable String> first = rows.get(0);
        return new CopyTarget(
                Long.parseLong(value(first, 0)),
                value(first, 1),
                new TableDescription(value(first, 2), columns, List.of()));
    }

    private static String value(List<@Nullable String> row, int index) {
        return Objects.requireNonNull(row.get(index));
    }

    /** What the backend is asked so that it takes the rows. */
    String command(CopyStatement copy) {
        String names = table.loadedBy(copy).stream()
                .map(column -> Literals.quoteName(column.name()))
                .collect(Collectors.joining(", "));
        return "copy " + Literals.quoteName(schema) + "." + Literals.quoteName(table.name()) + " (" + names
                + ") from stdin with (format text, encoding 'UTF8')";
    }

    private static ColumnType type(String column, String name, int modifier) {
        return switch (name) {
            case "int2" -> ColumnType.of(ColumnType.Kind.SMALLINT);
            case "int4" -> ColumnType.of(ColumnType.Kind.INTEGER);
            case "int8" -> ColumnType.of(ColumnType.Kind.BIGINT);
            case "float4" -> ColumnType.of(ColumnType.Kind.REAL);
            case "float8" -> ColumnType.of(ColumnType.Kind.DOUBLE);
            case "bool" -> ColumnType.of(ColumnType.Kind.BOOLEAN);
            case "date" -> ColumnType.of(ColumnType.Kind.DATE);
            case "time" -> ColumnType.of(ColumnType.Kind.TIME);
            case "timetz" -> ColumnType.of(ColumnType.Kind.TIMETZ);
            case "timestamp" -> ColumnType.of(ColumnType.Kind.TIMESTAMP);
            case "timestamptz" -> ColumnType.of(ColumnType.Kind.TIMESTAMPTZ);
            case "bpchar" -> new ColumnType(ColumnType.Kind.CHAR, length(modifier), 0);
            case "varchar", "text" -> new ColumnType(ColumnType.Kind.VARCHAR, length(modifier), 0);
            case "numeric" -> decimal(modifier);
            default ->
                throw new ProblemException(Problem.error(
                        "0A000",
                        "COPY into column \"" + column + "\" of type " + name + " is not emulated by this sandbox"));
        };
    }

    private static int length(int modifier) {
        return modifier < 0 ? LONGEST_TEXT : modifier - MODIFIER_HEADER;
    }

    private static ColumnType decimal(int modifier) {
        if (modifier < 0) {
            return new ColumnType(ColumnType.Kind.DECIMAL, DEFAULT_PRECISION, 0);
        }
        int packed = modifier - MODIFIER_HEADER;
        return new ColumnType(ColumnType.Kind.DECIMAL, packed >> 16, packed & 0x7ff);
    }
}
