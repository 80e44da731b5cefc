package io.redshiftops.sandbox.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Objects for a bucket that nothing is made of before it is read.
 *
 * <p>Files lie under the given directory, below one that is named after what was asked for, so that they are found again
 * by who asks for the same and by nobody else.
 *
 * @param objects in the order of their keys within a table; the prefix of a table, such as {@code ssbgz/part}, is the
 *     beginning of no other table's keys
 */
public record DataSet(List<DataObject> objects) {

    /** Part of directories' names, to be raised whenever the same parameters make other rows than before. */
    private static final int REVISION = 1;

    private static final int TICKET_PARTS = 10;

    /** Copies the list. */
    public DataSet {
        objects = List.copyOf(objects);
    }

    /**
     * The Star Schema Benchmark under {@code ssbgz/<table>/}: lineorder in as many objects as the schema says, each
     * other table in one.
     *
     * @param directory where files are made when they are read
     */
    public static DataSet starSchema(StarSchema schema, Path directory) {
        Path files = directory.resolve(text(
                "ssb-%s-seed-%d-parts-%d-r%d",
                schema.scaleFactor(), schema.seed(), schema.lineorderObjects(), REVISION));
        List<DataObject> objects = new ArrayList<>();
        for (Table table : schema.tables()) {
            int parts = table instanceof Orders ? schema.lineorderObjects() : 1;
            objects.addAll(split(table, parts, "ssbgz/" + table.name() + "/part-%05d.gz", files));
        }
        return new DataSet(objects);
    }

    /**
     * Tickets twice: ten objects under {@code tickets/split/part}, and the same rows in {@code tickets/full/full.csv.gz}.
     *
     * @param directory where files are made when they are read
     */
    public static DataSet tickets(Tickets tickets, Path directory) {
        Path files = directory.resolve(text("tickets-%d-seed-%d-r%d", tickets.entries(), tickets.seed(), REVISION));
        String job = text("%016x", Draw.of(tickets.seed(), "tickets/split").bits(0));
        List<DataObject> objects =
                new ArrayList<>(split(tickets, TICKET_PARTS, "tickets/split/part-%05d-" + job + ".csv.gz", files));
        objects.addAll(split(tickets, 1, "tickets/full/full.csv.gz", files));
        return new DataSet(objects);
    }

    /** Cuts a table into objects of nearly the same number of entries. */
    private static List<DataObject> split(Table table, int parts, String keyFormat, Path directory) {
        List<DataObject> objects = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            long from = table.entries() / parts * part + table.entries() % parts * part / parts;
            int next = part + 1;
            long to = table.entries() / parts * next + table.entries() % parts * next / parts;
            objects.add(new DataObject(text(keyFormat, part), table, from, to, directory));
        }
        return objects;
    }

    /** Keys have the same digits in every locale. */
    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
