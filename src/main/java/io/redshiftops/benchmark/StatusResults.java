package io.redshiftops.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.Candidate;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.Environment;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.LoadTimes;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.QueryResult;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.Summary;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.TableTime;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.VariantResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The part of the status that tells what the last finished run found. */
record StatusResults(
        @Nullable String measured,
        @Nullable String cluster,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        @Nullable Environment environment,
        @Nullable Summary summary,
        @Nullable List<QueryResult> queries,
        @Nullable List<LoadTimes> loads) {

    /** A status is sent to everybody who watches: more belongs into the ConfigMap. The rest of the status needs some room. */
    static final int MAX_BYTES = 56 * 1024;

    static final String EQUAL = "Equal";
    static final String DIFFERENT = "Different";

    private static final int MAX_MESSAGE = 1024;
    private static final int SHORT_MESSAGE = 120;
    /** What is null is not stored. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    /** What a status says; nothing of none. */
    static StatusResults of(@Nullable QueryBenchmarkStatus status) {
        return status == null
                ? new StatusResults(null, null, null, null, null, null, null, null)
                : new StatusResults(
                        status.measured(),
                        status.cluster(),
                        status.startedAt(),
                        status.finishedAt(),
                        status.environment(),
                        status.summary(),
                        status.queries(),
                        status.loads());
    }

    /** How much of the findings is told. */
    private record Detail(int message, boolean tables, boolean checksums, boolean meanAndMax) {}

    private static final List<Detail> DETAILS = List.of(
            new Detail(MAX_MESSAGE, true, true, true),
            new Detail(SHORT_MESSAGE, true, true, true),
            new Detail(SHORT_MESSAGE, false, true, true),
            new Detail(SHORT_MESSAGE, false, false, true),
            new Detail(SHORT_MESSAGE, false, false, false));

    /** What findings say, in as much detail as fits. */
    static StatusResults of(Findings findings) {
        StatusResults results = null;
        for (Detail detail : DETAILS) {
            results = of(findings, detail);
            if (size(results) <= MAX_BYTES) {
                return results;
            }
        }
        return Objects.requireNonNull(results);
    }

    /** Bytes of the results as JSON. */
    static int size(StatusResults results) {
        try {
            return MAPPER.writeValueAsString(results).getBytes(StandardCharsets.UTF_8).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status is always JSON", e);
        }
    }

    private static StatusResults of(Findings findings, Detail detail) {
        Findings.Environment environment = findings.environment();
        return new StatusResults(
                findings.measured(),
                environment.cluster(),
                findings.startedAt(),
                findings.finishedAt(),
                new Environment(
                        cut(environment.engineVersion(), 64),
                        environment.nodeType(),
                        environment.numberOfNodes(),
                        metric(findings)),
                summary(findings),
                findings.queries().stream().map(query -> query(query, detail)).toList(),
                findings.loads().isEmpty()
                        ? null
                        : findings.loads().stream()
                                .map(load -> load(load, detail))
                                .toList());
    }

    private static String metric(Findings findings) {
        return MAPPER.convertValue(findings.method().metric(), String.class);
    }

    private static Summary summary(Findings findings) {
        Findings.Candidate first = findings.candidates().get(0);
        return new Summary(
                first.variant() + "/" + findings.baseline(),
                ratio(first.speedup()),
                percent(first.improvementPercent()),
                findings.resultsMatch() ? EQUAL : DIFFERENT,
                findings.counted(),
                findings.rejections(),
                findings.candidates().size() == 1
                        ? null
                        : findings.candidates().stream()
                                .map(candidate -> new Candidate(
                                        candidate.variant(),
                                        ratio(candidate.speedup()),
                                        percent(candidate.improvementPercent())))
                                .toList());
    }

    private static QueryResult query(Findings.Query query, Detail detail) {
        return new QueryResult(
                query.name(),
                query.resultsMatch(),
                cut(query.message(), detail.message()),
                query.variants().stream().map(timing -> variant(timing, detail)).toList());
    }

    private static VariantResult variant(Findings.Timing timing, Detail detail) {
        Statistics statistics = timing.statistics();
        boolean all = detail.meanAndMax();
        return new VariantResult(
                timing.variant(),
                timing.samples(),
                timing.rejections(),
                statistics == null ? null : statistics.median(),
                statistics == null ? null : statistics.min(),
                statistics == null || !all ? null : statistics.mean(),
                statistics == null ? null : statistics.stddev(),
                statistics == null || !all ? null : statistics.max(),
                percent(timing.improvementPercent()),
                timing.rows(),
                detail.checksums() ? timing.checksum() : null);
    }

    private static LoadTimes load(Findings.Load load, Detail detail) {
        return new LoadTimes(
                load.variant(),
                load.load(),
                load.micros(),
                detail.tables()
                        ? load.tables().stream()
                                .map(table -> new TableTime(table.table(), table.micros(), table.rows()))
                                .toList()
                        : null);
    }

    private static @Nullable String ratio(@Nullable Double value) {
        return value == null ? null : String.format(Locale.ROOT, "%.2f", value);
    }

    private static @Nullable String percent(@Nullable Double value) {
        return value == null ? null : String.format(Locale.ROOT, "%.1f", value);
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** Whether all variants returned the same. */
    boolean resultsMatch() {
        return summary == null || !summary.results().equals(DIFFERENT);
    }

    /** Names of the queries that fail a condition. */
    private List<String> queriesWith(Predicate<QueryResult> condition) {
        return queries == null
                ? List.of()
                : queries.stream().filter(condition).map(QueryResult::name).toList();
    }

    /** Names of the queries whose results differ. */
    List<String> differing() {
        return queriesWith(query -> !query.resultsMatch());
    }

    /** Names of the queries of which no sample counted on some variant. */
    List<String> withoutSamples() {
        return queriesWith(query -> query.variants().stream().anyMatch(variant -> variant.samples() == 0));
    }
}
