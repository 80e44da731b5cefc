package io.redshiftops.benchmark;

import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Order;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Verify;
import io.redshiftops.benchmark.Findings.Candidate;
import io.redshiftops.benchmark.Findings.Load;
import io.redshiftops.benchmark.Findings.LoadedTable;
import io.redshiftops.benchmark.Findings.Method;
import io.redshiftops.benchmark.Findings.Query;
import io.redshiftops.report.BenchmarkReport;
import io.redshiftops.report.BenchmarkReport.Fact;
import io.redshiftops.report.BenchmarkReport.QueryTimes;
import io.redshiftops.report.BenchmarkReport.TableLoad;
import io.redshiftops.report.BenchmarkReport.Timing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says findings in the words of the page. */
final class Reports {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Reports() {}

    static BenchmarkReport of(Findings findings) {
        return new BenchmarkReport(
                findings.benchmark(),
                "Run %s, %s to %s UTC"
                        .formatted(
                                findings.run(),
                                MINUTE.format(Instant.parse(findings.startedAt())),
                                MINUTE.format(Instant.parse(findings.finishedAt()))),
                summary(findings),
                warnings(findings),
                findings.variants().stream().map(Findings.Variant::name).toList(),
                baselineIndex(findings),
                metric(findings.method()),
                IntStream.range(0, findings.queries().size())
                        .mapToObj(index -> query(findings, index))
                        .toList(),
                loads(findings),
                environment(findings),
                method(findings),
                List.of(
                        "It tells how medians differ, not whether they would differ again: it holds no test of significance.",
                        "It measured one statement at a time; under concurrent load the order may be another.",
                        "Other users of the cluster are not kept away; samples that queued or waited for a lock do not count."));
    }

    private static int baselineIndex(Findings findings) {
        return findings.variants().stream().map(Findings.Variant::name).toList().indexOf(findings.baseline());
    }

    private static List<String> summary(Findings findings) {
        List<String> sentences = new ArrayList<>();
        for (Candidate candidate : findings.candidates()) {
            String compared = "%s against %s, over %d of %d queries: "
                    .formatted(
                            candidate.variant(),
                            findings.baseline(),
                            candidate.queries(),
                            findings.queries().size());
            Double speedup = candidate.speedup();
            Double improvement = candidate.improvementPercent();
            List<String> parts = new ArrayList<>();
            if (speedup != null) {
                parts.add(String.format(Locale.ROOT, "geometric mean of the ratios of medians %.2f", speedup));
            }
            if (improvement != null) {
                parts.add(String.format(
                        Locale.ROOT,
                        "sum of medians %.1f\u00a0%% %s",
                        Math.abs(improvement),
                        improvement < 0 ? "more" : "less"));
            }
            sentences.add(compared + (parts.isEmpty() ? "nothing to compare" : String.join("; ", parts)) + ".");
        }
        return sentences;
    }

    private static List<String> warnings(Findings findings) {
        List<String> warnings = new ArrayList<>();
        for (Query query : findings.queries()) {
            if (!query.resultsMatch()) {
                warnings.add("Query %s is not compared: %s.".formatted(query.name(), query.message()));
            }
        }
        if (findings.counted() < findings.wanted()) {
            warnings.add("%d of %d samples counted.".formatted(findings.counted(), findings.wanted()));
        }
        warnings.addAll(findings.notes());
        return warnings;
    }

    private static String metric(Method method) {
        return switch (method.metric()) {
            case ENGINE_EXECUTION -> "Execution time as the engine reports it, medians";
            case ENGINE_ELAPSED -> "Elapsed time as the engine reports it, with queueing and planning, medians";
            case CLIENT_WALL -> "Time from sending the query to holding its last row, medians";
        };
    }

    private static QueryTimes query(Findings findings, int index) {
        Query query = findings.queries().get(index);
        return new QueryTimes(
                query.name(),
                query.sql(),
                IntStream.range(0, query.variants().size())
                        .mapToObj(variant -> timing(findings, index, variant))
                        .toList(),
                query.message());
    }

