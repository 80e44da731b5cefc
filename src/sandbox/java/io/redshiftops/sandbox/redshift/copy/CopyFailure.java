package io.redshiftops.sandbox.redshift.copy;

import org.jspecify.annotations.Nullable;

/** A COPY failed as a whole, for another reason than rejected rows; the message is the error's. */
public final class CopyFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String SYNTAX_ERROR = "42601";
    private static final String NOT_SUPPORTED = "0A000";
    private static final String INTERNAL_ERROR = "XX000";

    private final String sqlState;
    private final transient @Nullable Block block;

    private CopyFailure(String sqlState, String message, @Nullable Block block) {
        super(message);
        this.sqlState = sqlState;
        this.block = block;
    }

    /**
     * What Redshift writes in an error's DETAIL; the query's and the process' numbers are the front end's.
     *
     * @param context what it was doing
     * @param location a place in Redshift's own source
     */
    public record Block(int code, String context, String location) {
        /** The text of the DETAIL. */
        public String text(String error, long query, int process) {
            String dashes = "-----------------------------------------------";
            return """

                      %s
                      error:  %s
                      code:      %d
                      context:   %s
                      query:     %d
                      location:  %s
                      process:   padbmaster [pid=%d]
                      %s
                    """.formatted(dashes, error, code, context, query, location, process, dashes);
        }
    }

    /** The statement's text is wrong. */
    static CopyFailure syntax(String message) {
        return new CopyFailure(SYNTAX_ERROR, message, null);
    }

    /** Something of Redshift that the sandbox does not have. */
    static CopyFailure notEmulated(String what) {
        return new CopyFailure(NOT_SUPPORTED, what + " is not emulated by this sandbox", null);
    }

    /** Redshift refuses what was asked for. */
    static CopyFailure refused(String message) {
        return new CopyFailure(NOT_SUPPORTED, message, null);
    }

    /** The table has no such column. */
    static CopyFailure noColumn(String column, String table) {
        return new CopyFailure("42703", "column \"" + column + "\" of relation \"" + table + "\" does not exist", null);
    }

    /** Somebody asked to stop. */
    static CopyFailure canceled(long query) {
        return new CopyFailure("57014", "Query (" + query + ") canceled on user's request", null);
    }

    /** Something failed while it was done. */
    static CopyFailure failed(String message, Block block) {
        return new CopyFailure(INTERNAL_ERROR, message, block);
    }

    /** Something failed while it was done, which says all there is to say. */
    static CopyFailure failed(String message) {
        return new CopyFailure(INTERNAL_ERROR, message, null);
    }

    public String sqlState() {
        return sqlState;
    }

    /** The message. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** What goes with the message, null if nothing does. */
    public @Nullable Block block() {
        return block;
    }
}
