package io.redshiftops.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the database recorded of an execution; times are microseconds.
 *
 * @param status in lower case, such as {@code success}
 * @param computeType null where it is not told
 * @param version of Redshift; null where it is not told
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/SYS_QUERY_HISTORY.html">SYS_QUERY_HISTORY</a>
 */
record HistoryRow(
        long queryId,
        String status,
        boolean resultCacheHit,
        long elapsedMicros,
        long queueMicros,
        long executionMicros,
        long compileMicros,
        long lockWaitMicros,
        @Nullable String computeType,
        @Nullable String version) {

    /** The columns that {@link #of} reads, in its order. */
    static final String COLUMNS = "query_id, status, result_cache_hit, elapsed_time, queue_time, execution_time,"
            + " compile_time, lock_wait_time, compute_type, redshift_version";

    private static final String RUNNING = "running";

    /** Reads the values of {@link #COLUMNS}. */
    static HistoryRow of(List<@Nullable String> values) {
        return new HistoryRow(
                micros(values.get(0)),
                Objects.requireNonNullElse(values.get(1), "").strip().toLowerCase(Locale.ROOT),
                isTrue(values.get(2)),
                micros(values.get(3)),
                micros(values.get(4)),
                micros(values.get(5)),
                micros(values.get(6)),
                micros(values.get(7)),
                values.get(8),
                stripped(values.get(9)));
    }

    /** Whether the times are final: a row is shown while its query still runs, too. */
    boolean isFinal() {
        return !status.isEmpty() && !status.equals(RUNNING);
    }

    private static long micros(@Nullable String value) {
        return value == null ? 0 : Long.parseLong(value.strip());
    }

    private static boolean isTrue(@Nullable String value) {
        return value != null && (value.equals("t") || value.equalsIgnoreCase("true") || value.equals("1"));
    }

    private static @Nullable String stripped(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
