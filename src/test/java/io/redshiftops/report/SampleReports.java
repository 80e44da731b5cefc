package io.redshiftops.report;

import io.redshiftops.report.BenchmarkReport.Fact;
import io.redshiftops.report.BenchmarkReport.QueryTimes;
import io.redshiftops.report.BenchmarkReport.TableLoad;
import io.redshiftops.report.BenchmarkReport.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reports to look at and to test with. */
final class SampleReports {

    private SampleReports() {}

    /** The comparison of two table designs by four queries. */
    static BenchmarkReport designs() {
        SplittableRandom random = new SplittableRandom(7);
        return report(
                "default/designs",
                List.of("nodist", "dist"),
                List.of(
                        query("oneDim", null, timings(random, 6_970_000, 3_190_000)),
                        query("twoDim", null, timings(random, 12_810_000, 9_020_000)),
                        query("drill", null, timings(random, 13_390_000, 10_540_000)),
                        query("oneDimSameDist", null, timings(random, 8_120_000, 9_400_000))),
                List.of(
                        new TableLoad("customer", Map.of("nodist", 10_100_000L, "dist", 21_300_000L)),
                        new TableLoad("dwdate", Map.of("nodist", 1_900_000L, "dist", 1_500_000L)),
                        new TableLoad("lineorder", Map.of("nodist", 601_000_000L, "dist", 728_000_000L)),
                        new TableLoad("part", Map.of("nodist", 7_000_000L, "dist", 8_200_000L)),
                        new TableLoad("supplier", Map.of("nodist", 19_000_000L, "dist", 24_000_000L))),
                List.of());
    }

    /** Everything that a layout may stumble over. */
    static BenchmarkReport awkward() {
        SplittableRandom random = new SplittableRandom(8);
        String longName = "revenue-by-customer-nation_and_supplier_region.per.year-1992-to-1997";
        return report(
                "team-a/<script>alert('x')</script>",
                List.of("as-is", "a-variant-with-a-name-of-sixty-three-characters-which-is-the-most", "c", "d"),
                List.of(
                        query(longName, null, timings(random, 5_000_000, 5_000_000, 5_000_000, 5_000_000)),
                        query("q".repeat(63), null, timings(random, 4_000, 1_200_000_000, 12, 0)),
                        query(
                                "different",
                                "the results differ: as-is returned 4 rows, c returned 5",
                                withoutImprovements(timings(random, 900, 800, 700, 600))),
                        query("nothing & nobody", "no sample of variant d counted", noLast(random)),
                        query("zero", null, timings(random, 0, 0, 0, 0))),
                List.of(new TableLoad("t".repeat(127), Map.of("as-is", 1_000L, "c", 2_000L))),
                List.of("Query different is not compared: its results differ between the variants."));
    }

    /** As many queries and variants as the API allows, with long names. */
    static BenchmarkReport largest(int samples) {
        SplittableRandom random = new SplittableRandom(9);
        List<QueryTimes> queries = IntStream.range(0, 50)
                .mapToObj(i -> query(
                        "query-%02d-".formatted(i) + "x".repeat(54),
                        null,
                        sampled(
                                random,
                                samples,
                                1_000_000L + i * 20_000L,
                                1_500_000,
                                2_000_000,
                                900_000 + random.nextLong(500_000))))
                .toList();
        List<TableLoad> loads = IntStream.range(0, 50)
                .mapToObj(i -> new TableLoad(
                        "table_" + i, Map.of("a", 1_000_000L * i, "b", 5_000_000L, "c", 3_000_000L, "d", 4_000_000L)))
                .toList();
        return report("team-a/all", List.of("a", "b", "c", "d"), queries, loads, List.of());
    }

    static BenchmarkReport single() {
        return report(
                "default/one",
                List.of("nodist", "dist"),
                List.of(query("only", null, sampled(new SplittableRandom(3), 1, 4_210, 3_998))),
                List.of(),
                List.of("1 of 10 samples counted."));
    }

    private static BenchmarkReport report(
            String title,
            List<String> variants,
            List<QueryTimes> queries,
            List<TableLoad> loads,
            List<String> warnings) {
        return new BenchmarkReport(
                title,
                "Run 3f9c21ab, 2025-11-21 06:00 to 06:41 UTC",
                List.of(
                        "dist against nodist: geometric mean of the ratios of medians 1.58; sum of medians 31.4\u00a0% less."),
                warnings,
                variants,
                0,
                "Execution time as the engine reports it, medians",
                queries,
                loads,
                List.of(
                        new Fact("Warehouse", "dwh, 4 × dc2.large"),
                        new Fact("Engine", "PostgreSQL 8.0.2 on i686-pc-linux-gnu, Redshift 1.0.12103"),
                        new Fact("Database", "dwh"),
                        new Fact("Seed", "1")),
                List.of(
                        "Each query ran on each variant 10 times after 2 warm-ups, one statement at a time.",
                        "The result cache was off, and each sample was checked not to come from it."),
                List.of("It names differences of medians, not whether they would show again."));
    }

    private static QueryTimes query(String name, @Nullable String note, List<Timing> timings) {
        return new QueryTimes(name, "SELECT 1 -- " + name, timings, note);
    }

    private static List<Timing> timings(SplittableRandom random, long... medians) {
        return sampled(random, 10, medians);
    }

    private static List<Timing> sampled(SplittableRandom random, int samples, long... medians) {
        List<Timing> timings = new ArrayList<>();
        for (int i = 0; i < medians.length; i++) {
            long median = medians[i];
            long[] values = LongStream.range(0, samples)
                    .map(sample -> (long) (median * (0.9 + 0.25 * random.nextDouble())))
                    .sorted()
                    .toArray();
            Double improvement = i == 0 || medians[0] == 0 ? null : 100.0 * (medians[0] - median) / medians[0];
            timings.add(new Timing(
                    samples,
                    i,
                    median,
                    Math.min(median, values[0]),
                    median,
                    samples < 2 ? null : median / 20,
                    Math.max(median, values[samples - 1]),
                    improvement,
                    LongStream.of(values).boxed().toList()));
        }
        return timings;
    }

    private static List<Timing> withoutImprovements(List<Timing> timings) {
        List<Timing> result = new ArrayList<>();
        for (Timing timing : timings) {
            result.add(new Timing(
                    timing.samples(),
                    timing.rejected(),
                    timing.medianMicros(),
                    timing.minMicros(),
                    timing.meanMicros(),
                    timing.stddevMicros(),
                    timing.maxMicros(),
                    null,
                    timing.sampleMicros()));
        }
        return result;
    }

    private static List<Timing> noLast(SplittableRandom random) {
        List<Timing> timings = timings(random, 2_000_000, 1_000_000, 3_000_000, 1);
        timings.set(3, Timing.none(25));
        return timings;
    }
}
