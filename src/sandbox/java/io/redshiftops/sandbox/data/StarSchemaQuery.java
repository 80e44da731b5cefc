package io.redshiftops.sandbox.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The thirteen queries of the Star Schema Benchmark, in four flights.
 *
 * <p>Each has a filter factor: the share of lineorder's rows that its conditions leave, where all values are equally
 * frequent. The factors are those that
 * <a href="https://www.cs.umb.edu/~poneil/StarSchemaB.PDF">revision 3 of the benchmark</a> prints in section 3.
 */
public enum StarSchemaQuery {
    Q1_1(1.0 / 7 * 3 / 11 * 0.5),
    Q1_2(1.0 / 84 * 3 / 11 * 0.2),
    Q1_3(1.0 / 364 * 3 / 11 * 0.1) {
        /** The paper counts half of the ten quantities that its query text asks for, 26 to 35. */
        @Override
        public double filterFactor() {
            return 2 * printedFilterFactor();
        }
    },
    Q2_1(1.0 / 25 / 5),
    Q2_2(1.0 / 125 / 5),
    Q2_3(1.0 / 1000 / 5),
    Q3_1(1.0 / 5 / 5 * 6 / 7),
    Q3_2(1.0 / 25 / 25 * 6 / 7),
    Q3_3(1.0 / 125 / 125 * 6 / 7),
    Q3_4(1.0 / 125 / 125 / 84),
    Q4_1(1.0 / 5 / 5 * 2 / 5),
    Q4_2(1.0 / 5 / 5 * 2 / 5 * 2 / 7),
    Q4_3(1.0 / 5 / 25 / 25 * 2 / 7);

    private final double printedFilterFactor;

    StarSchemaQuery(double printedFilterFactor) {
        this.printedFilterFactor = printedFilterFactor;
    }

    /** The name in the paper, such as {@code Q3.4}. */
    public String label() {
        return name().replace('_', '.');
    }

    /** The share of lineorder's rows that the query selects, from 0 to 1. */
    public double filterFactor() {
        return printedFilterFactor;
    }

    /** The share as the paper prints it; only Q1.3's is another than the query text's. */
    public double printedFilterFactor() {
        return printedFilterFactor;
    }

    /** One SELECT over {@code lineorder}, {@code dwdate}, {@code customer}, {@code supplier} and {@code part}, unqualified. */
    public String sql() {
        String resource = "ssb/" + label() + ".sql";
        try (InputStream in = StarSchemaQuery.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
