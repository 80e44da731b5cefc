package io.redshiftops.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Metric;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Order;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Verify;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a finished run found, as {@code results.json} holds it; status, table and page are made from it. Times are
 * microseconds.
 *
 * @param run id of the run
 * @param benchmark namespace and name
 * @param measured hash of what was measured
 * @param startedAt RFC 3339
 * @param candidates each variant but the baseline, in the order of the spec
 * @param notes what a reader must know; empty for nothing
 * @param sampleColumns names of the values of each sample
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"run", "benchmark"})
record Findings(
        String run,
        String benchmark,
        String measured,
        String startedAt,
        String finishedAt,
        Environment environment,
        Method method,
        List<Variant> variants,
        List<Candidate> candidates,
        List<Query> queries,
        List<Load> loads,
        List<String> notes,
        List<String> sampleColumns,
        List<Sample> samples) {

    /**
     * What was measured on.
     *
     * @param cluster what no other cluster ever has
     * @param user of the queries: a Secret's name, or null for one made for the run
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Environment(
            String warehouse,
            String cluster,
            String database,
            @Nullable String engineVersion,
            @Nullable String nodeType,
            @Nullable Integer numberOfNodes,
            @Nullable String user) {}

    /** How it was measured. */
    record Method(Metric metric, Verify verify, Order order, long seed, int warmups, int iterations) {}

    /** One variant. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Variant(
            String name,
            String schema,
            boolean baseline,
            @Nullable String load) {}

    /**
     * One candidate against the baseline, over the queries that can be compared.
     *
     * @param queries how many can be compared
     * @param speedup geometric mean of baseline median / candidate median; null for none
     * @param improvementPercent by how much the sum of medians is below the baseline's; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Candidate(
            String variant,
            int queries,
            @Nullable Double speedup,
            @Nullable Double improvementPercent) {}

    /**
     * One query.
     *
     * @param sql its text; null where that would make the file too large
     * @param message what differs or is missing; null for nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Query(
            String name,
            @Nullable String sql,
            boolean resultsMatch,
            @Nullable String message,
            List<Timing> variants) {}

    /**
     * One query on one variant.
     *
     * @param statistics null if no sample counted
     * @param rejected how many samples were rejected, by reason
     * @param improvementPercent by how much the median is below the baseline's; null where they cannot be compared
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Timing(
            String variant,
            @Nullable Statistics statistics,
            Map<Rejection, Integer> rejected,
            @Nullable Double improvementPercent,
            long rows,
            @Nullable String checksum) {

        int samples() {
            return statistics == null ? 0 : statistics.count();
        }

        int rejections() {
            return rejected.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** What it took to load a variant. */
    record Load(String variant, String load, long micros, List<LoadedTable> tables) {}

    /** What it took to load a table. */
    record LoadedTable(String table, long micros, long rows) {}

    /** Whether all variants returned the same. */
    boolean resultsMatch() {
        return queries.stream().allMatch(Query::resultsMatch);
    }

    /** Samples that counted. */
    int counted() {
        return queries.stream()
                .flatMap(query -> query.variants().stream())
                .mapToInt(Timing::samples)
                .sum();
    }

    /** Samples that did not. */
    int rejections() {
        return queries.stream()
                .flatMap(query -> query.variants().stream())
                .mapToInt(Timing::rejections)
                .sum();
    }

    /** How many samples were wanted. */
    int wanted() {
        return queries.size() * variants.size() * method.iterations();
    }

    /** Name of the variant that the others are compared with. */
    String baseline() {
        return variants.stream()
                .filter(Variant::baseline)
                .map(Variant::name)
                .findFirst()
                .orElseThrow();
    }

    /** The same with other samples, texts of queries or notes. */
    Findings with(List<Query> otherQueries, List<Sample> otherSamples, List<String> otherNotes) {
        return new Findings(
                run,
                benchmark,
                measured,
                startedAt,
                finishedAt,
                environment,
                method,
                variants,
                candidates,
                otherQueries,
                loads,
                otherNotes,
                sampleColumns,
                otherSamples);
    }
}
