package io.redshiftops.sandbox.redshift.dialect;

/** Finds out what kind of statement a text is and compiles it. */
final class StatementCompiler {

    private StatementCompiler() {}

    static Statement compile(Source source) {
        Token first = source.cursor().peek();
        StatementKind kind = switch (first.word()) {
            case "begin" -> StatementKind.BEGIN;
            case "commit" -> StatementKind.COMMIT;
            case "rollback" -> StatementKind.ROLLBACK;
            case "set" -> StatementKind.SET;
            default -> StatementKind.SELECT;
        };
        return Statement.plain(kind, source.text(), source.text());
    }
}
