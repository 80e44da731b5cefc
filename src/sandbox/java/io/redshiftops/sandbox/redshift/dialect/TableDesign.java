package io.redshiftops.sandbox.redshift.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a CREATE TABLE or ALTER TABLE says about distribution, order, encodings and the primary key. It travels to the
 * backend as JSON in a comment at the head of the statement, from which an event trigger of {@code metadata.sql} puts
 * it into {@code redshift_internal.table_design}.
 */
final class TableDesign {

    private @Nullable String style;
    private @Nullable String distributionKey;
    private @Nullable String order;
    private List<String> sortKeys = List.of();
    private final List<String> primaryKey = new ArrayList<>();
    private final Map<String, String> encodings = new LinkedHashMap<>();
    private @Nullable String like;

    /** Takes one attribute of a table if one comes next. */
    boolean acceptTableAttribute(Cursor cursor) {
        if (cursor.accept("backup")) {
            if (!cursor.accept("yes")) {
                cursor.expect("no");
            }
        } else if (cursor.accept("diststyle")) {
            style(cursor);
        } else if (cursor.accept("distkey")) {
            cursor.expectSymbol("(");
            distributeBy(cursor.name());
            cursor.expectSymbol(")");
        } else if (cursor.peek().isAny("compound", "interleaved", "sortkey")) {
            sortKey(cursor);
        } else {
            if (!cursor.accept("encode")) {
                return false;
            }
            cursor.expect("auto");
        }
        return true;
    }

    /** Takes AUTO, EVEN, ALL or KEY. */
    void style(Cursor cursor) {
        if (!cursor.peek().isAny("auto", "even", "all", "key")) {
            throw cursor.syntaxError();
        }
        style = cursor.next().text().toUpperCase(Locale.ROOT);
    }

    /** Takes {@code [COMPOUND | INTERLEAVED] SORTKEY (…)}, or AUTO or NONE instead of columns. */
    void sortKey(Cursor cursor) {
        if (order != null) {
            throw Refusal.definition("multiple sort keys specified");
        }
        String kind = cursor.accept("interleaved") ? "INTERLEAVED" : "COMPOUND";
        cursor.accept("compound");
        cursor.expect("sortkey");
        if (cursor.accept("auto")) {
            order = "AUTO";
        } else if (cursor.accept("none")) {
            order = "NONE";
        } else {
            order = kind;
            sortKeys = names(cursor);
        }
    }

    void distributeBy(String column) {
        if (distributionKey != null) {
            throw Refusal.definition("cannot define more than one distribution key");
        }
        distributionKey = column;
    }

    void sortBy(String column) {
        if (order != null) {
            throw Refusal.definition("multiple sort keys specified");
        }
        order = "COMPOUND";
        sortKeys = List.of(column);
    }

    void encode(String column, String encoding) {
        encodings.put(column, encoding);
    }

    void primaryKey(List<String> columns) {
        if (!primaryKey.isEmpty()) {
            throw Refusal.definition("multiple primary keys for table are not allowed");
        }
        primaryKey.addAll(columns);
    }

    List<String> primaryKey() {
        return primaryKey;
    }

    void like(String table) {
        like = table;
    }

    /** The columns' names in parentheses. */
    static List<String> names(Cursor cursor) {
        List<String> names = new ArrayList<>();
        cursor.expectSymbol("(");
        do {
            names.add(cursor.name());
        } while (cursor.acceptSymbol(","));
        cursor.expectSymbol(")");
        return names;
    }

    /** The comment that goes before a statement. */
    String comment() {
        if (distributionKey != null && style == null) {
            style = "KEY";
        }
        if (distributionKey != null != "KEY".equals(style)) {
            throw Refusal.definition(
                    distributionKey == null
                            ? "DISTSTYLE KEY needs a DISTKEY"
                            : "cannot specify DISTKEY for a table of DISTSTYLE " + style);
        }
        List<String> members = new ArrayList<>();
        member(members, "style", style);
        member(members, "dist", distributionKey);
        member(members, "order", order);
        member(members, "like", like);
        members.add("\"keys\":" + array(sortKeys));
        members.add("\"primary\":" + array(primaryKey));
        List<String> pairs = new ArrayList<>();
        encodings.forEach((column, encoding) -> pairs.add(string(column) + ":" + string(encoding)));
        members.add("\"encodings\":{" + String.join(",", pairs) + "}");
        return "/*redshift {" + String.join(",", members) + "}*/ ";
    }

    private static void member(List<String> members, String name, @Nullable String value) {
        if (value != null) {
            members.add(string(name) + ":" + string(value));
        }
    }

    private static String array(List<String> values) {
        return "[" + String.join(",", values.stream().map(TableDesign::string).toList()) + "]";
    }

    /** A JSON string without characters that could end a comment or a string. */
    private static String string(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == ' ') {
                text.append(c);
            } else {
                text.append("\\u%04x".formatted((int) c));
            }
        }
        return text.append('"').toString();
    }
}
