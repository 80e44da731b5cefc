package io.redshiftops.sandbox.data;

/**
 * Random numbers as a pure function of a position in a tree: seed, table, row, column.
 *
 * <p>Nothing is consumed by drawing, so a row has the same values whichever thread, part or order it is made in. Numbers
 * come from <a href="https://doi.org/10.1145/2660193.2660195">SplitMix64</a>, whose n-th output needs no earlier one.
 */
record Draw(long state) {

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    /** Keeps the states of children apart from the numbers drawn at the same place. */
    private static final long CHILD = 0xD1B54A32D192ED03L;

    /** The root of a table's draws; the specified {@link String#hashCode()} makes them the same on every JVM. */
    static Draw of(long seed, String table) {
        return new Draw(seed).child(table.hashCode());
    }

    /** The draws of one row, or of whatever else is numbered here. */
    Draw child(long number) {
        return new Draw(mix(state + CHILD * (number + 1)));
    }

    /**
     * A number drawn evenly from 0 to below the bound.
     *
     * @param index which of this place's numbers, from 0
     * @param bound from 1 to 2^62; the bias is below bound / 2^63
     */
    long below(int index, long bound) {
        return Math.multiplyHigh(bits(index) >>> 1, bound << 1);
    }

    /** As {@link #below(int, long)}, for numbers that fit an {@code int}. */
    int below(int index, int bound) {
        return (int) below(index, (long) bound);
    }

    /** A number drawn evenly from {@code least} to {@code most}, both included. */
    int between(int index, int least, int most) {
        return least + below(index, most - least + 1);
    }

    /** One of the values, drawn evenly. */
    String oneOf(int index, String... values) {
        return values[below(index, values.length)];
    }

    /** 64 random bits. */
    long bits(int index) {
        return mix(state + GOLDEN_RATIO * (index + 1L));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
