package io.redshiftops.sandbox.redshift.dialect;

/** Names and string literals in SQL text. */
public final class Literals {

    private Literals() {}

    /** The value of a literal as written: in single quotes, with or without a leading E, or in dollar quotes. */
    static String value(String literal) {
        if (literal.startsWith("$")) {
            int tag = literal.indexOf('$', 1) + 1;
            return literal.substring(tag, literal.length() - tag);
        }
        int open = literal.indexOf('\'');
        String inner = literal.substring(open + 1, literal.length() - 1);
        StringBuilder value = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\'') {
                i++;
                value.append('\'');
            } else if (c == '\\' && i + 1 < inner.length()) {
                i = unescape(inner, i + 1, value);
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    /** Appends what the characters after a backslash stand for; returns the index of the last one used. */
    private static int unescape(String text, int at, StringBuilder value) {
        char c = text.charAt(at);
        switch (c) {
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            default -> {
                if (c >= '0' && c <= '7') {
                    int end = at;
                    while (end < text.length() && end < at + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                        end++;
                    }
                    value.append((char) Integer.parseInt(text.substring(at, end), 8));
                    return end - 1;
                }
                value.append(c);
            }
        }
        return at;
    }

    /** A literal for PostgreSQL with this value, whatever the backslash setting. */
    public static String quote(String value) {
        return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** A quoted name. */
    public static String quoteName(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
