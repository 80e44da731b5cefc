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
            case "copy" -> StatementKind.COPY;
            case "set" -> StatementKind.SET;
            default -> StatementKind.SELECT;
        };
        // The front end runs COPY itself; the backend sees a statement without effect and without a result.
        String sql = kind == StatementKind.COPY ? "" : source.text();
        return Statement.plain(kind, source.text(), sql);
    }
}
