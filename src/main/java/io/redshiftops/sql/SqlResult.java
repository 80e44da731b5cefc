package io.redshiftops.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement answered.
 *
 * @param columns names of the columns; empty if it returns no rows
 * @param rows the values as text, null for SQL's NULL
 * @param updateCount rows that it changed; 0 if it changes none
 * @param micros from sending it to holding its last row, microseconds
 */
public record SqlResult(List<String> columns, List<List<@Nullable String>> rows, long updateCount, long micros) {

    /** The only value of the only row; null if there is no row or the value is NULL. */
    public @Nullable String single() {
        return rows.isEmpty() ? null : rows.get(0).get(0);
    }

    /** The first value of each row. */
    public List<String> firstColumn() {
        return rows.stream().map(row -> String.valueOf(row.get(0))).toList();
    }
}
