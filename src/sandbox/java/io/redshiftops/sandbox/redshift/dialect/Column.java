package io.redshiftops.sandbox.redshift.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The definition of one column, whose Redshift attributes go into the table's design. */
final class Column {

    private static final Set<String> ENCODINGS = Set.of(
            "raw",
            "az64",
            "bytedict",
            "delta",
            "delta32k",
            "lzo",
            "mostly8",
            "mostly16",
            "mostly32",
            "runlength",
            "text255",
            "text32k",
            "zstd",
            "auto");

    private final Source source;
    private final TokenEditor editor;
    private final TableDesign design;
    private final String table;
    private final String column;

    Column(Source source, TokenEditor editor, TableDesign design, String table, String column) {
        this.source = source;
        this.editor = editor;
        this.design = design;
        this.table = table;
        this.column = column;
    }

    /** Takes the type and the attributes, and returns the definition for PostgreSQL. */
    String define(Cursor cursor) {
        String type = Types.column(cursor, table, column);
        StringBuilder sql = new StringBuilder(Literals.quoteName(column) + " " + type);
        while (!cursor.atEnd() && !cursor.peek().isSymbol(",") && !cursor.peek().isSymbol(")")) {
            attribute(cursor, type, sql);
        }
        return sql.toString();
    }

    private void attribute(Cursor cursor, String type, StringBuilder sql) {
        if (cursor.accept("not", "null")) {
            sql.append(" NOT NULL");
        } else if (cursor.accept("null")) {
            sql.append(" NULL");
        } else if (cursor.accept("default")) {
            sql.append(" DEFAULT ").append(expression(cursor));
        } else if (cursor.accept("encode")) {
            design.encode(column, encoding(cursor));
        } else if (cursor.accept("distkey")) {
            design.distributeBy(column);
        } else if (cursor.accept("sortkey")) {
            design.sortBy(column);
        } else if (cursor.accept("identity")) {
            sql.append(identity(cursor, type, "ALWAYS"));
        } else if (cursor.accept("generated")) {
            boolean always = cursor.accept("always");
            if (!always) {
                cursor.expect("by", "default");
            }
            cursor.expect("as", "identity");
            sql.append(identity(cursor, type, always ? "ALWAYS" : "BY DEFAULT"));
        } else if (cursor.accept("primary", "key")) {
            design.primaryKey(List.of(column));
        } else if (cursor.accept("collate")) {
            if (!cursor.accept("case_sensitive") && !cursor.accept("cs")) {
                throw Refusal.notEmulated("COLLATE " + cursor.peek().text());
            }
        } else if (cursor.peek().is("references")) {
            CreateTable.references(cursor);
        } else if (cursor.accept("constraint")) {
            cursor.name();
        } else if (cursor.peek().isAny("check", "stored", "compression", "storage")) {
            throw Refusal.notSupported("a column's " + cursor.peek().text().toUpperCase(Locale.ROOT));
        } else if (!cursor.accept("unique")) {
            throw cursor.syntaxError();
        }
    }

    private String expression(Cursor cursor) {
        int from = cursor.index();
        if (cursor.accept("not")) {
            from = cursor.index();
        }
        while (!cursor.atEnd()
                && !cursor.peek().isSymbol(",")
                && !cursor.peek().isSymbol(")")
                && !endsDefault(cursor)) {
            if (cursor.peek().isSymbol("(")) {
                cursor.skipParentheses();
            } else {
                cursor.next();
            }
        }
        if (cursor.index() == from) {
            throw cursor.syntaxError();
        }
        Expressions.rewrite(source, editor, from, cursor.index());
        return editor.render(from, cursor.index());
    }

    private static boolean endsDefault(Cursor cursor) {
        Token token = cursor.peek();
        return token.isAny("encode", "distkey", "sortkey", "identity", "primary", "unique", "references", "collate")
                || (token.is("not") && cursor.peek(1).is("null"));
    }

    private static String identity(Cursor cursor, String type, String generated) {
        if (!type.equals("integer") && !type.equals("bigint")) {
            throw Refusal.definition("identity column must be of type INTEGER or BIGINT");
        }
        cursor.expectSymbol("(");
        long seed = cursor.integer();
        cursor.expectSymbol(",");
        long step = cursor.integer();
        cursor.expectSymbol(")");
        if (step == 0) {
            throw Refusal.definition("the step of an identity column must not be zero");
        }
        String bound = step > 0 ? "MINVALUE " : "MAXVALUE ";
        return " GENERATED " + generated + " AS IDENTITY (START WITH " + seed + " INCREMENT BY " + step + " " + bound
                + seed + ")";
    }

    /** Takes the name of an encoding. */
    static String encoding(Cursor cursor) {
        String encoding = cursor.peek().word();
        if (!ENCODINGS.contains(encoding)) {
            throw cursor.syntaxError();
        }
        cursor.next();
        return encoding;
    }
}
