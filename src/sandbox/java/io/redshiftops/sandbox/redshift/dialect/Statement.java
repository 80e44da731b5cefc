package io.redshiftops.sandbox.redshift.dialect;

import java.util.ArrayList;
import java.util.List;
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
 * @param followers what the backend is to run after it, in this order
 * @param blockRule how it stands to transaction blocks
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
        List<String> followers,
        BlockRule blockRule) {

    /** What becomes of a transaction block in which a statement runs, beyond what the backend sees to. */
    public enum BlockRule {
        ALLOWED,
        /** It is refused there. */
        REFUSED,
        /** It commits the block. */
        COMMITS
    }

    /** A text without a statement. */
    public static Statement empty() {
        return plain(StatementKind.EMPTY, "", "");
    }

    /** A statement that reads and writes no table. */
    static Statement plain(StatementKind kind, String text, String sql) {
        return new Statement(kind, text, sql, null, null, null, Set.of(), null, null, List.of(), BlockRule.ALLOWED);
    }

    Statement withTag(String newTag) {
        return new Statement(
                kind, text, sql, newTag, heading, target, relations, setting, argument, followers, blockRule);
    }

    Statement withHeading(String newHeading) {
        return new Statement(
                kind, text, sql, tag, newHeading, target, relations, setting, argument, followers, blockRule);
    }

    Statement withSetting(SettingChange newSetting) {
        return new Statement(
                kind, text, sql, tag, heading, target, relations, newSetting, argument, followers, blockRule);
    }

    Statement withArgument(String newArgument) {
        return new Statement(
                kind, text, sql, tag, heading, target, relations, setting, newArgument, followers, blockRule);
    }

    /** The backend is to run this afterwards, unless it fails. */
    Statement followedBy(String follower) {
        List<String> all = new ArrayList<>(followers);
        all.add(follower);
        return new Statement(
                kind, text, sql, tag, heading, target, relations, setting, argument, List.copyOf(all), blockRule);
    }

    Statement withBlockRule(BlockRule newRule) {
        return new Statement(kind, text, sql, tag, heading, target, relations, setting, argument, followers, newRule);
    }

    Statement reading(Set<String> newRelations) {
        return new Statement(
                kind, text, sql, tag, heading, target, newRelations, setting, argument, followers, blockRule);
    }

    Statement writing(String newTarget) {
        return new Statement(
                kind, text, sql, tag, heading, newTarget, relations, setting, argument, followers, blockRule);
    }
}
