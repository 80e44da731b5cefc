package io.redshiftops.sandbox.redshift.dialect;

import java.util.ArrayList;
import java.util.List;

/** Statements about transactions, maintenance, prepared statements and cursors. */
final class Utilities {

    private Utilities() {}

    /** COPY is recognised here only: the argument is its whole text. */
    static Statement copy(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("copy");
        QualifiedName target = cursor.qualifiedName();
        if (cursor.peek().isSymbol("(")) {
            cursor.skipParentheses();
        }
        if (cursor.accept("to")) {
            throw Refusal.notSupported("COPY … TO");
        }
        if (cursor.accept("from", "stdin")) {
            throw Refusal.notSupported("COPY … FROM STDIN");
        }
        return Statement.plain(StatementKind.COPY, source.text(), Settings.NOTHING)
                .withTag("COPY")
                .withArgument(source.text())
                .writing(target.sql());
    }

    /** The isolation level named here has no effect: the database's level holds. */
    static Statement begin(Source source) {
        Cursor cursor = source.cursor();
        boolean start = cursor.next().is("start");
        if (start) {
            cursor.expect("transaction");
        } else if (!cursor.accept("work")) {
            cursor.accept("transaction");
        }
        String mode = "";
        while (!cursor.atEnd()) {
            cursor.acceptSymbol(",");
            if (cursor.accept("isolation", "level")) {
                if (!cursor.accept("serializable")
                        && !cursor.accept("repeatable", "read")
                        && !cursor.accept("read", "committed")
                        && !cursor.accept("read", "uncommitted")
                        && !cursor.accept("snapshot")) {
                    throw cursor.syntaxError();
                }
            } else if (cursor.accept("read", "only")) {
                mode = " READ ONLY";
            } else if (cursor.accept("read", "write")) {
                mode = " READ WRITE";
            } else {
                throw cursor.syntaxError();
            }
        }
        return Statement.plain(StatementKind.BEGIN, source.text(), (start ? "START TRANSACTION" : "BEGIN") + mode);
    }

    static Statement end(Source source, StatementKind kind) {
        Cursor cursor = source.cursor();
        cursor.next();
        if (!cursor.accept("work")) {
            cursor.accept("transaction");
        }
        if (cursor.peek().isAny("to", "and", "prepared")) {
            throw Refusal.notSupported(kind + " " + cursor.peek().text().toUpperCase(java.util.Locale.ROOT));
        }
        cursor.expectEnd();
        return Statement.plain(kind, source.text(), kind.name());
    }

    static Statement lock(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("lock");
        cursor.accept("table");
        List<String> tables = new ArrayList<>();
        do {
            tables.add(cursor.qualifiedName().sql());
        } while (cursor.acceptSymbol(","));
        cursor.expectEnd();
        String sql = "LOCK TABLE " + String.join(", ", tables) + " IN ACCESS EXCLUSIVE MODE";
        return Statement.plain(StatementKind.LOCK, source.text(), sql).withTag("LOCK");
    }

    static Statement truncate(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("truncate");
        cursor.accept("table");
        QualifiedName table = cursor.qualifiedName();
        cursor.expectEnd();
        return Statement.plain(StatementKind.TRUNCATE, source.text(), "TRUNCATE TABLE " + table.sql())
                .withTag("TRUNCATE")
                .withBlockRule(Statement.BlockRule.COMMITS)
                .writing(table.sql());
    }

    static Statement vacuum(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("vacuum");
        if (!cursor.accept("full")
                && !cursor.accept("reindex")
                && !cursor.accept("recluster")
                && !cursor.accept("sort", "only")) {
            cursor.accept("delete", "only");
        }
        if (cursor.atEnd() || cursor.peek().is("boost")) {
            cursor.accept("boost");
            cursor.expectEnd();
            return Statement.plain(StatementKind.VACUUM, source.text(), "VACUUM");
        }
        QualifiedName table = cursor.qualifiedName();
        if (cursor.accept("to")) {
            cursor.integer();
            cursor.expect("percent");
        }
        cursor.accept("boost");
        cursor.expectEnd();
        return Statement.plain(StatementKind.VACUUM, source.text(), "VACUUM " + table.sql());
    }

