package io.redshiftops.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a sample does not count. */
enum Rejection {
    @JsonProperty("ResultCache")
    RESULT_CACHE("the result came from the cache"),
    @JsonProperty("NotSuccessful")
    NOT_SUCCESSFUL("the database did not record a success"),
    @JsonProperty("Queued")
    QUEUED("it waited in the queue"),
    @JsonProperty("LockWait")
    LOCK_WAIT("it waited for a lock"),
    @JsonProperty("Compiled")
    COMPILED("code was compiled for it"),
    @JsonProperty("OtherCompute")
    OTHER_COMPUTE("it did not run on the main cluster"),
    @JsonProperty("NoHistory")
    NO_HISTORY("the database did not show it in SYS_QUERY_HISTORY in time");

    /** A shorter wait is the leader's own bookkeeping. */
    private static final long MAX_QUEUE_MICROS = 50_000;

    private final String meaning;

    Rejection(String meaning) {
        this.meaning = meaning;
    }

    /** The reason in words. */
    String meaning() {
        return meaning;
    }

    /**
     * Whether an execution was spoiled.
     *
     * @param row what the database recorded; null for nothing
     */
    static Optional<Rejection> of(@Nullable HistoryRow row) {
        if (row == null) {
            return Optional.of(NO_HISTORY);
        }
        if (row.resultCacheHit()) {
            return Optional.of(RESULT_CACHE);
        }
        if (!row.status().equals("success")) {
            return Optional.of(NOT_SUCCESSFUL);
        }
        if (row.queueMicros() > MAX_QUEUE_MICROS) {
            return Optional.of(QUEUED);
        }
        if (row.lockWaitMicros() > 0) {
            return Optional.of(LOCK_WAIT);
        }
        if (row.compileMicros() > 0) {
            return Optional.of(COMPILED);
        }
        return isMainCluster(row.computeType()) ? Optional.empty() : Optional.of(OTHER_COMPUTE);
    }

    private static boolean isMainCluster(@Nullable String computeType) {
        return computeType == null
                || computeType.isBlank()
                || computeType.strip().toLowerCase(Locale.ROOT).equals("primary");
    }
}
