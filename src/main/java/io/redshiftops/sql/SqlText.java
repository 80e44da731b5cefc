package io.redshiftops.sql;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes names and values into SQL text: COPY and DDL take no parameters.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_names.html">Names and identifiers</a>
 */
public final class SqlText {

    private static final int MAX_NAME_BYTES = 127;

    private SqlText() {}

    /**
     * A name in double quotes.
     *
     * @throws IllegalArgumentException if Redshift takes no such name
     */
    public static String name(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_NAME_BYTES || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no name in Redshift: it has %d bytes, of 1 to 127".formatted(length));
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name in a schema. */
    public static String name(String schema, String name) {
        return name(schema) + "." + name(name);
    }

    /** Names between commas. */
    public static String names(Collection<String> names) {
        return names.stream().map(SqlText::name).collect(Collectors.joining(", "));
    }

    /**
     * A text literal, or NULL.
     *
     * @throws IllegalArgumentException if the text holds a NUL, which no literal can, or a backslash, which Redshift may
     *     read as an escape: such texts are to be encoded first
     */
    public static String literal(@Nullable String text) {
        if (text == null) {
            return "NULL";
        }
        if (text.indexOf('\0') >= 0 || text.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("a SQL literal must not hold a NUL character or a backslash");
        }
        return "'" + text.replace("'", "''") + "'";
    }

    /** A number, or NULL. */
    public static String literal(@Nullable Long number) {
        return number == null ? "NULL" : number.toString();
    }
}
