package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.QueryRecord;
import io.redshiftops.sandbox.redshift.dialect.Statement;
import io.redshiftops.sandbox.redshift.wire.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says PostgreSQL's errors and notices in Redshift's words: the one place of its texts and codes. */
final class ErrorTranslation {

    /** What Redshift, which descends from PostgreSQL 8.0, tells clients. */
    static final String SERVER_VERSION = "8.0.2";

    private static final String INTERNAL_ERROR = "XX000";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String QUERY_CANCELED = "57014";

    private final Conflicts conflicts;

    /** What is known about the transactions that were in the way. */
    interface Conflicts {
        /** The number of the table that a transaction last wrote or read, 0 if unknown. */
        long table(Transaction transaction);

        /** Another transaction that ran at the same time, as messages name it; empty if unknown. */
        String other(Transaction transaction);

        /** Whether transactions are serializable in this database. */
        boolean serializable();
    }

    ErrorTranslation(Conflicts conflicts) {
        this.conflicts = conflicts;
    }

    /** A table that was made after the transaction's snapshot. */
    static Problem newerThanSnapshot() {
        return Problem.error(INTERNAL_ERROR, "1018").withDetail("Relation does not exist.");
    }

    /** A statement that is refused in a transaction block. */
    static Problem notInBlock(Statement statement) {
        String name = statement.tag() == null ? statement.text() : statement.tag();
        return Problem.error("25001", name + " cannot run inside a transaction block");
    }

    Problem error(Problem error, @Nullable QueryRecord query, @Nullable Transaction transaction) {
        Problem plain = error.plain();
        return switch (error.code()) {
            case SERIALIZATION_FAILURE -> conflict(transaction);
            case QUERY_CANCELED -> canceled(query);
            case "42501" ->
                plain.as(
                        "42501",
                        error.message()
                                .replace("denied for table ", "denied for relation ")
                                .replaceFirst("^must be owner of (table|view) ", "must be owner of relation "));
            case "23505" ->
                // Two transactions made the same object at once; PostgreSQL notices at its catalogs' indexes.
                error.message().contains("\"pg_") ? snapshotConflict() : plain;
            case "2BP01" -> error.message().startsWith("role ") ? userInUse(error) : plain;
            case "42P07" -> plain.as("42P07", capitalized(error.message()));
            default -> plain;
        };
    }

    /** PostgreSQL's detail has a line for each object, either its owner's or about privileges. */
    private static Problem userInUse(Problem error) {
        String detail = String.valueOf(error.detail());
        boolean onlyPrivileges = detail.lines().allMatch(line -> line.startsWith("privileges for "));
        String user = error.message().replaceFirst("^role (\"[^\"]*\").*", "$1");
        return Problem.error(
                "55006",
                "user " + user + " can't be dropped because the user "
                        + (onlyPrivileges ? "has a privilege on some object" : "owns some object"));
    }

    private Problem conflict(@Nullable Transaction transaction) {
        if (transaction == null || !conflicts.serializable()) {
            return snapshotConflict();
        }
        String other = conflicts.other(transaction);
        return Problem.error(INTERNAL_ERROR, "1023")
                .withDetail("Serializable isolation violation on table - " + conflicts.table(transaction)
                        + ", transactions forming the cycle are: " + transaction.id()
                        + (other.isEmpty() ? "" : ", " + other));
    }

    private static Problem snapshotConflict() {
        return Problem.error(INTERNAL_ERROR, "could not complete because of conflict with concurrent transaction");
    }

    private static Problem canceled(@Nullable QueryRecord query) {
        long number = query == null ? -1 : query.query() > 0 ? query.query() : query.queryId();
        return Problem.error(QUERY_CANCELED, "Query (" + number + ") canceled on user's request");
    }

    /** A notice for the client, null if Redshift sends none. */
    @Nullable
    Problem notice(Problem notice) {
        Problem plain = notice.plain();
        String message = notice.message();
        if (message.contains("role \"redshift_")) {
            // About roles that only the emulation has.
            return null;
        }
        if (message.toLowerCase(Locale.ROOT).endsWith("already exists, skipping")) {
            return Problem.info(capitalized(message.substring(0, message.length() - ", skipping".length())));
        }
        if (message.endsWith("does not exist, skipping")) {
            String object = message.substring(0, message.length() - ", skipping".length());
            return Problem.info(capitalized(object) + " and will be skipped");
        }
        return plain;
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
