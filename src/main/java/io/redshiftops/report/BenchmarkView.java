package io.redshiftops.report;

import io.quarkus.qute.RawString;
import io.redshiftops.report.BenchmarkReport.QueryTimes;
import io.redshiftops.report.BenchmarkReport.TableLoad;
import io.redshiftops.report.BenchmarkReport.Timing;
import io.redshiftops.report.TimeChart.Bar;
import io.redshiftops.report.TimeChart.Group;
import io.redshiftops.report.TimeChart.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as the template wants it: pictures drawn, numbers written out.
 *
 * @param loads null where no load is known
 */
record BenchmarkView(
        BenchmarkReport report,
        List<LegendEntry> legend,
        Section times,
        Section improvements,
        @Nullable Section loads) {

    private static final String NONE = "\u2013";

    /** How a variant looks. */
    record LegendEntry(RawString svg, String name, boolean baseline) {}

    /** A picture, which is not escaped once more, and the table with its numbers. */
    record Section(RawString svg, String caption, Table table) {}

    /** A table of groups of rows; the first cell of a row names it. */
    record Table(String title, List<String> columns, List<RowGroup> groups) {

        static Table of(String title, List<String> columns, List<List<String>> rows) {
            return new Table(title, columns, List.of(new RowGroup(null, rows)));
        }
    }

    /**
     * Rows that belong together.
     *
     * @param name of the group; null for none
     */
    record RowGroup(@Nullable String name, List<List<String>> rows) {}

    static BenchmarkView of(BenchmarkReport report) {
        return new BenchmarkView(
                report,
                legend(report),
                times(report),
                improvements(report),
                report.loads().isEmpty() ? null : loads(report));
    }

    private static List<LegendEntry> legend(BenchmarkReport report) {
        List<LegendEntry> entries = new ArrayList<>();
        for (int i = 0; i < report.variants().size(); i++) {
            entries.add(new LegendEntry(
                    new RawString(Palette.swatch(i)), report.variants().get(i), i == report.baseline()));
        }
        return entries;
    }

    private static Section times(BenchmarkReport report) {
        TimeChart chart = new TimeChart(
                "times",
                "Time of each query on each variant",
                TimeChart.Scaling.BY_GROUP_IF_NEEDED,
                report.variants(),
                report.queries().stream()
                        .map(query -> new Group(query.name(), bars(report, query)))
                        .toList());
        return new Section(new RawString(chart.svg()), chart.caption(), timesTable(report));
    }

    private static List<Bar> bars(BenchmarkReport report, QueryTimes query) {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < report.variants().size(); i++) {
            Timing timing = query.timings().get(i);
            if (timing.samples() > 0) {
                bars.add(bar(i, query.name() + " on " + report.variants().get(i), timing));
            }
        }
        return bars;
    }

    private static Bar bar(int series, String name, Timing timing) {
        return new Bar(
                series,
                timing.medianMicros(),
                new Range(timing.minMicros(), timing.maxMicros()),
                timing.sampleMicros(),
                "%s: median %s, %s to %s, %d samples"
                        .formatted(
                                name,
                                Numbers.time(timing.medianMicros()),
                                Numbers.time(timing.minMicros()),
                                Numbers.time(timing.maxMicros()),
                                timing.samples()));
    }

    private static Table timesTable(BenchmarkReport report) {
        List<RowGroup> groups = new ArrayList<>();
        for (QueryTimes query : report.queries()) {
            List<List<String>> rows = new ArrayList<>();
            for (int i = 0; i < report.variants().size(); i++) {
                rows.add(timesRow(report.variants().get(i), query.timings().get(i)));
            }
            groups.add(new RowGroup(query.name(), rows));
        }
        return new Table(
                "Times in numbers",
                List.of("Variant", "Median", "Min", "Mean", "Std. dev.", "Max", "Samples", "Rejected"),
                groups);
    }

    private static List<String> timesRow(String variant, Timing timing) {
        String rejected = Numbers.count(timing.rejected());
        if (timing.samples() == 0) {
            return List.of(variant, NONE, NONE, NONE, NONE, NONE, "0", rejected);
        }
        return List.of(
                variant,
                Numbers.time(timing.medianMicros()),
                Numbers.time(timing.minMicros()),
                Numbers.time(timing.meanMicros()),
                timing.stddevMicros() == null ? NONE : Numbers.time(timing.stddevMicros()),
                Numbers.time(timing.maxMicros()),
                Numbers.count(timing.samples()),
                rejected);
    }

    private static Section improvements(BenchmarkReport report) {
        ImprovementChart chart = new ImprovementChart(
                "improvements",
                "Improvement of each query over " + baseline(report),
                report.variants(),
                report.baseline(),
                report.queries().stream()
                        .map(query -> new ImprovementChart.Row(query.name(), improvements(query), query.note()))
                        .toList());
        return new Section(new RawString(chart.svg()), "", improvementsTable(report));
    }

    private static String baseline(BenchmarkReport report) {
        return report.variants().get(report.baseline());
    }

    private static Map<Integer, Double> improvements(QueryTimes query) {
        Map<Integer, Double> percents = new HashMap<>();
        for (int i = 0; i < query.timings().size(); i++) {
            Double percent = query.timings().get(i).improvementPercent();
            if (percent != null) {
                percents.put(i, percent);
            }
        }
        return percents;
    }

    private static Table improvementsTable(BenchmarkReport report) {
        List<String> columns = new ArrayList<>(List.of("Query"));
        for (int i = 0; i < report.variants().size(); i++) {
            if (i != report.baseline()) {
                columns.add(report.variants().get(i));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (QueryTimes query : report.queries()) {
            List<String> row = new ArrayList<>(List.of(query.name()));
            Map<Integer, Double> percents = improvements(query);
            for (int i = 0; i < report.variants().size(); i++) {
                if (i != report.baseline()) {
                    Double percent = percents.get(i);
                    row.add(percent == null ? NONE : Numbers.signedPercent(percent));
                }
            }
            rows.add(row);
        }
        return Table.of("Improvement over %s in numbers".formatted(baseline(report)), columns, rows);
    }

    private static Section loads(BenchmarkReport report) {
        TimeChart chart = new TimeChart(
                "loads",
                "Time to load each table of each variant",
                TimeChart.Scaling.COMMON,
                report.variants(),
                report.loads().stream()
                        .map(load -> new Group(load.table(), loadBars(report, load)))
                        .toList());
        List<String> columns = new ArrayList<>(List.of("Table"));
        columns.addAll(report.variants());
        List<List<String>> rows = new ArrayList<>(
                report.loads().stream().map(load -> loadRow(report, load)).toList());
        rows.add(loadTotals(report));
        return new Section(
                new RawString(chart.svg()), chart.caption(), Table.of("Load times in numbers", columns, rows));
    }

    private static List<Bar> loadBars(BenchmarkReport report, TableLoad load) {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < report.variants().size(); i++) {
            String variant = report.variants().get(i);
            Long micros = load.micros().get(variant);
            if (micros != null) {
                String tooltip = "%s of %s: %s".formatted(load.table(), variant, Numbers.time(micros));
                bars.add(new Bar(i, micros, null, List.of(), tooltip));
            }
        }
        return bars;
    }

    private static List<String> loadRow(BenchmarkReport report, TableLoad load) {
        List<String> row = new ArrayList<>(List.of(load.table()));
        for (String variant : report.variants()) {
            Long micros = load.micros().get(variant);
            row.add(micros == null ? NONE : Numbers.time(micros));
        }
        return row;
    }

    private static List<String> loadTotals(BenchmarkReport report) {
        List<String> row = new ArrayList<>(List.of("All tables"));
        for (String variant : report.variants()) {
            row.add(Numbers.time(report.loads().stream()
                    .mapToLong(load -> load.micros().getOrDefault(variant, 0L))
                    .sum()));
        }
        return row;
    }
}
