package io.redshiftops.sandbox.redshift.dialect;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a client and what the backend is asked instead.
 *
 * @param text as the client wrote it
 * @param sql for the backend; for what the front end does itself, a statement without effect
 * @param tag the command tag to report if it is not the backend's
 * @param heading the name of the only result column if it is not the backend's
 * @param target the table that it writes, as SQL text, null if it writes none
 * @param relations the names of tables and views that it reads, as SQL text
 * @param setting the session setting that it changes, null if it changes none
 * @param argument what the front end needs to know for what it does itself: a process number to cancel, the name of a
 *     prepared statement
 * @param inner the statement that a PREPARE names
 */
public record Statement(
        StatementKind kind,
        String text,
        String sql,
        @Nullable String tag,
        @Nullable String heading,
        @Nullable String target,
        Set<String> relations,
        @Nullable SettingChange setting,
        @Nullable String argument,
        @Nullable Statement inner) {

    /** A text without a statement. */
    public static Statement empty() {
        return plain(StatementKind.EMPTY, "", "");
    }

    /** A statement that reads and writes no table. */
    static Statement plain(StatementKind kind, String text, String sql) {
        return new Statement(kind, text, sql, null, null, null, Set.of(), null, null, null);
    }

    Statement withTag(String newTag) {
        return new Statement(kind, text, sql, newTag, heading, target, relations, setting, argument, inner);
    }

    Statement withHeading(String newHeading) {
        return new Statement(kind, text, sql, tag, newHeading, target, relations, setting, argument, inner);
    }

    Statement withSetting(SettingChange newSetting) {
        return new Statement(kind, text, sql, tag, heading, target, relations, newSetting, argument, inner);
    }

    Statement withArgument(String newArgument) {
        return new Statement(kind, text, sql, tag, heading, target, relations, setting, newArgument, inner);
    }

    Statement withInner(Statement newInner) {
        return new Statement(kind, text, sql, tag, heading, target, relations, setting, argument, newInner);
    }

    Statement reading(Set<String> newRelations) {
        return new Statement(kind, text, sql, tag, heading, target, newRelations, setting, argument, inner);
    }

    Statement writing(String newTarget) {
        return new Statement(kind, text, sql, tag, heading, newTarget, relations, setting, argument, inner);
    }
}
