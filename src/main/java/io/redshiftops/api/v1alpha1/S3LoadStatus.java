package io.redshiftops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a load has done; rebuilt from the ledger in the database. */
public record S3LoadStatus(
        @Nullable @JsonPropertyDescription("The generation of the spec that this status answers.")
        Long observedGeneration,

        @Nullable @Size(max = 10) @JsonPropertyDescription("Ready, Reconciling, Stalled and others.")
        List<Condition> conditions,

        @Nullable @Size(max = 64) @JsonPropertyDescription("What the load is doing.")
        String state,

        @Nullable @Size(max = 16) @JsonPropertyDescription("Tables done of tables wanted.")
        String progress,

        @Nullable @Size(max = 50) @JsonPropertyDescription("Each table.")
        List<TableStatus> tables,

        @Nullable @JsonPropertyDescription("Sums over all tables.")
        Totals totals,

        @Nullable
        @Size(max = 50)
        @JsonPropertyDescription("Attempts under way: their sessions, so that a later operator can end them.")
        List<Attempt> attempts,

        @Nullable
        @Size(max = 256)
        @JsonPropertyDescription(
                "ARN of the namespace of the cluster that holds the rows; another cluster is loaded anew.")
        String cluster,

        @Nullable @JsonPropertyDescription("Failures in a row that only a user can mend.")
        Integer failures,

        @Nullable
        @Size(max = 128)
        @JsonPropertyDescription(
                "The value of annotation redshiftops.io/reconcile-requested-at that was last acted on.")
        String reconcileRequestedAt) {

    /** One table. */
    public record TableStatus(
            @Size(max = 63) @JsonPropertyDescription("Name of the entry.")
            String name,

            @Size(max = 255) @JsonPropertyDescription("Schema and table.")
            String table,

            @Size(max = 64) @JsonPropertyDescription("Pending, Loading, Loaded, Failed or Stalled.")
            String state,

            @Nullable @JsonPropertyDescription("Rows loaded.")
            Long rowsLoaded,

            @Nullable @JsonPropertyDescription("Rows rejected.")
            Long rowsRejected,

            @Nullable @JsonPropertyDescription("Objects loaded.")
            Long files,

            @Nullable @JsonPropertyDescription("Bytes of the objects as they lie in S3.")
            Long bytes,

            @Nullable @JsonPropertyDescription("Time of the COPYs, microseconds.")
            Long micros,

            @Nullable @JsonPropertyDescription("Rows loaded per second of COPY.")
            Long rowsPerSecond,

            @Nullable @JsonPropertyDescription("Id of the last COPY in the system views.")
            Long queryId,

            @Nullable @Size(max = 8192) @JsonPropertyDescription("What went wrong and what to do.")
            String message,

            @Nullable @Size(max = 10) @JsonPropertyDescription("The first rejected rows, without their content.")
            List<RowError> errors) {}

    /** One rejected row, without its content. */
    public record RowError(
            @Size(max = 1024) @JsonPropertyDescription("URI of the object.")
            String file,

            @JsonPropertyDescription("Line in it.") Long line,

            @Nullable @Size(max = 127) @JsonPropertyDescription("Column.")
            String column,

            @Nullable @Size(max = 32) @JsonPropertyDescription("Type of the column.")
            String type,

            @JsonPropertyDescription("Redshift's error code.")
            Integer code,

            @Size(max = 512) @JsonPropertyDescription("Redshift's reason.")
            String reason) {}

    /** Sums over all tables. */
    public record Totals(
            @JsonPropertyDescription("Rows loaded.") Long rowsLoaded,

            @JsonPropertyDescription("Rows rejected.") Long rowsRejected,

            @JsonPropertyDescription("Objects loaded.") Long files,

            @JsonPropertyDescription("Bytes of the objects as they lie in S3.")
            Long bytes,

            @JsonPropertyDescription("Time of the COPYs, microseconds.")
            Long micros,

            @Size(max = 24) @JsonPropertyDescription("The same in seconds, for people.")
            String seconds) {}

    /** An attempt under way. */
    public record Attempt(
            @Size(max = 63) @JsonPropertyDescription("Name of the entry.")
            String table,

            @Size(max = 64) @JsonPropertyDescription("Id of the attempt.")
            String id,

            @JsonPropertyDescription("Process id of its session.")
            Long pid,

            @Size(max = 64) @JsonPropertyDescription("When its session started, as the database says.")
            String sessionStart) {}
}
