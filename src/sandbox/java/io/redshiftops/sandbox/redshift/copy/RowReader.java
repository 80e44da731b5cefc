package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.CopyOptions.Flag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts objects into rows and rows into fields, in a buffer that it uses again; the current row is valid until the next. */
final class RowReader {

    private static final int BUFFER = 512 << 10;
    /** Redshift's largest row. */
    private static final int LARGEST_ROW = 4 << 20;

    /** A row's end is not in the buffer yet. */
    private static final int INCOMPLETE = -1;

    private final ObjectStream source;
    private final byte delimiter;
    private final byte quote;
    private final boolean csv;
    private final boolean escape;
    private final boolean removeQuotes;

    private final int[] starts;
    private final int[] ends;
    private final boolean[] quoted;
    private final boolean[] decoded;
    private final Bytes scratch = new Bytes(1024);
    private int count;

    private byte[] buffer = new byte[BUFFER];
    private int rowStart;
    private int rowEnd;
    private int next;
    private int limit;
    private boolean atEnd;
    private long offset;
    private long line;
    private long newlines;
    private @Nullable Rejection malformed;

    /** Keeps at most so many fields of a row; further ones are counted. */
    RowReader(ObjectStream source, CopyOptions options, int mostFields) {
        this.source = source;
        this.delimiter = options.delimiter();
        this.quote = options.quote();
        this.csv = options.has(Flag.CSV);
        this.escape = options.has(Flag.ESCAPE);
        this.removeQuotes = options.has(Flag.REMOVEQUOTES);
        this.starts = new int[mostFields];
        this.ends = new int[mostFields];
        this.quoted = new boolean[mostFields];
        this.decoded = new boolean[mostFields];
    }

    /** Goes on to the next object. */
    void nextObject() {
        rowStart = 0;
        rowEnd = 0;
        next = 0;
        limit = 0;
        atEnd = false;
        offset = 0;
        line = 0;
        newlines = 0;
    }

    /** Goes to the next row of the object; returns false if there is none. */
    boolean next() {
        offset += next - rowStart;
        rowStart = next;
        line += newlines;
        newlines = 0;
        while (true) {
            if (rowStart < limit) {
                int end = scan();
                if (end != INCOMPLETE) {
                    finish(end);
                    return true;
                }
            }
            if (atEnd) {
                return false;
            }
            fill();
        }
    }

    private int scan() {
        count = 0;
        newlines = 1;
        malformed = null;
        scratch.resize(0);
        return csv ? scanCsv() : escape || removeQuotes ? scanMarked() : scanPlain();
    }

    private void finish(int end) {
        rowEnd = end;
        next = Math.min(end + 1, limit);
    }

