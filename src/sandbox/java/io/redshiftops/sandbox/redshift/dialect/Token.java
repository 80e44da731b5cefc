package io.redshiftops.sandbox.redshift.dialect;

import java.util.Locale;

/**
 * A piece of SQL text; white space and comments are between tokens.
 *
 * @param text as written
 * @param start where it begins in the text
 */
record Token(Kind kind, String text, int start) {

    /** What a token is. */
    enum Kind {
        /** A keyword or an unquoted name. */
        WORD,
        /** A name in double quotes. */
        QUOTED,
        /** A literal in single quotes or between dollar quotes. */
        STRING,
        NUMBER,
        /** {@code $1}. */
        PARAMETER,
        /** One of {@code ( ) [ ] , ; .} or an operator. */
        SYMBOL
    }

    int end() {
        return start + text.length();
    }

    /** Whether it is this keyword, given in lower case. */
    boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether it is one of these keywords, given in lower case. */
    boolean isAny(String... words) {
        for (String word : words) {
            if (is(word)) {
                return true;
            }
        }
        return false;
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether it can be a name. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The keyword in lower case, or an empty string. */
    String word() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : "";
    }

    /**
     * The name that it stands for.
     *
     * @param caseSensitive whether quoted names keep their case
     */
    String name(boolean caseSensitive) {
        if (kind == Kind.QUOTED) {
            String inner = text.substring(1, text.length() - 1).replace("\"\"", "\"");
            return caseSensitive ? inner : foldAscii(inner);
        }
        return foldAscii(text);
    }

    /** The value of a string literal. */
    String literal() {
        return Literals.value(text);
    }

    private static String foldAscii(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return folded.toString();
    }
}
