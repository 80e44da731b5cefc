package io.redshiftops.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a finished benchmark shows. Times are microseconds; lists by variant are in the order of
 * {@code variants}.
 *
 * @param title namespace and name
 * @param subtitle which run it was, and when
 * @param summary the result in sentences
 * @param warnings what a reader must know before the numbers; empty for nothing
 * @param variants names of the variants, two to four
 * @param baseline index of the variant that the others are compared with
 * @param metric which time counts, for the reader
 * @param loads what it took to load each table; empty where no load is known
 * @param environment what was measured on
 * @param method how it was measured, in sentences
 * @param caveats what the page does not claim, in sentences
 */
public record BenchmarkReport(
        String title,
        String subtitle,
        List<String> summary,
        List<String> warnings,
        List<String> variants,
        int baseline,
        String metric,
        List<QueryTimes> queries,
        List<TableLoad> loads,
        List<Fact> environment,
        List<String> method,
        List<String> caveats) {

    /** Copies, and refuses what no chart could show. */
    public BenchmarkReport {
        summary = List.copyOf(summary);
        warnings = List.copyOf(warnings);
        variants = List.copyOf(variants);
        queries = List.copyOf(queries);
        loads = List.copyOf(loads);
        environment = List.copyOf(environment);
        method = List.copyOf(method);
        caveats = List.copyOf(caveats);
        int count = variants.size();
        if (count < 2 || count > Palette.SERIES || baseline < 0 || baseline >= count) {
            throw new IllegalArgumentException(
                    "a report compares 2 to %d variants with one of them; given were %d and baseline %d"
                            .formatted(Palette.SERIES, count, baseline));
        }
        boolean complete = queries.stream().allMatch(query -> query.timings().size() == count);
        if (!complete) {
            throw new IllegalArgumentException("every query needs %d timings, one by variant".formatted(count));
        }
    }

    /**
     * One query.
     *
     * @param sql its text; null where that would make the page too large
     * @param timings by variant
     * @param note why it is not compared, or what else to know; null for nothing
     */
    public record QueryTimes(
            String name,
            @Nullable String sql,
            List<Timing> timings,
            @Nullable String note) {}

    /**
     * One query on one variant. Without a sample that counted the times mean nothing.
     *
     * @param stddevMicros standard deviation of the sample; null for fewer than two samples
     * @param improvementPercent by how much the median is below the baseline's; null where there is none to give
     * @param sampleMicros each sample that counted; may be empty where there are too many to draw
     */
    public record Timing(
            int samples,
            int rejected,
            long medianMicros,
            long minMicros,
            long meanMicros,
            @Nullable Long stddevMicros,
            long maxMicros,
            @Nullable Double improvementPercent,
            List<Long> sampleMicros) {

        /** A query and variant of which no sample counted. */
        public static Timing none(int rejected) {
            return new Timing(0, rejected, 0, 0, 0, null, 0, null, List.of());
        }
    }

    /**
     * What it took to load one table.
     *
     * @param micros by name of the variant; none where the variant has no such table or no load
     */
    public record TableLoad(String table, Map<String, Long> micros) {}

    /** A name and a value. */
    public record Fact(String name, String value) {}
}