    private static Timing timing(Findings findings, int query, int variant) {
        Findings.Timing timing = findings.queries().get(query).variants().get(variant);
        Statistics statistics = timing.statistics();
        if (statistics == null) {
            return Timing.none(timing.rejections());
        }
        return new Timing(
                statistics.count(),
                timing.rejections(),
                statistics.median(),
                statistics.min(),
                statistics.mean(),
                statistics.stddev(),
                statistics.max(),
                timing.improvementPercent(),
                findings.samples().stream()
                        .filter(sample -> sample.query() == query && sample.variant() == variant && sample.counts())
                        .map(sample -> Objects.requireNonNull(sample.micros()))
                        .toList());
    }

    private static List<TableLoad> loads(Findings findings) {
        Map<String, Map<String, Long>> byTable = new LinkedHashMap<>();
        for (Load load : findings.loads()) {
            for (LoadedTable table : load.tables()) {
                byTable.computeIfAbsent(table.table(), name -> new LinkedHashMap<>())
                        .put(load.variant(), table.micros());
            }
        }
        return byTable.entrySet().stream()
                .map(entry -> new TableLoad(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<Fact> environment(Findings findings) {
        Findings.Environment environment = findings.environment();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Warehouse", environment.warehouse() + nodes(environment)));
        add(facts, "Redshift", environment.engineVersion());
        facts.add(new Fact("Database", environment.database()));
        for (Findings.Variant variant : findings.variants()) {
            facts.add(new Fact(
                    "Variant " + variant.name(),
                    "schema " + variant.schema()
                            + (variant.load() == null ? "" : ", loaded by S3Load " + variant.load())));
        }
        facts.add(new Fact(
                "User",
                environment.user() == null
                        ? "made for the run, may only read the variants' schemas"
                        : "of Secret " + environment.user()));
        facts.add(new Fact("Cluster", environment.cluster()));
        return facts;
    }

    private static void add(List<Fact> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(name, value));
        }
    }

    private static String nodes(Findings.Environment environment) {
        return environment.nodeType() == null || environment.numberOfNodes() == null
                ? ""
                : ", %d × %s".formatted(environment.numberOfNodes(), environment.nodeType());
    }

    private static List<String> method(Findings findings) {
        Method method = findings.method();
        return List.of(
                "Each query was to run on each variant %d times after %d warm-ups, one statement at a time, in read-only transactions."
                        .formatted(method.iterations(), method.warmups()),
                method.order() == Order.INTERLEAVED
                        ? "The variants ran in turn, there and back (ABBA); the order of the queries within a round was drawn with seed %d."
                                .formatted(method.seed())
                        : "The variants ran one after the other; the order of the queries within a round was drawn with seed %d."
                                .formatted(method.seed()),
                "The result cache was off, and each sample was checked not to come from it.",
                method.verify() == Verify.CHECKSUM
                        ? "Results were compared by number of rows and checksum of all values, outside of what was timed."
                        : "Results were compared by number of rows.",
                "%d samples counted; %d were spoiled and do not count%s."
                        .formatted(findings.counted(), findings.rejections(), reasons(findings)));
    }

    private static String reasons(Findings findings) {
        Map<Rejection, Integer> counts = new LinkedHashMap<>();
        findings.queries().stream()
                .flatMap(query -> query.variants().stream())
                .forEach(timing ->
                        timing.rejected().forEach((reason, count) -> counts.merge(reason, count, Integer::sum)));
        return counts.isEmpty()
                ? ""
                : " ("
                        + String.join(
                                "; ",
                                counts.entrySet().stream()
                                        .map(entry -> "%d: %s"
                                                .formatted(
                                                        entry.getValue(),
                                                        entry.getKey().meaning()))
                                        .toList())
                        + ")";
    }
}
