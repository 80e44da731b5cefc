package io.redshiftops.sandbox.redshift.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a COPY did, as STL_LOAD_COMMITS, STL_LOAD_ERRORS and the SYS_LOAD views show it, whether or not its transaction
 * commits.
 *
 * @param query the running COPY
 * @param table the table's name without its schema
 * @param tableId the table's number in pg_class
 * @param source as the COPY names it, such as {@code s3://bucket/prefix}
 * @param format such as {@code csv} or {@code text}
 * @param status whether the COPY itself succeeded
 * @param rows that were loaded; 0 if it failed
 * @param bytes of the objects, as they lie in S3
 * @param errors the rejected rows, those of a failed COPY too
 */
public record LoadRecord(
        QueryRecord query,
        String table,
        long tableId,
        String source,
        String format,
        Status status,
        Instant start,
        Instant end,
        long rows,
        long bytes,
        List<File> files,
        List<Rejection> errors) {

    /** How a COPY ended. */
    public enum Status {
        COMPLETED,
        ABORTED,
        CANCELED
    }

    /**
     * An object that was read to its end.
     *
     * @param name its whole URI
     * @param bytes as it lies in S3
     * @param lines that it holds, whether loaded or not
     * @param errors how many of its rows were rejected
     */
    public record File(String name, long bytes, long lines, long errors, Instant start, Instant end) {}

    /**
     * A row that was not loaded.
     *
     * @param line counts from 1
     * @param column empty if no column is to blame
     * @param type Redshift's internal name of the column's type, such as {@code int4}
     * @param length the column's length as declared, such as {@code 20} or {@code 18, 0}
     * @param position of the field's first byte in the line, from 0
     * @param field the field's text, null if no column is to blame
     * @param code one of the codes of <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_Load_Error_Reference.html">
     *     Load error reference</a>
     */
    public record Rejection(
            String file,
            long line,
            String column,
            String type,
            String length,
            int position,
            String rawLine,
            @Nullable String field,
            int code,
            String reason,
            Instant time) {}
}
