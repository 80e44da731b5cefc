package io.redshiftops.sandbox.redshift.dialect;

import java.util.Locale;
import java.util.Set;

/** Finds out what kind of statement a text is and compiles it; a kind that is not known is refused. */
final class StatementCompiler {

    /** What Redshift has. */
    private static final Set<String> NOT_EMULATED =
            Set.of("unload", "merge", "call", "use", "attach", "detach", "refresh");

    private static final Set<String> ABSENT = Set.of(
            "savepoint",
            "release",
            "listen",
            "notify",
            "unlisten",
            "do",
            "reindex",
            "cluster",
            "checkpoint",
            "load",
            "discard",
            "reassign",
            "security",
            "import",
            "values",
            "table",
            "move");

    private StatementCompiler() {}

    static Statement compile(Source source) {
        Token first = source.cursor().peek();
        if (first.isSymbol("(")) {
            return Queries.select(source);
        }
        return switch (first.word()) {
            case "select", "with" -> Queries.select(source);
            case "insert" -> Queries.insert(source);
            case "update" -> Queries.update(source);
            case "delete" -> Queries.delete(source);
            case "copy" -> Utilities.copy(source);
            case "begin", "start" -> Utilities.begin(source);
            case "commit", "end" -> Utilities.end(source, StatementKind.COMMIT);
            case "rollback", "abort" -> Utilities.end(source, StatementKind.ROLLBACK);
            case "lock" -> Utilities.lock(source);
            case "truncate" -> Utilities.truncate(source);
            case "vacuum" -> Utilities.vacuum(source);
            case "analyze", "analyse" -> Utilities.analyze(source);
            case "explain" -> Utilities.explain(source);
            case "prepare" -> Utilities.prepare(source);
            case "execute" -> Utilities.execute(source);
            case "deallocate" -> Utilities.deallocate(source);
            case "declare" -> Utilities.declare(source);
            case "fetch", "close" -> Utilities.cursor(source);
            case "cancel" -> Utilities.cancel(source);
            case "set" -> Settings.set(source);
            case "reset" -> Settings.reset(source);
            case "show" -> Settings.show(source);
            case "create", "alter", "drop", "grant", "revoke", "comment" -> Definitions.compile(source);
            default -> throw refused(source, first);
        };
    }

    private static RuntimeException refused(Source source, Token first) {
        String word = first.text().toUpperCase(Locale.ROOT);
        if (NOT_EMULATED.contains(first.word())) {
            return Refusal.notEmulated(word);
        }
        return ABSENT.contains(first.word())
                ? Refusal.notSupported(word)
                : source.cursor().syntaxError();
    }
}
