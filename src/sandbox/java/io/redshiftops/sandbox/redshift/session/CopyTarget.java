package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.copy.ColumnType;
import io.redshiftops.sandbox.redshift.copy.CopyStatement;
import io.redshiftops.sandbox.redshift.copy.TableDescription;
import io.redshiftops.sandbox.redshift.copy.TableDescription.Column;
import io.redshiftops.sandbox.redshift.dialect.Literals;
import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table that a COPY loads, as the client's transaction sees it.
 *
 * @param id its number in pg_class
 */
record CopyTarget(long id, TableDescription description) {

    private static final String QUERY = """
            select c.oid, c.relkind, pg_catalog.has_table_privilege(c.oid, 'INSERT'),
              a.attname, t.typname, a.atttypmod, a.attnotnull, a.attidentity,
              pg_catalog.array_position(d.sort_keys, a.attnum)
            from pg_catalog.pg_class c
            join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_catalog.pg_type t on t.oid = a.atttypid
            left join redshift_internal.table_design d on d.table_id = c.oid
            where c.oid = pg_catalog.to_regclass($1)
            order by a.attnum""";

    private static final int LENGTH_HEADER = 4;
    private static final int LONGEST_VARCHAR = 65_535;
    private static final int DEFAULT_PRECISION = 18;

    /** The name that the backend takes. */
    static String name(CopyStatement copy) {
        String table = Literals.quoteName(copy.table());
        return copy.schema() == null ? table : Literals.quoteName(copy.schema()) + "." + table;
    }

    /**
     * Looks the table up.
     *
     * @return null if the backend has failed
     * @throws ProblemException if there is none or the user may not fill it
     */
    static @Nullable CopyTarget find(Pipeline pipeline, CopyStatement copy) throws IOException {
        List<List<@Nullable String>> rows = pipeline.query(QUERY, name(copy));
        if (rows == null) {
            return null;
        }
        if (rows.isEmpty()) {
            throw new ProblemException(Problem.error("XX000", "Cannot COPY into nonexistent table " + copy.table()));
        }
        return of(copy, rows);
    }

    private static CopyTarget of(CopyStatement copy, List<List<@Nullable String>> rows) {
        List<@Nullable String> first = rows.get(0);
        String kind = first.get(1);
        if (!"r".equals(kind) && !"p".equals(kind)) {
            throw new ProblemException(Problem.error("42809", "cannot copy to view \"" + copy.table() + "\""));
        }
        if (!"t".equals(first.get(2))) {
            throw new ProblemException(Problem.error("42501", "permission denied for relation " + copy.table()));
        }
        List<Column> columns = rows.stream().map(CopyTarget::column).toList();
        return new CopyTarget(
                Long.parseLong(Objects.requireNonNull(first.get(0))),
                new TableDescription(copy.table(), columns, sortKey(rows)));
    }

    /** The names of the columns that have a place in the sort key, in the order of the places. */
    private static List<String> sortKey(List<List<@Nullable String>> rows) {
        SortedMap<Integer, String> byPlace = new TreeMap<>();
        for (List<@Nullable String> row : rows) {
            String place = row.get(8);
            if (place != null) {
                byPlace.put(Integer.valueOf(place), Objects.requireNonNull(row.get(3)));
            }
        }
        return List.copyOf(byPlace.values());
    }

    private static Column column(List<@Nullable String> row) {
        String name = Objects.requireNonNull(row.get(3));
        String type = Objects.requireNonNull(row.get(4));
        int modifier = Integer.parseInt(Objects.requireNonNull(row.get(5)));
        String identity = row.get(7);
        return new Column(
                name, type(name, type, modifier), "t".equals(row.get(6)), identity != null && !identity.isEmpty());
    }

    private static ColumnType type(String column, String type, int modifier) {
        return switch (type) {
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
            case "numeric" -> decimal(modifier);
            case "bpchar" -> new ColumnType(ColumnType.Kind.CHAR, Math.max(1, modifier - LENGTH_HEADER), 0);
            case "varchar", "text" ->
                new ColumnType(ColumnType.Kind.VARCHAR, modifier < 0 ? LONGEST_VARCHAR : modifier - LENGTH_HEADER, 0);
            default ->
                throw new ProblemException(Problem.error(
                        "0A000",
                        "COPY into column \"" + column + "\" of type " + type + " is not emulated by this sandbox"));
        };
    }

    private static ColumnType decimal(int modifier) {
        int declared = modifier - LENGTH_HEADER;
        return modifier < 0
                ? new ColumnType(ColumnType.Kind.DECIMAL, DEFAULT_PRECISION, 0)
                : new ColumnType(ColumnType.Kind.DECIMAL, declared >> 16 & 0xffff, declared & 0x7ff);
    }
}
