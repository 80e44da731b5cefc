package io.redshiftops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a benchmark found. Times are integer microseconds, ratios and percentages decimal strings. */
public record QueryBenchmarkStatus(
        @Nullable @JsonPropertyDescription("The generation of the spec that this status answers.")
        Long observedGeneration,

        @Nullable @Size(max = 10) @JsonPropertyDescription("Ready, Reconciling, Stalled, Finished.")
        List<Condition> conditions,

        @Nullable @Size(max = 64) @JsonPropertyDescription("What the benchmark is doing.")
        String state,

        @Nullable @Size(max = 24) @JsonPropertyDescription("Samples taken of samples wanted.")
        String progress,

        @Nullable @JsonPropertyDescription("The run under way.")
        RunStatus run,

        @Nullable @Size(max = 64) @JsonPropertyDescription("Hash of what the last finished run measured.")
        String measured,

        @Nullable
        @Size(max = 256)
        @JsonPropertyDescription(
                "ARN of the namespace of the cluster that it was measured on; another is measured anew.")
        String cluster,

        @Nullable @Size(max = 64) @JsonPropertyDescription("When the last finished run began, RFC 3339.")
        String startedAt,

        @Nullable @Size(max = 64) @JsonPropertyDescription("When it finished, RFC 3339.")
        String finishedAt,

        @Nullable @JsonPropertyDescription("What was measured on.")
        Environment environment,

        @Nullable @JsonPropertyDescription("The result in short.")
        Summary summary,

        @Nullable @Size(max = 50) @JsonPropertyDescription("Each query.")
        List<QueryResult> queries,

        @Nullable @Size(max = 4) @JsonPropertyDescription("Each variant's load, where loadRef names it.")
        List<LoadTimes> loads,

        @Nullable @Size(max = 253) @JsonPropertyDescription("Name of the ConfigMap with all samples and the page.")
        String configMap,

        @Nullable
        @Size(max = 128)
        @JsonPropertyDescription(
                "The value of annotation redshiftops.io/reconcile-requested-at that was last acted on.")
        String reconcileRequestedAt) {

    /** A run under way. */
    public record RunStatus(
            @Size(max = 64) @JsonPropertyDescription("Id of the run.")
            String id,

            @Size(max = 64) @JsonPropertyDescription("Hash of what it measures.")
            String measures,

            @Size(max = 64) @JsonPropertyDescription("When it began, RFC 3339.")
            String startedAt,

            @Nullable @JsonPropertyDescription("Process id of its session.")
            Long pid,

            @Nullable @Size(max = 64) @JsonPropertyDescription("When its session started, as the database says.")
            String sessionStart) {}

    /** What was measured on. */
    public record Environment(
            @Nullable @Size(max = 64) @JsonPropertyDescription("Version of Redshift.")
            String engineVersion,

            @Nullable @Size(max = 32) @JsonPropertyDescription("Type of the nodes.")
            String nodeType,

            @Nullable @JsonPropertyDescription("Number of compute nodes.")
            Integer numberOfNodes,

            @Size(max = 32) @JsonPropertyDescription("Which time counts.")
            String metric) {}

    /** The result in short. */
    public record Summary(
            @Size(max = 130) @JsonPropertyDescription("Candidate and baseline, such as dist/nodist.")
            String compared,

            @Nullable
            @Size(max = 24)
            @JsonPropertyDescription("Geometric mean over the queries of baseline median / candidate median.")
            String speedup,

            @Nullable
            @Size(max = 24)
            @JsonPropertyDescription("Percentage by which the sum of the candidate's medians is below the baseline's.")
            String improvement,

            @Size(max = 32) @JsonPropertyDescription("Whether the variants returned the same: Equal or Different.")
            String results,

            @JsonPropertyDescription("Samples that counted.")
            Integer samples,

            @JsonPropertyDescription("Samples that were spoiled and taken again.")
            Integer rejected,

            @Nullable @Size(max = 3) @JsonPropertyDescription("With three or four variants: each candidate.")
            List<Candidate> candidates) {}

    /** One candidate against the baseline. */
    public record Candidate(
            @Size(max = 63) @JsonPropertyDescription("Name of the variant.")
            String variant,

            @Nullable @Size(max = 24) @JsonPropertyDescription("Geometric mean of baseline median / candidate median.")
            String speedup,

            @Nullable
            @Size(max = 24)
            @JsonPropertyDescription("Percentage by which the sum of medians is below the baseline's.")
            String improvement) {}

    /** One query. */
    public record QueryResult(
            @Size(max = 63) @JsonPropertyDescription("Name of the query.")
            String name,

            @JsonPropertyDescription("Whether all variants returned the same.")
            Boolean resultsMatch,

            @Nullable @Size(max = 1024) @JsonPropertyDescription("What differs.")
            String message,

            @Size(max = 4) @JsonPropertyDescription("Each variant.")
            List<VariantResult> variants) {}

    /** One query on one variant. Times are missing where no sample counted. */
    public record VariantResult(
            @Size(max = 63) @JsonPropertyDescription("Name of the variant.")
            String name,

            @JsonPropertyDescription("Samples that counted.")
            Integer samples,

            @JsonPropertyDescription("Samples that were spoiled and taken again.")
            Integer rejected,

            @Nullable @JsonPropertyDescription("Median, microseconds.")
            Long medianMicros,

            @Nullable @JsonPropertyDescription("Smallest, microseconds.")
            Long minMicros,

            @Nullable @JsonPropertyDescription("Mean, microseconds.")
            Long meanMicros,

            @Nullable @JsonPropertyDescription("Standard deviation of the sample, microseconds; from two samples on.")
            Long stddevMicros,

            @Nullable @JsonPropertyDescription("Largest, microseconds.")
            Long maxMicros,

            @Nullable
            @Size(max = 24)
            @JsonPropertyDescription("Percentage by which the median is below the baseline's; not for the baseline.")
            String improvementPercent,

            @JsonPropertyDescription("Rows that the query returned.")
            Long rows,

            @Nullable @Size(max = 64) @JsonPropertyDescription("Checksum of the result.")
            String checksum) {}

    /** What it took to load a variant. */
    public record LoadTimes(
            @Size(max = 63) @JsonPropertyDescription("Name of the variant.")
            String variant,

            @Size(max = 253) @JsonPropertyDescription("Name of the S3Load.")
            String load,

            @JsonPropertyDescription("Time of all COPYs, microseconds.")
            Long micros,

            @Nullable
            @Size(max = 50)
            @JsonPropertyDescription("Each table; left out where the status would become too large.")
            List<TableTime> tables) {}

    /** What it took to load a table. */
    public record TableTime(
            @Size(max = 255) @JsonPropertyDescription("Name of the table.")
            String table,

            @JsonPropertyDescription("Time of its COPYs, microseconds.")
            Long micros,

            @JsonPropertyDescription("Rows loaded.") Long rows) {}
}