    private void fill() {
        if (rowStart > 0) {
            System.arraycopy(buffer, rowStart, buffer, 0, limit - rowStart);
            limit -= rowStart;
            rowStart = 0;
            next = 0;
        }
        if (limit == buffer.length) {
            if (limit > LARGEST_ROW) {
                throw CopyFailure.failed(Rejection.ROW_TOO_LONG.reason());
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = source.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            atEnd = true;
        } else {
            limit += read;
        }
    }

    private int scanPlain() {
        byte[] bytes = buffer;
        int end = limit;
        int start = rowStart;
        for (int at = start; at < end; at++) {
            byte b = bytes[at];
            if (b == delimiter) {
                field(start, at, false, false);
                start = at + 1;
            } else if (b == '\n') {
                field(start, withoutReturn(start, at), false, false);
                return at;
            }
        }
        if (!atEnd) {
            return INCOMPLETE;
        }
        field(start, withoutReturn(start, end), false, false);
        return end;
    }

    private int scanCsv() {
        int at = rowStart;
        while (true) {
            if (at < limit && buffer[at] == quote) {
                int close = closingQuote(at + 1);
                if (close < 0) {
                    if (!atEnd) {
                        return INCOMPLETE;
                    }
                    malformed = Rejection.UNFINISHED_QUOTE;
                    return limit;
                }
                at = close + 1;
                if (at < limit && buffer[at] == '\r') {
                    at++;
                }
                if (at < limit && buffer[at] != delimiter && buffer[at] != '\n') {
                    malformed = Rejection.INVALID_QUOTE;
                    at = endOfPart(at, false);
                }
            } else {
                int end = endOfPart(at, true);
                field(at, end < limit && buffer[end] == delimiter ? end : withoutReturn(at, end), false, false);
                at = end;
            }
            if (at == limit) {
                return atEnd ? limit : INCOMPLETE;
            }
            if (buffer[at] == '\n') {
                return at;
            }
            at++;
        }
    }

    /** Adds a quoted field; returns where its closing quote is, -1 if it is not there. */
    private int closingQuote(int start) {
        boolean doubled = false;
        long lines = 0;
        for (int at = start; at < limit; at++) {
            byte b = buffer[at];
            if (b == '\n') {
                lines++;
            } else if (b == quote) {
                if (at + 1 < limit && buffer[at + 1] == quote) {
                    doubled = true;
                    at++;
                } else if (at + 1 < limit || atEnd) {
                    newlines += lines;
                    quotedField(start, at, doubled);
                    return at;
                }
            }
        }
        return -1;
    }

    private void quotedField(int start, int end, boolean doubled) {
        if (!doubled) {
            field(start, end, true, false);
            return;
        }
        int from = scratch.size();
        for (int at = start; at < end; at++) {
            scratch.add(buffer[at]);
            if (buffer[at] == quote) {
                at++;
            }
        }
        field(from, scratch.size(), true, true);
    }

    /** Where a line or, if wanted, a field ends. */
    private int endOfPart(int start, boolean field) {
        int at = start;
        while (at < limit && buffer[at] != '\n' && !(field && buffer[at] == delimiter)) {
            at++;
        }
        return at;
    }

    private int scanMarked() {
        int start = rowStart;
        int from = 0;
        byte open = 0;
        for (int at = rowStart; ; at++) {
            if (at >= limit) {
                if (!atEnd) {
                    return INCOMPLETE;
                }
                malformed = open == 0 ? null : Rejection.REMOVE_QUOTES;
                markedField(start, withoutReturn(start, limit), from);
                return limit;
            }
            byte b = buffer[at];
            if (escape && b == '\\') {
                newlines += at + 1 < limit && buffer[at + 1] == '\n' ? 1 : 0;
                at++;
            } else if (removeQuotes && at == start && (b == '"' || b == '\'')) {
                open = b;
            } else if (open != 0 && b == open) {
                open = 0;
            } else if (b == delimiter && open == 0) {
                markedField(start, at, from);
                from = scratch.size();
                start = at + 1;
            } else if (b == '\n') {
                malformed = open == 0 ? null : Rejection.REMOVE_QUOTES;
                markedField(start, withoutReturn(start, at), from);
                return at;
            }
        }
    }

    /** Adds a field without its quotes and escapes. */
    private void markedField(int start, int end, int from) {
        int first = start;
        int last = end;
        if (removeQuotes && last - first >= 2 && isQuote(buffer[first]) && buffer[last - 1] == buffer[first]) {
            first++;
            last--;
        }
        boolean nullMark = last - first == 2 && buffer[first] == '\\' && buffer[first + 1] == 'N';
        if (!escape || nullMark) {
            field(first, last, false, false);
            return;
        }
        for (int at = first; at < last; at++) {
            if (buffer[at] == '\\' && at + 1 < last) {
                at++;
            }
            scratch.add(buffer[at]);
        }
        field(from, scratch.size(), false, true);
    }

    private static boolean isQuote(byte b) {
        return b == '"' || b == '\'';
    }

    private int withoutReturn(int start, int end) {
        return end > start && buffer[end - 1] == '\r' ? end - 1 : end;
    }

    private void field(int start, int end, boolean inQuotes, boolean inScratch) {
        if (count < starts.length) {
            starts[count] = start;
            ends[count] = end;
            quoted[count] = inQuotes;
            decoded[count] = inScratch;
        }
        count++;
    }

    /** How many fields the row has. */
    int count() {
        return count;
    }

    /** The array that holds a field. */
    byte[] bytes(int field) {
        return decoded[field] ? scratch.array() : buffer;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    boolean isQuoted(int field) {
        return quoted[field];
    }

    /** Whether nothing stands in the row. */
    boolean isBlank() {
        return withoutReturn(rowStart, rowEnd) == rowStart;
    }

    /** Why the row cannot be cut into fields, null if it can. */
    @Nullable
    Rejection malformed() {
        return malformed;
    }

    /** The number of the row's first line in the object, from 1. */
    long line() {
        return line + 1;
    }

    /** How many lines were read, this row's among them. */
    long linesRead() {
        return line + newlines;
    }

    /** Where the row begins in the object. */
    long offset() {
        return offset;
    }

    /** Where the rows read so far end in the object. */
    long bytesRead() {
        return offset + (next - rowStart);
    }

    /** A part of the buffer as the load error tables show it. */
    String shown(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < Math.min(to, from + 1024); at++) {
            text.append(bytes[at] > 0 ? (char) bytes[at] : '.');
        }
        return text.toString();
    }

    /** The row as the load error tables show it. */
    String shownLine() {
        return shown(buffer, rowStart, withoutReturn(rowStart, rowEnd));
    }

    /** How far a field is from the row's beginning, 0 if that is not known. */
    int position(int field) {
        return decoded[field] ? 0 : starts[field] - rowStart;
    }
}
