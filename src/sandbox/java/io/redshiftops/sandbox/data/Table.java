package io.redshiftops.sandbox.data;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A table whose content can be written from any place on, by any number of threads at once.
 *
 * <p>It is a numbered sequence of entries, each of which depends on the seed and its number alone. An entry is a row, or
 * where rows depend on each other (the lines of an order) all of those rows.
 */
public abstract class Table {

    private final String name;
    private final char delimiter;
    private final long entries;

    Table(String name, char delimiter, long entries) {
        this.name = name;
        this.delimiter = delimiter;
        this.entries = entries;
    }

    /** The table's name in SQL. */
    public final String name() {
        return name;
    }

    /** How many entries the table has. */
    public final long entries() {
        return entries;
    }

    /** How many rows the table has; may take a moment for a table whose entries differ in size. */
    public long rows() {
        return entries;
    }

    /**
     * Writes the rows of some entries as delimited text, and leaves the stream open.
     *
     * @param from the first entry, from 0
     * @param to the entry before which to stop
     * @throws IOException if the stream does
     */
    public final void write(long from, long to, OutputStream out) throws IOException {
        DelimitedText text = new DelimitedText(out, delimiter);
        for (long entry = from; entry < to; entry++) {
            write(entry, text);
        }
        text.flush();
    }

    abstract void write(long entry, DelimitedText text) throws IOException;
}
