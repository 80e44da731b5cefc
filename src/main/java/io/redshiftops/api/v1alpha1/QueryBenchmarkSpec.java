package io.redshiftops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.redshiftops.api.v1alpha1.S3LoadSpec.RunAs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is measured and how. An edit of what is measured starts a new run; the last result stays readable meanwhile. */
@ValidationRule(
        value = "self.variants.exists(v, v.name == self.baseline)",
        fieldPath = ".baseline",
        message = "baseline must be the name of one of the variants")
public record QueryBenchmarkSpec(
        @Required @JsonPropertyDescription("The warehouse to measure; waited for until it is Ready.")
        LocalRef warehouseRef,

        @Nullable
        @Size(max = 127)
        @Pattern(Api.IDENTIFIER)
        @JsonPropertyDescription("Database. Default: the warehouse's.")
        String database,

        @Nullable
        @JsonPropertyDescription(
                "The database user to run as. Default: a user made for the run, which may only read the variants' schemas.")
        RunAs runAs,

        @Required
        @Size(min = 1, max = 50)
        @JsonPropertyDescription("The queries: one read-only statement each, with unqualified table names.")
        List<Query> queries,

        @Required
        @Size(min = 2, max = 4)
        @JsonPropertyDescription("The designs to compare: schemas with the same tables and the same rows.")
        List<Variant> variants,

        @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Name of the variant that the others are compared with.")
        String baseline,

        @Nullable @JsonPropertyDescription("How often and in which order.")
        Run run,

        @Default("EngineExecution")
        @JsonPropertyDescription(
                "Which time counts: the engine's execution time, the engine's elapsed time with queueing and planning, or the client's clock.")
        Metric metric,

        @Default("Checksum")
        @JsonPropertyDescription(
                "How the variants' results are compared. Different results make the comparison invalid.")
        Verify verify,

        @Nullable
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Any text; when it changes, the same is measured once more.")
        String trigger,

        @Default("false") @JsonPropertyDescription("Stops the benchmark; what ran is dropped.")
        Boolean suspend,

        @Nullable @JsonPropertyDescription("Where the results go.")
        Output output) {

    /** One query. */
    public record Query(
            @Required
            @Size(min = 1, max = 63)
            @Pattern("^[a-zA-Z0-9]([-a-zA-Z0-9_.]*[a-zA-Z0-9])?$")
            @JsonPropertyDescription("Name of the query.")
            String name,

            @Required
            @Size(min = 1, max = 16384)
            @ValidationRule(
                    value =
                            "self.matches('(?is)^\\\\s*(--[^\\\\n]*\\\\n\\\\s*|/\\\\*.*?\\\\*/\\\\s*)*(select|with)\\\\b')",
                    message = "a benchmark runs read-only queries: begin with SELECT or WITH")
            @JsonPropertyDescription("One SELECT, with unqualified table names.")
            String sql,

            @Default("false") @JsonPropertyDescription("Whether the order of the rows belongs to the result.")
            Boolean orderMatters,

            @Nullable @Min(0) @JsonPropertyDescription("How many rows must come back.")
            Long expectedRows,

            @Default("10m")
            @Size(min = 2, max = 24)
            @Pattern(Api.DURATION)
            @JsonPropertyDescription("How long one execution may take, such as 90s.")
            String timeout) {}

    /** One design. */
    public record Variant(
            @Required
            @Size(min = 1, max = 63)
            @Pattern("^[a-zA-Z0-9]([-a-zA-Z0-9_.]*[a-zA-Z0-9])?$")
            @JsonPropertyDescription("Name of the variant.")
            String name,

            @Nullable
            @Size(min = 1, max = 127)
            @Pattern(Api.IDENTIFIER)
            @JsonPropertyDescription("The schema with its tables. Default: the variant's name.")
            String schema,

            @Nullable
            @JsonPropertyDescription(
                    "The S3Load that fills it: the run waits until it is Ready and reports its load times.")
            LocalRef loadRef) {}

    /** How often and in which order. */
    public record Run(
            @Default("2")
            @Min(0)
            @Max(20)
            @JsonPropertyDescription("Executions of each query and variant before the first sample.")
            Integer warmups,

            @Default("10") @Min(1) @Max(200) @JsonPropertyDescription("Samples of each query and variant.")
            Integer iterations,

            @Default("Interleaved")
            @JsonPropertyDescription(
                    "Interleaved runs the variants in turn, there and back (ABBA), so that a drift of the cluster meets them alike; Blocked runs one after the other.")
            Order order,

            @Default("1") @JsonPropertyDescription("Seed of the order of queries within a round.")
            Long seed,

            @Default("6h")
            @Size(min = 2, max = 24)
            @Pattern(Api.DURATION)
            @JsonPropertyDescription("How long the run may take.")
            String timeout) {}

    /** In which order the variants run. */
    public enum Order {
        /** In turn, there and back. */
        @JsonProperty("Interleaved")
        INTERLEAVED,
        /** One after the other. */
        @JsonProperty("Blocked")
        BLOCKED
    }

    /** Which time counts. */
    public enum Metric {
        /** {@code SYS_QUERY_HISTORY.execution_time}. */
        @JsonProperty("EngineExecution")
        ENGINE_EXECUTION,
        /** {@code SYS_QUERY_HISTORY.elapsed_time}. */
        @JsonProperty("EngineElapsed")
        ENGINE_ELAPSED,
        /** From sending the query to holding its last row. */
        @JsonProperty("ClientWall")
        CLIENT_WALL
    }

    /** How results are compared. */
    public enum Verify {
        /** By number of rows and a checksum of their values. */
        @JsonProperty("Checksum")
        CHECKSUM,
        /** By number of rows. */
        @JsonProperty("RowCount")
        ROW_COUNT
    }

    /** Where the results go. */
    public record Output(
            @Nullable
            @Size(min = 1, max = 253)
            @Pattern(Api.DNS_SUBDOMAIN)
            @JsonPropertyDescription("Name of the ConfigMap. Default: <name>-results.")
            String configMap,

            @Nullable @Size(max = 3) @JsonPropertyDescription("What is put into it. Default: all.")
            List<OutputFormat> formats) {}

    /** A form of the results. */
    public enum OutputFormat {
        /** {@code results.json}: the numbers and every sample. */
        @JsonProperty("Json")
        JSON,
        /** {@code samples.csv}: one line per sample. */
        @JsonProperty("Csv")
        CSV,
        /** {@code report.html}: the page with charts. */
        @JsonProperty("Html")
        HTML
    }
}
