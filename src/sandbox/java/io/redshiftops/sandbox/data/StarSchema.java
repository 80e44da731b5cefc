package io.redshiftops.sandbox.data;

import java.util.List;

/**
 * The Star Schema Benchmark's five tables at a scale factor: {@code part}, {@code supplier}, {@code customer},
 * {@code dwdate} and {@code lineorder}.
 *
 * <p>Columns, keys and values are those of
 * <a href="https://www.cs.umb.edu/~poneil/StarSchemaB.PDF">revision 3 of the benchmark</a>; what is made depends on
 * scale factor and seed alone. Fields are separated by {@code |}.
 *
 * @param scaleFactor above 0; 1 makes about six million rows of lineorder
 * @param seed what random values are drawn from
 * @param lineorderObjects into how many objects lineorder is split; changes no row
 */
public record StarSchema(double scaleFactor, long seed, int lineorderObjects) {

    /**
     * The seed to use where nobody chose one. It was searched for, so that Q3.4 has something to return on a small machine:
     * at scale factor 0.1, where half a row of lineorder is expected to match, it returns four rows, as it does at 1 and on
     * AWS's sample data of scale factor 100; at 0.01 it returns one.
     */
    public static final long DEFAULT_SEED = 1_893_066;

    static final char DELIMITER = '|';

    /** Checks the parameters; throws {@link IllegalArgumentException} where one is out of range. */
    public StarSchema {
        Scale scale = new Scale(scaleFactor);
        if (lineorderObjects < 1 || lineorderObjects > scale.orders()) {
            throw new IllegalArgumentException("lineorder cannot be split into " + lineorderObjects
                    + " objects: use a number from 1 to its " + scale.orders() + " orders");
        }
    }

    /** The benchmark with the default seed, and lineorder in as many objects as suit its size. */
    public static StarSchema ofScale(double scaleFactor) {
        return new StarSchema(scaleFactor, DEFAULT_SEED, new Scale(scaleFactor).lineorderObjects());
    }

    /** The tables, small ones first. */
    public List<Table> tables() {
        return List.of(calendar(), suppliers(), customers(), parts(), orders());
    }

    /** The table of that name; throws {@link IllegalArgumentException} if there is none. */
    public Table table(String name) {
        return tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the Star Schema Benchmark has no table " + name));
    }

    Calendar calendar() {
        return new Calendar();
    }

    Suppliers suppliers() {
        return new Suppliers(scale(), seed);
    }

    Customers customers() {
        return new Customers(scale(), seed);
    }

    Parts parts() {
        return new Parts(scale(), seed);
    }

    Orders orders() {
        return new Orders(scale(), seed);
    }

    private Scale scale() {
        return new Scale(scaleFactor);
    }
}
