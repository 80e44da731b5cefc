package io.redshiftops.sandbox.redshift.dialect;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Redshift's data types as PostgreSQL's.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html">Data types</a>
 */
final class Types {

    private static final int LONGEST_VARCHAR = 65_535;
    private static final int LONGEST_CHAR = 4096;
    private static final int MOST_DIGITS = 38;

    private static final Map<String, String> SIMPLE = Map.ofEntries(
            Map.entry("smallint", "smallint"),
            Map.entry("int2", "smallint"),
            Map.entry("integer", "integer"),
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("bigint", "bigint"),
            Map.entry("int8", "bigint"),
            Map.entry("real", "real"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("boolean", "boolean"),
            Map.entry("bool", "boolean"),
            Map.entry("date", "date"),
            Map.entry("timestamptz", "timestamptz"),
            Map.entry("timetz", "timetz"),
            Map.entry("oid", "oid"),
            Map.entry("name", "name"));

    private static final Set<String> NOT_EMULATED =
            Set.of("super", "hllsketch", "geometry", "geography", "varbyte", "varbinary", "binary");

    private Types() {}

    /** Takes a column's type and returns PostgreSQL's. */
    static String column(Cursor cursor, String table, String column) {
        Token first = cursor.next();
        String name = first.name(false);
        String simple = SIMPLE.get(name);
        if (simple != null) {
            refuseArray(cursor, table, column, name);
            return simple;
        }
        String type = switch (name) {
            case "double" -> {
                cursor.expect("precision");
                yield "double precision";
            }
            case "float" -> floating(cursor);
            case "decimal", "numeric", "dec" -> numeric(cursor);
            case "varchar", "nvarchar", "text" -> varchar(cursor);
            case "character", "char", "nchar" -> cursor.accept("varying") ? varchar(cursor) : character(cursor, 1);
            case "bpchar" -> character(cursor, 256);
            case "timestamp", "time" -> timed(cursor, name);
            case "interval" -> "interval";
            default -> throw unknown(name, table, column);
        };
        refuseArray(cursor, table, column, name);
        return type;
    }

    /** Rewrites the type of a cast whose first token is at this index. */
    static void cast(Source source, TokenEditor editor, int index, int to) {
        Cursor cursor = new Cursor(source, index, to);
        String name = cursor.peek().name(false);
        boolean sized = cursor.peek(1).isSymbol("(");
        switch (name) {
            case "decimal", "numeric", "dec", "nvarchar" -> replace(source, editor, index, to);
            case "varchar" -> {
                if (sized) {
                    replace(source, editor, index, to);
                }
            }
            default -> {
                if (NOT_EMULATED.contains(name)) {
                    throw Refusal.notEmulated("type " + name);
                }
            }
        }
    }

    private static void replace(Source source, TokenEditor editor, int index, int to) {
        Cursor cursor = new Cursor(source, index, to);
        String type = column(cursor, "", "");
        editor.remove(index, cursor.index());
        editor.replace(index, type);
    }

    private static String floating(Cursor cursor) {
        if (!cursor.acceptSymbol("(")) {
            return "double precision";
        }
        long digits = cursor.integer();
        cursor.expectSymbol(")");
        return digits <= 24 ? "real" : "double precision";
    }

    private static String numeric(Cursor cursor) {
        long precision = 18;
        long scale = 0;
        if (cursor.acceptSymbol("(")) {
            precision = cursor.integer();
            scale = cursor.acceptSymbol(",") ? cursor.integer() : 0;
            cursor.expectSymbol(")");
        }
        if (precision < 1 || precision > MOST_DIGITS) {
            throw Refusal.invalidValue("NUMERIC precision " + precision + " must be between 1 and " + MOST_DIGITS);
        }
        if (scale < 0 || scale > precision) {
            throw Refusal.invalidValue("NUMERIC scale " + scale + " must be between 0 and precision " + precision);
        }
        return "numeric(" + precision + "," + scale + ")";
    }

    private static String varchar(Cursor cursor) {
        return "varchar(" + length(cursor, 256, LONGEST_VARCHAR, "varchar") + ")";
    }

    private static String character(Cursor cursor, int standard) {
        return "char(" + length(cursor, standard, LONGEST_CHAR, "char") + ")";
    }

    private static long length(Cursor cursor, long standard, long longest, String type) {
        if (!cursor.acceptSymbol("(")) {
            return standard;
        }
        long length = cursor.accept("max") ? longest : cursor.integer();
        cursor.expectSymbol(")");
        if (length < 1) {
            throw Refusal.invalidValue("length for type " + type + " must be at least 1");
        }
        if (length > longest) {
            throw Refusal.invalidValue("length for type " + type + " cannot exceed " + longest);
        }
        return length;
    }

    private static String timed(Cursor cursor, String name) {
        if (cursor.peek().isSymbol("(")) {
            throw Refusal.notSupported("a precision of type " + name);
        }
        if (cursor.accept("with", "time", "zone")) {
            return name + "tz";
        }
        cursor.accept("without", "time", "zone");
        return name;
    }

    private static void refuseArray(Cursor cursor, String table, String column, String name) {
        if (cursor.peek().isSymbol("[") || cursor.peek().is("array")) {
            throw Refusal.unsupportedType(table, column, name + "[]");
        }
    }

    private static RuntimeException unknown(String name, String table, String column) {
        if (NOT_EMULATED.contains(name)) {
            return Refusal.notEmulated("type " + name.toUpperCase(Locale.ROOT));
        }
        return Refusal.unsupportedType(table, column, name);
    }
}
