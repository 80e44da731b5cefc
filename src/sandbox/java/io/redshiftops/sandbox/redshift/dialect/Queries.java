package io.redshiftops.sandbox.redshift.dialect;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** SELECT, INSERT, UPDATE and DELETE. */
final class Queries {

    private Queries() {}

    /** A query; one with INTO creates a table. */
    static Statement select(Source source) {
        StatementKind kind = StatementKind.SELECT;
        int into = topLevel(source, "into");
        TokenEditor editor = editor(source, 0);
        refuseLocking(source);
        if (into >= 0) {
            kind = StatementKind.CREATE_TABLE_AS;
            if (source.tokens().get(into + 1).text().startsWith("#")) {
                editor.insertBefore(into + 1, "TEMP ");
            }
        }
        return Statement.plain(kind, source.text(), editor.render()).reading(relations(source));
    }

    static Statement insert(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("insert", "into");
        QualifiedName target = cursor.qualifiedName();
        int values = cursor.index();
        if (cursor.peek().isSymbol("(") && !cursor.peek(1).isAny("select", "with")) {
            values = cursor.skipParentheses();
        }
        if (!cursor.atEnd() && cursor.peek().is("overriding")) {
            throw Refusal.notSupported("OVERRIDING");
        }
        refuseTail(source, "INSERT");
        TokenEditor editor = Names.folded(source);
        Expressions.rewrite(source, editor, values, source.tokens().size());
        return Statement.plain(StatementKind.INSERT, source.text(), editor.render())
                .writing(target.sql())
                .reading(relations(source));
    }

    static Statement update(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("update");
        QualifiedName target = cursor.qualifiedName();
        refuseTail(source, "UPDATE");
        return Statement.plain(
                        StatementKind.UPDATE, source.text(), editor(source, 0).render())
                .writing(target.sql())
                .reading(relations(source));
    }

    static Statement delete(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("delete");
        boolean from = cursor.accept("from");
        QualifiedName target = cursor.qualifiedName();
        refuseTail(source, "DELETE");
        TokenEditor editor = editor(source, 0);
        if (!from) {
            editor.insertAfter(0, " FROM");
        }
        return Statement.plain(StatementKind.DELETE, source.text(), editor.render())
                .writing(target.sql())
                .reading(relations(source));
    }

    /** An editor in which names are folded and expressions rewritten, from a token on. */
    static TokenEditor editor(Source source, int from) {
        TokenEditor editor = Names.folded(source);
        Expressions.rewrite(source, editor, from, source.tokens().size());
        LateralAliases.replace(source, editor);
        return editor;
    }

    private static void refuseTail(Source source, String statement) {
        if (topLevel(source, "returning") >= 0) {
            throw Refusal.notSupported(statement + " … RETURNING");
        }
        int on = topLevel(source, "conflict");
        if (on > 0 && source.tokens().get(on - 1).is("on")) {
            throw Refusal.notSupported("ON CONFLICT");
        }
    }

    private static void refuseLocking(Source source) {
        List<Token> tokens = source.tokens();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("for") && tokens.get(i + 1).isAny("update", "share", "no", "key")) {
                throw Refusal.notSupported("SELECT … FOR " + tokens.get(i + 1).text());
            }
            // A WITH query must not write.
            if (tokens.get(i).isSymbol("(")
                    && tokens.get(i + 1).isAny("insert", "update", "delete", "merge")
                    && i > 0
                    && tokens.get(i - 1).isAny("as", "materialized")) {
                throw Refusal.notSupported(tokens.get(i + 1).text() + " in WITH");
            }
        }
    }

    /** The index of a keyword outside of parentheses, -1 if it is not there. */
    static int topLevel(Source source, String word) {
        int depth = 0;
        List<Token> tokens = source.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol("(")) {
                depth++;
            } else if (token.isSymbol(")")) {
                depth--;
            } else if (depth == 0
                    && token.is(word)
                    && (i == 0 || !tokens.get(i - 1).isAny("as"))) {
                return i;
            }
        }
        return -1;
    }

    /** The tables and views that a statement names behind FROM, JOIN and USING; names of WITH are left out. */
    static Set<String> relations(Source source) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> common = new HashSet<>();
        Cursor cursor = source.cursor();
        java.util.ArrayDeque<Boolean> lists = new java.util.ArrayDeque<>();
        boolean expected = false;
        boolean list = false;
        while (!cursor.atEnd()) {
            Token token = cursor.peek();
            if (token.isName() && cursor.peek(1).is("as") && cursor.peek(2).isSymbol("(")) {
                common.add(Literals.quoteName(token.name(source.caseSensitive())));
            }
            if (expected && token.isName() && !token.isAny("select", "only", "lateral")) {
                QualifiedName name = cursor.qualifiedName();
                if (!cursor.peek().isSymbol("(")) {
                    found.add(name.sql());
                }
                expected = false;
                continue;
            }
            cursor.next();
            if (token.isSymbol("(")) {
                lists.push(list);
                list = expected;
            } else if (token.isSymbol(")")) {
                list = !lists.isEmpty() && lists.pop();
                expected = false;
            } else if (token.isAny("from", "join", "using")) {
                expected = true;
                list = true;
            } else if (token.isSymbol(",")) {
                expected = list;
            } else if (token.isAny("where", "group", "order", "having", "limit", "on", "set", "select", "union")) {
                list = false;
                expected = false;
            }
        }
        found.removeAll(common);
        return Set.copyOf(found);
    }
}
