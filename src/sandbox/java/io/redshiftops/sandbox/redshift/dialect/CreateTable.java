package io.redshiftops.sandbox.redshift.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * CREATE TABLE and CREATE TABLE AS. Keys are informational: PRIMARY KEY makes its columns NOT NULL and is recorded,
 * UNIQUE and FOREIGN KEY are read and left out.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html">CREATE TABLE</a>
 */
final class CreateTable {

    private final Source source;
    private final Cursor cursor;
    private final TokenEditor editor;
    private final TableDesign design = new TableDesign();
    private final List<String> elements = new ArrayList<>();
    private QualifiedName name = new QualifiedName(null, null, "");

    private CreateTable(Source source) {
        this.source = source;
        this.cursor = source.cursor();
        this.editor = Names.folded(source);
    }

    static Statement compile(Source source) {
        return new CreateTable(source).compile();
    }

    private Statement compile() {
        cursor.expect("create");
        cursor.accept("local");
        boolean temporary = cursor.accept("temporary") || cursor.accept("temp");
        cursor.expect("table");
        boolean ifNotExists = cursor.accept("if", "not", "exists");
        name = cursor.qualifiedName();
        String head = "CREATE " + (temporary || name.isTemporary() ? "TEMP " : "") + "TABLE "
                + (ifNotExists ? "IF NOT EXISTS " : "") + name.sql();
        return isTableAs() ? tableAs(head) : table(head);
    }

    private boolean isTableAs() {
        int as = Queries.topLevel(source, "as");
        return as > cursor.index() - 1;
    }

    private Statement tableAs(String head) {
        String columns = "";
        if (cursor.peek().isSymbol("(")) {
            int from = cursor.index();
            columns = " " + editor.render(from, cursor.skipParentheses());
        }
        attributes();
        cursor.expect("as");
        int from = cursor.index();
        Source query = source.part(from, source.tokens().size());
        Statement select = Queries.select(query);
        return Statement.plain(
                        StatementKind.CREATE_TABLE_AS,
                        source.text(),
                        design.comment() + head + columns + " AS " + select.sql())
                .withTag("SELECT")
                .reading(select.relations());
    }

    private Statement table(String head) {
        cursor.expectSymbol("(");
        do {
            element();
        } while (cursor.acceptSymbol(","));
        cursor.expectSymbol(")");
        attributes();
        cursor.expectEnd();
        for (String key : design.primaryKey()) {
            elements.add("NOT NULL " + Literals.quoteName(key));
        }
        return Statement.plain(
                StatementKind.DDL, source.text(), design.comment() + head + " (" + String.join(", ", elements) + ")");
    }

    private void attributes() {
        while (!cursor.atEnd() && !cursor.peek().is("as")) {
            if (cursor.peek().isAny("partition", "inherits", "tablespace", "with", "on", "using")) {
                throw Refusal.notSupported(
                        "CREATE TABLE … " + cursor.peek().text().toUpperCase(Locale.ROOT));
            }
            if (!design.acceptTableAttribute(cursor)) {
                throw cursor.syntaxError();
            }
        }
    }

    private void element() {
        if (cursor.accept("like")) {
            QualifiedName parent = cursor.qualifiedName();
            String defaults = "";
            if (cursor.accept("including", "defaults")) {
                defaults = " INCLUDING DEFAULTS";
            } else {
                cursor.accept("excluding", "defaults");
            }
            design.like(parent.sql());
            elements.add("LIKE " + parent.sql() + defaults);
        } else if (!tableConstraint(cursor, design)) {
            String column = cursor.name();
            elements.add(new Column(source, editor, design, name.name(), column).define(cursor));
        }
    }

    /** Takes a table constraint if one comes next: it is not enforced. */
    static boolean tableConstraint(Cursor cursor, @Nullable TableDesign design) {
        int start = cursor.index();
        if (cursor.accept("constraint")) {
            cursor.name();
        }
        if (cursor.accept("primary", "key")) {
            List<String> columns = TableDesign.names(cursor);
            if (design != null) {
                design.primaryKey(columns);
            }
        } else if (cursor.peek().is("unique") && cursor.peek(1).isSymbol("(")) {
            cursor.next();
            TableDesign.names(cursor);
        } else if (cursor.accept("foreign", "key")) {
            TableDesign.names(cursor);
            references(cursor);
        } else if (cursor.peek().isAny("check", "exclude") && cursor.peek(1).isSymbol("(")) {
            throw Refusal.notSupported("a CHECK constraint");
        } else {
            cursor.moveTo(start);
            return false;
        }
        return true;
    }

    static void references(Cursor cursor) {
        cursor.expect("references");
        cursor.qualifiedName();
        if (cursor.peek().isSymbol("(")) {
            TableDesign.names(cursor);
        }
        if (cursor.peek().isAny("on", "match", "deferrable")) {
            throw Refusal.notSupported("REFERENCES … " + cursor.peek().text().toUpperCase(Locale.ROOT));
        }
    }
}
