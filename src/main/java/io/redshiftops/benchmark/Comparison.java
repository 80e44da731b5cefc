package io.redshiftops.benchmark;

import io.redshiftops.access.Target;
import io.redshiftops.benchmark.BenchmarkDesign.QueryDesign;
import io.redshiftops.benchmark.BenchmarkDesign.VariantDesign;
import io.redshiftops.benchmark.Findings.Candidate;
import io.redshiftops.benchmark.Findings.Environment;
import io.redshiftops.benchmark.Findings.Load;
import io.redshiftops.benchmark.Findings.Method;
import io.redshiftops.benchmark.Findings.Query;
import io.redshiftops.benchmark.Findings.Timing;
import io.redshiftops.benchmark.Findings.Variant;
import io.redshiftops.benchmark.RunResult.Cell;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares what a run measured on the variants. Pure: the same result gives the same findings. */
final class Comparison {

    private final BenchmarkDesign design;
    private final RunResult result;

    private Comparison(BenchmarkDesign design, RunResult result) {
        this.design = design;
        this.result = result;
    }

    /** The findings of a run. */
    static Findings of(BenchmarkDesign design, RunResult result, Target target, List<Load> loads) {
        return new Comparison(design, result).findings(target, loads);
    }

    private Findings findings(Target target, List<Load> loads) {
        List<Query> queries = IntStream.range(0, design.queries().size())
                .mapToObj(this::query)
                .toList();
        return new Findings(
                result.run(),
                design.owner(),
                design.hash(),
                result.startedAt().toString(),
                result.finishedAt().toString(),
                environment(target),
                new Method(
                        design.metric(),
                        design.verify(),
                        design.order(),
                        design.seed(),
                        design.warmups(),
                        design.iterations()),
                variants(),
                candidates(queries),
                queries,
                loads,
                List.of(),
                Sample.COLUMNS,
                result.samples());
    }

    private Environment environment(Target target) {
        return new Environment(
                target.name(),
                target.identity(),
                target.server().database(),
                result.engineVersion() == null ? target.engineVersion() : result.engineVersion(),
                target.nodeType(),
                target.numberOfNodes(),
                design.runAs());
    }

    private List<Variant> variants() {
        return IntStream.range(0, design.variants().size())
                .mapToObj(index -> {
                    VariantDesign variant = design.variants().get(index);
                    return new Variant(variant.name(), variant.schema(), index == design.baseline(), variant.load());
                })
                .toList();
    }

    // ---------------------------------------------------------------- a query

    private Query query(int index) {
        QueryDesign query = design.queries().get(index);
        List<String> differences = differences(index, query);
        List<Timing> timings = new ArrayList<>();
        Statistics baseline = statistics(index, design.baseline());
        for (int variant = 0; variant < design.variants().size(); variant++) {
            boolean compared = differences.isEmpty() && variant != design.baseline();
            timings.add(timing(index, variant, compared ? baseline : null));
        }
        List<String> message = new ArrayList<>(differences);
        message.addAll(shortages(timings));
        return new Query(
                query.name(),
                query.sql(),
                differences.isEmpty(),
                message.isEmpty() ? null : String.join("; ", message),
                timings);
    }

    private Timing timing(int query, int variant, @Nullable Statistics baseline) {
        Statistics statistics = statistics(query, variant);
        Digest digest = digest(query, variant);
        return new Timing(
                design.variants().get(variant).name(),
                statistics,
                rejections(query, variant),
                baseline == null || statistics == null ? null : improvement(baseline.median(), statistics.median()),
                digest.rows(),
                digest.checksum());
    }

    /** By how many percent the candidate is below the baseline; null if the baseline is nothing. */
    static @Nullable Double improvement(long baseline, long candidate) {
        return baseline == 0 ? null : 100.0 * (baseline - candidate) / baseline;
    }

    private @Nullable Statistics statistics(int query, int variant) {
        List<Long> times = result.samples().stream()
                .filter(sample -> sample.query() == query && sample.variant() == variant && sample.counts())
                .map(sample -> Objects.requireNonNull(sample.micros()))
                .toList();
        return times.isEmpty() ? null : Statistics.of(times);
    }

    private Map<Rejection, Integer> rejections(int query, int variant) {
        Map<Rejection, Integer> counts = new EnumMap<>(Rejection.class);
        for (Sample sample : result.samples()) {
            Rejection rejection = sample.rejection();
            if (rejection != null && sample.query() == query && sample.variant() == variant) {
                counts.merge(rejection, 1, Integer::sum);
            }
        }
        return counts;
    }

    private Digest digest(int query, int variant) {
        return Objects.requireNonNull(result.digests().get(new Cell(query, variant)));
    }

    /** What makes the comparison of a query invalid. */
    private List<String> differences(int index, QueryDesign query) {
        List<String> differences = new ArrayList<>();
        Digest first = digest(index, design.baseline());
        for (int variant = 0; variant < design.variants().size(); variant++) {
            String name = design.variants().get(variant).name();
            Digest digest = digest(index, variant);
            if (digest.rows() != first.rows()) {
                differences.add("%s returned %d rows, %s %d"
                        .formatted(design.baselineName(), first.rows(), name, digest.rows()));
            } else if (!digest.equals(first)) {
                differences.add(
                        "%s and %s returned as many rows, but other values".formatted(design.baselineName(), name));
            }
            if (query.expectedRows() != null && digest.rows() != query.expectedRows()) {
                differences.add(
                        "%s returned %d rows, expectedRows is %d".formatted(name, digest.rows(), query.expectedRows()));
            }
            String unsteady = result.unsteady().get(new Cell(index, variant));
            if (unsteady != null) {
                differences.add(unsteady);
            }
        }
        return differences;
    }

    private List<String> shortages(List<Timing> timings) {
        return timings.stream()
                .filter(timing -> timing.samples() < design.iterations())
                .map(timing ->
                        "%s: %d of %d samples count".formatted(timing.variant(), timing.samples(), design.iterations()))
                .toList();
    }

    // ---------------------------------------------------------------- a candidate

    private List<Candidate> candidates(List<Query> queries) {
        return IntStream.range(0, design.variants().size())
                .filter(variant -> variant != design.baseline())
                .mapToObj(variant -> candidate(variant, queries))
                .toList();
    }

    private Candidate candidate(int variant, List<Query> queries) {
        long baselineSum = 0;
        long candidateSum = 0;
        double logarithms = 0;
        int compared = 0;
        int ratios = 0;
        for (Query query : queries) {
            Statistics baseline = query.variants().get(design.baseline()).statistics();
            Statistics candidate = query.variants().get(variant).statistics();
            if (!query.resultsMatch() || baseline == null || candidate == null) {
                continue;
            }
            compared++;
            baselineSum += baseline.median();
            candidateSum += candidate.median();
            if (baseline.median() > 0 && candidate.median() > 0) {
                logarithms += Math.log((double) baseline.median() / candidate.median());
                ratios++;
            }
        }
        return new Candidate(
                design.variants().get(variant).name(),
                compared,
                // A query too short for the clock has no ratio, and a mean without it would be of something else.
                compared == 0 || ratios < compared ? null : Math.exp(logarithms / ratios),
                improvement(baselineSum, candidateSum));
    }
}
