package io.redshiftops.benchmark;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution that was to count; times are microseconds. In JSON it is an array of its values, since there may be
 * thousands.
 *
 * @param sequence number of the execution in its run
 * @param query index of the query
 * @param variant index of the variant
 * @param round from 1
 * @param micros the time that counts; null where nothing was recorded
 * @param clientMicros from sending the query to holding its last row
 * @param rejection why it does not count; null if it does
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({
    "sequence",
    "query",
    "variant",
    "round",
    "micros",
    "clientMicros",
    "elapsedMicros",
    "executionMicros",
    "queueMicros",
    "compileMicros",
    "lockWaitMicros",
    "queryId",
    "rejection"
})
record Sample(
        int sequence,
        int query,
        int variant,
        int round,
        @Nullable Long micros,
        long clientMicros,
        @Nullable Long elapsedMicros,
        @Nullable Long executionMicros,
        @Nullable Long queueMicros,
        @Nullable Long compileMicros,
        @Nullable Long lockWaitMicros,
        @Nullable Long queryId,
        @Nullable Rejection rejection) {

    /** Names of the values, in their order. */
    static final List<String> COLUMNS = List.of(
            "sequence",
            "query",
            "variant",
            "round",
            "micros",
            "clientMicros",
            "elapsedMicros",
            "executionMicros",
            "queueMicros",
            "compileMicros",
            "lockWaitMicros",
            "queryId",
            "rejection");

    /** Whether it counts. */
    @JsonIgnore
    boolean counts() {
        return rejection == null;
    }
}
