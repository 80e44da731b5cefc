package io.redshiftops.sandbox.redshift.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the system views show it.
 *
 * @param query its number in the STL tables, -1 for what the leader node alone runs
 * @param queryId its number in the SYS views, another series
 * @param label the query group
 * @param type as SYS_QUERY_HISTORY names it
 * @param end null while it runs
 */
public record QueryRecord(
        long query,
        long queryId,
        SessionRecord session,
        long transaction,
        String label,
        String type,
        String text,
        Instant start,
        @Nullable End end) {

    /**
     * How a statement ended.
     *
     * @param error empty if it succeeded
     * @param cachedFrom the query whose cached result it returned, null if none
     */
    public record End(
            Instant time,
            Status status,
            String error,
            long rows,
            long bytes,
            @Nullable QueryRecord cachedFrom) {}

    /** What SYS_QUERY_HISTORY shows of a statement that ended. */
    public enum Status {
        SUCCESS,
        FAILED,
        CANCELED
    }

    /** The same with its end. */
    public QueryRecord ended(End newEnd) {
        return new QueryRecord(query, queryId, session, transaction, label, type, text, start, newEnd);
    }

    /** The same with a number in the STL tables. */
    public QueryRecord numbered(long newQuery) {
        return new QueryRecord(newQuery, queryId, session, transaction, label, type, text, start, end);
    }
}
