package io.redshiftops.sql;

import org.jspecify.annotations.Nullable;

/** A statement or a login that failed, with what the database said. */
public final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it was, which decides what to do about it. */
    public enum Kind {
        /** The server cannot be reached, or the session broke: what was under way may have happened. */
        CONNECTION,
        /** User or password are wrong. */
        LOGIN,
        /** Another transaction was in the way: the same may succeed at once. */
        SERIALIZATION,
        /** Somebody or a time-out stopped the statement. */
        CANCELED,
        /** The user lacks a right. */
        PRIVILEGE,
        /** Something of that name is there already. */
        ALREADY_EXISTS,
        /** Something that the statement names is not there. */
        NOT_FOUND,
        /** The server lacks room or memory at the moment. */
        RESOURCES,
        /** Anything else, which would fail again. */
        STATEMENT
    }

    private final Kind kind;
    private final @Nullable String sqlState;
    private final @Nullable String detail;

    /**
     * A failure.
     *
     * @param message the database's own words, without secrets
     * @param detail the database's DETAIL; null for none
     */
    public SqlFailure(
            Kind kind, @Nullable String sqlState, String message, @Nullable String detail, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.sqlState = sqlState;
        this.detail = detail;
    }

    /** What kind of failure it was. */
    public Kind kind() {
        return kind;
    }

    /** The SQLSTATE; null if there was none. */
    public @Nullable String sqlState() {
        return sqlState;
    }

    /** The database's own words in one line, with its detail and without a full stop. */
    public String said() {
        String text = detail == null || detail.isBlank() ? getMessage() : getMessage() + " " + detail;
        return String.valueOf(text)
                .replaceAll("-{5,}", "")
                .replaceAll("\\s+", " ")
                .replaceAll("[. ]+$", "")
                .trim();
    }

    /** Whether it is of this kind. */
    public boolean is(Kind candidate) {
        return kind == candidate;
    }
}
