package io.redshiftops.sandbox.data;

/**
 * A scale factor of the Star Schema Benchmark and the sizes that follow from it.
 *
 * <p>Sizes are those of the <a href="https://www.cs.umb.edu/~poneil/StarSchemaB.PDF">paper, revision 3</a>, section 2.
 * Below factor 1, where the paper is silent, parts shrink in proportion as the rest does, down to a minimum that still
 * makes sense.
 *
 * @param factor above 0, up to {@value #LARGEST}; 1 makes about six million rows of lineorder
 */
record Scale(double factor) {

    /** Beyond it keys would come near the end of a {@code long}, and data near that of any disk. */
    private static final double LARGEST = 1_000_000;

    private static final int ORDERS = 1_500_000;
    private static final int CUSTOMERS = 30_000;
    private static final int SUPPLIERS = 2_000;
    private static final int PARTS = 200_000;

    private static final int FEWEST_ORDERS = 100;
    private static final int FEWEST_CUSTOMERS = 30;
    private static final int FEWEST_SUPPLIERS = 20;
    private static final int FEWEST_PARTS = 200;

    /** A warehouse loads a table best from a multiple of its slices; eight is that of four small nodes. */
    private static final int SLICES = 8;
    /** Makes objects of some 2 to 100 MB, inside the 1 MB to 1 GB that COPY likes. */
    private static final double SMALLEST_OBJECT = 0.0125;

    private static final double LARGEST_OBJECTS = 4;

    Scale {
        if (!(factor > 0 && factor <= LARGEST)) {
            throw new IllegalArgumentException(
                    "scale factor " + factor + " is out of range: use one above 0, up to " + (long) LARGEST);
        }
    }

    long orders() {
        return Math.max(FEWEST_ORDERS, Math.round(ORDERS * factor));
    }

    long customers() {
        return Math.max(FEWEST_CUSTOMERS, Math.round(CUSTOMERS * factor));
    }

    long suppliers() {
        return Math.max(FEWEST_SUPPLIERS, Math.round(SUPPLIERS * factor));
    }

    long parts() {
        if (factor < 1) {
            return Math.max(FEWEST_PARTS, Math.round(PARTS * factor));
        }
        // A double's exponent is the whole part of its binary logarithm, exactly.
        return (long) PARTS * (1 + Math.getExponent(factor));
    }

    /** Into how many objects lineorder is best split: a multiple of eight from factor 0.1 up, fewer below. */
    int lineorderObjects() {
        if (factor < SLICES * SMALLEST_OBJECT) {
            return Math.max(1, (int) (factor / SMALLEST_OBJECT));
        }
        return SLICES * (int) Math.ceil(factor / LARGEST_OBJECTS);
    }
}