    static Statement analyze(Source source) {
        Cursor cursor = source.cursor();
        cursor.next();
        if (cursor.accept("compression")) {
            throw Refusal.notEmulated("ANALYZE COMPRESSION");
        }
        cursor.accept("verbose");
        String sql = "ANALYZE";
        if (!cursor.atEnd() && !cursor.peek().isAny("predicate", "all")) {
            sql += " " + cursor.qualifiedName().sql();
            if (cursor.peek().isSymbol("(")) {
                int from = cursor.index();
                sql += " " + Names.folded(source).render(from, cursor.skipParentheses());
            }
        }
        if (!cursor.accept("predicate", "columns")) {
            cursor.accept("all", "columns");
        }
        cursor.expectEnd();
        return Statement.plain(StatementKind.ANALYZE, source.text(), sql);
    }

    /** The plan is PostgreSQL's, which is what runs. */
    static Statement explain(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("explain");
        boolean verbose = cursor.accept("verbose");
        if (cursor.peek().isAny("analyze", "analyse") || cursor.atEnd()) {
            throw cursor.syntaxError();
        }
        Statement inner = StatementCompiler.compile(
                source.part(cursor.index(), source.tokens().size()));
        if ((inner.kind() != StatementKind.SELECT && !inner.kind().isWrite()) || inner.kind() == StatementKind.COPY) {
            throw cursor.syntaxError();
        }
        return Statement.plain(
                        StatementKind.EXPLAIN, source.text(), "EXPLAIN " + (verbose ? "VERBOSE " : "") + inner.sql())
                .reading(inner.relations());
    }

    static Statement prepare(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("prepare");
        String name = cursor.name();
        String types = "";
        if (cursor.peek().isSymbol("(")) {
            int from = cursor.index();
            types = " " + Names.folded(source).render(from, cursor.skipParentheses());
        }
        cursor.expect("as");
        Statement inner = StatementCompiler.compile(
                source.part(cursor.index(), source.tokens().size()));
        if ((inner.kind() != StatementKind.SELECT && !inner.kind().isWrite()) || inner.kind() == StatementKind.COPY) {
            throw cursor.syntaxError();
        }
        return Statement.plain(
                        StatementKind.PREPARE,
                        source.text(),
                        "PREPARE " + Literals.quoteName(name) + types + " AS " + inner.sql())
                .withArgument(name);
    }

    static Statement execute(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("execute");
        String name = cursor.name();
        TokenEditor editor = Queries.editor(source, cursor.index());
        if (!cursor.atEnd()) {
            cursor.skipParentheses();
            cursor.expectEnd();
        }
        return Statement.plain(StatementKind.EXECUTE, source.text(), editor.render())
                .withArgument(name);
    }

    static Statement deallocate(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("deallocate");
        cursor.accept("prepare");
        boolean all = cursor.accept("all");
        String name = all ? "all" : cursor.name();
        cursor.expectEnd();
        String sql = "DEALLOCATE " + (all ? "ALL" : Literals.quoteName(name));
        return Statement.plain(StatementKind.DEALLOCATE, source.text(), sql)
                .withTag("DEALLOCATE")
                .withArgument(name);
    }

    static Statement declare(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("declare");
        cursor.name();
        cursor.expect("cursor", "for");
        Statement query = StatementCompiler.compile(
                source.part(cursor.index(), source.tokens().size()));
        if (query.kind() != StatementKind.SELECT) {
            throw cursor.syntaxError();
        }
        String head = Names.folded(source).render(0, cursor.index());
        return Statement.plain(StatementKind.DECLARE, source.text(), head + " " + query.sql())
                .reading(query.relations());
    }

    static Statement cursor(Source source) {
        Token first = source.tokens().get(0);
        if (first.is("fetch") && source.tokens().stream().anyMatch(token -> token.isAny("prior", "backward", "last"))) {
            throw Refusal.notSupported("FETCH other than forward");
        }
        return Statement.plain(
                StatementKind.CURSOR, source.text(), Names.folded(source).render());
    }

    /** Done by the backend, so that it follows PostgreSQL's rules of who may cancel whom. */
    static Statement cancel(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("cancel");
        long process = cursor.integer();
        cursor.acceptString();
        cursor.expectEnd();
        String sql = "DO $cancel$ BEGIN PERFORM pg_catalog.pg_cancel_backend(" + process + "); END $cancel$";
        return Statement.plain(StatementKind.CANCEL, source.text(), sql)
                .withTag("CANCEL")
                .withArgument(Long.toString(process));
    }
}
