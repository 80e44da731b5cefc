package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.CopyOptions.Flag;
import java.util.ArrayList;
import java.util.List;

/**
 * The table that a COPY loads.
 *
 * @param sortKey the names of the columns of its sort key in order, empty if it has none
 */
public record TableDescription(String name, List<Column> columns, List<String> sortKey) {

    /** Copies the lists. */
    public TableDescription {
        columns = List.copyOf(columns);
        sortKey = List.copyOf(sortKey);
    }

    /**
     * A column.
     *
     * @param identity whether the table numbers its rows by it
     */
    public record Column(String name, ColumnType type, boolean notNull, boolean identity) {}

    /**
     * The columns that a COPY loads, in the order of the files' fields: those that it names or all, identity columns
     * only with EXPLICIT_IDS.
     *
     * @throws CopyFailure if it names a column that is not there
     */
    public List<Column> loadedBy(CopyStatement copy) {
        boolean explicit = copy.options().has(Flag.EXPLICIT_IDS);
        if (copy.columns().isEmpty()) {
            return columns.stream()
                    .filter(column -> explicit || !column.identity())
                    .toList();
        }
        List<Column> loaded = new ArrayList<>();
        for (String name : copy.columns()) {
            Column column = columns.stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> CopyFailure.noColumn(name, this.name));
            if (column.identity() && !explicit) {
                throw CopyFailure.refused("cannot set an identity column to a value");
            }
            loaded.add(column);
        }
        return loaded;
    }
}
