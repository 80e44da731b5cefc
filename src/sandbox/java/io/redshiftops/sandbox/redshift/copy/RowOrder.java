package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.TableDescription.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes rows on as they come or, if the table has a sort key, in its order. */
final class RowOrder implements AutoCloseable {

    private final RowSink sink;
    private final int[] keyColumns;
    private final ColumnType.Kind[] kinds;
    private final @Nullable SortedRows sorted;
    private final Bytes key = new Bytes(64);

    private RowOrder(RowSink sink, List<Column> columns, int[] keyColumns, @Nullable SortedRows sorted) {
        this.sink = sink;
        this.keyColumns = keyColumns;
        this.kinds = columns.stream().map(column -> column.type().kind()).toArray(ColumnType.Kind[]::new);
        this.sorted = sorted;
    }

    /** The order of a table's sort key, as far as its columns are loaded. */
    static RowOrder of(TableDescription table, List<Column> columns, RowSink sink, Path scratch) {
        List<Integer> indexes = new ArrayList<>();
        for (String name : table.sortKey()) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(name)) {
                    indexes.add(i);
                }
            }
        }
        int[] keyColumns = indexes.stream().mapToInt(Integer::intValue).toArray();
        return new RowOrder(sink, columns, keyColumns, keyColumns.length == 0 ? null : new SortedRows(scratch));
    }

    boolean isSorted() {
        return sorted != null;
    }

    /** Passes rows on that need no order. */
    void pass(Bytes rows) throws IOException {
        if (rows.size() > 0) {
            sink.write(rows.array(), 0, rows.size());
        }
    }

    /** Keeps the row that was converted last. */
    void add(Bytes out, int from, RowConverter converter) throws IOException {
        if (sorted == null) {
            throw new IllegalStateException("rows are passed on unsorted");
        }
        key.resize(0);
        for (int column : keyColumns) {
            int end = column + 1 < kinds.length ? converter.position(column + 1) - 1 : converter.position(column + 1);
            SortKeys.add(kinds[column], out.array(), converter.position(column), end, key);
        }
        sorted.add(key, out.array(), from, out.size());
    }

    /** Passes on what was kept. */
    void finish(CopyControl control) throws IOException {
        if (sorted != null) {
            sorted.writeTo(sink, control);
        }
    }

    @Override
    public void close() throws IOException {
        if (sorted != null) {
            sorted.close();
        }
    }
}
