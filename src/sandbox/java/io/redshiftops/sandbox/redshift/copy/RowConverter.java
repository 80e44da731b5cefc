package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.CopyOptions.Flag;
import io.redshiftops.sandbox.redshift.copy.CopyOptions.Text;
import io.redshiftops.sandbox.redshift.copy.TableDescription.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts rows to PostgreSQL's COPY text; says which field is wrong. */
final class RowConverter {

    private static final byte[] NULL = {'\\', 'N'};

    private final List<Column> columns;
    private final FieldConverter[] converters;
    private final boolean[] text;
    private final boolean[] trimmed;
    private final byte[] nullText;
    private final boolean fillRecord;
    private final boolean emptyAsNull;
    private final boolean blanksAsNull;
    private int wrongField;
    /** Where the columns' values begin in the output, and after them where the row ends. */
    private final int[] positions;

    RowConverter(List<Column> columns, CopyOptions options) {
        this.columns = columns;
        this.converters = columns.stream()
                .map(column -> FieldConverter.of(column.type(), options))
                .toArray(FieldConverter[]::new);
        this.text = new boolean[converters.length];
        this.trimmed = new boolean[converters.length];
        this.positions = new int[converters.length + 1];
        for (int i = 0; i < text.length; i++) {
            ColumnType.Kind kind = columns.get(i).type().kind();
            text[i] = kind.isText();
            trimmed[i] = !text[i] || (options.has(Flag.TRIMBLANKS) && kind == ColumnType.Kind.VARCHAR);
        }
        String marker = options.value(Text.NULL);
        this.nullText =
                marker == null ? NULL : marker.equals("\\0") ? new byte[1] : marker.getBytes(StandardCharsets.UTF_8);
        this.fillRecord = options.has(Flag.FILLRECORD);
        this.emptyAsNull = options.has(Flag.EMPTYASNULL);
        this.blanksAsNull = options.has(Flag.BLANKSASNULL);
    }

    /** The column at fault after a rejection, -1 if it is the whole row. */
    int wrongField() {
        return wrongField;
    }

    /** Where a column's value begins in the output; that of the column behind the last is the row's end. */
    int position(int column) {
        return positions[column];
    }

    /** Appends the row and a newline; returns why it cannot be loaded, null if it can. */
    @Nullable
    Rejection convert(RowReader row, Bytes out) {
        wrongField = -1;
        if (row.malformed() != null) {
            return row.malformed();
        }
        int wanted = converters.length;
        int given = row.count();
        if (given > wanted && !(given == wanted + 1 && row.start(wanted) == row.end(wanted))) {
            return Rejection.EXTRA_COLUMNS;
        }
        if (given < wanted && !fillRecord) {
            return row.isBlank() ? Rejection.EMPTY_LINE : Rejection.DELIMITER_NOT_FOUND;
        }
        for (int i = 0; i < wanted; i++) {
            if (i > 0) {
                out.add('\t');
            }
            positions[i] = out.size();
            Rejection rejection = i < given ? field(row, i, out) : missing(i, out);
            if (rejection != null) {
                wrongField = i;
                return rejection;
            }
        }
        positions[wanted] = out.size();
        out.add('\n');
        return null;
    }

    private @Nullable Rejection missing(int i, Bytes out) {
        return columns.get(i).type().kind() == ColumnType.Kind.VARCHAR ? null : nothing(i, out);
    }

    private @Nullable Rejection field(RowReader row, int i, Bytes out) {
        byte[] bytes = row.bytes(i);
        int from = row.start(i);
        int to = row.end(i);
        if (to - from == nullText.length
                && !row.isQuoted(i)
                && Arrays.equals(bytes, from, to, nullText, 0, nullText.length)) {
            return nothing(i, out);
        }
        if (trimmed[i]) {
            while (to > from && bytes[to - 1] == ' ') {
                to--;
            }
            while (!text[i] && to > from && bytes[from] == ' ') {
                from++;
            }
        }
        if (text[i]) {
            if (from == to ? emptyAsNull : blanksAsNull && bytes[from] == ' ' && isBlank(bytes, from, to)) {
                return nothing(i, out);
            }
        } else if (from == to) {
            return nothing(i, out);
        }
        int size = out.size();
        Rejection rejection = converters[i].convert(bytes, from, to, out);
        if (rejection != null && rejection.code() == 0) {
            out.resize(size);
            return nothing(i, out);
        }
        return rejection;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] != ' ' && bytes[at] != '\t') {
                return false;
            }
        }
        return true;
    }

    private @Nullable Rejection nothing(int i, Bytes out) {
        if (columns.get(i).notNull()) {
            return Rejection.NOT_NULL;
        }
        out.add(NULL);
        return null;
    }
}
