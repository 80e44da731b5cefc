package io.redshiftops.sandbox.redshift.dialect;

import java.util.Locale;

/**
 * ALTER TABLE.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html">ALTER TABLE</a>
 */
final class AlterTable {

    private final Source source;
    private final Cursor cursor;
    private final TableDesign design = new TableDesign();

    private AlterTable(Source source) {
        this.source = source;
        this.cursor = source.cursor();
    }

    static Statement compile(Source source) {
        return new AlterTable(source).compile();
    }

    private Statement compile() {
        cursor.expect("alter", "table");
        QualifiedName table = cursor.qualifiedName();
        String head = "ALTER TABLE " + table.sql();
        String action = action(table);
        cursor.expectEnd();
        return Statement.plain(StatementKind.DDL, source.text(), design.comment() + head + action);
    }

    private String action(QualifiedName table) {
        if (cursor.accept("add")) {
            return add(table);
        }
        if (cursor.accept("drop")) {
            return drop();
        }
        if (cursor.accept("alter")) {
            return alter();
        }
        if (cursor.accept("rename")) {
            return rename();
        }
        if (cursor.accept("owner", "to")) {
            return " OWNER TO " + Literals.quoteName(cursor.next().name(true));
        }
        if (cursor.peek().isAny("append", "row", "masking", "set")) {
            throw Refusal.notEmulated("ALTER TABLE … " + cursor.peek().text().toUpperCase(Locale.ROOT));
        }
        throw cursor.syntaxError();
    }

    private String add(QualifiedName table) {
        if (CreateTable.tableConstraint(cursor, design)) {
            return touch();
        }
        cursor.accept("column");
        String column = cursor.name();
        return " ADD COLUMN " + new Column(source, Names.folded(source), design, table.name(), column).define(cursor);
    }

    private String drop() {
        if (cursor.accept("constraint")) {
            throw Refusal.notEmulated("ALTER TABLE … DROP CONSTRAINT");
        }
        cursor.accept("column");
        String sql = " DROP COLUMN " + Literals.quoteName(cursor.name());
        return sql + (cursor.accept("cascade") ? " CASCADE" : cursor.accept("restrict") ? " RESTRICT" : "");
    }

    private String rename() {
        if (cursor.accept("to")) {
            return " RENAME TO " + Literals.quoteName(cursor.name());
        }
        cursor.accept("column");
        String from = cursor.name();
        cursor.expect("to");
        return " RENAME COLUMN " + Literals.quoteName(from) + " TO " + Literals.quoteName(cursor.name());
    }

    private String alter() {
        if (cursor.accept("distkey")) {
            design.distributeBy(cursor.name());
        } else if (cursor.accept("diststyle")) {
            design.style(cursor);
            if (cursor.accept("distkey")) {
                design.distributeBy(cursor.name());
            }
        } else if (cursor.accept("encode")) {
            cursor.expect("auto");
        } else if (cursor.peek().isAny("compound", "sortkey")) {
            design.sortKey(cursor);
        } else {
            return column();
        }
        while (cursor.acceptSymbol(",")) {
            cursor.expect("alter");
            alter();
        }
        return touch();
    }

    private String column() {
        cursor.accept("column");
        String column = cursor.name();
        if (cursor.accept("type")) {
            int from = cursor.index();
            String type = Types.column(cursor, "", column);
            if (!type.startsWith("varchar")) {
                throw Refusal.notSupported(
                        "ALTER COLUMN TYPE " + source.tokens().get(from).text());
            }
            return " ALTER COLUMN " + Literals.quoteName(column) + " TYPE " + type;
        }
        cursor.expect("encode");
        design.encode(column, Column.encoding(cursor));
        if (cursor.acceptSymbol(",")) {
            cursor.expect("alter");
            return alter();
        }
        return touch();
    }

    /** Changes nothing that matters, but needs the table's owner and fires the event trigger. */
    private static String touch() {
        return " SET (fillfactor = 100)";
    }
}
