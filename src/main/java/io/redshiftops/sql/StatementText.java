package io.redshiftops.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What can be seen of statements without a parser: how many there are, and their bare words.
 *
 * @param words the words of each statement in upper case; comments, literals and quoted names are left out
 */
public record StatementText(List<List<String>> words) {

    /** Reads text; what is never closed reaches to its end. */
    public static StatementText of(String text) {
        List<List<String>> statements = new ArrayList<>();
        List<String> current = new ArrayList<>();
        boolean something = false;
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            int skipped = skip(text, at);
            if (skipped > at) {
                something |= !isComment(text, at);
                at = skipped;
            } else if (Character.isLetter(character) || character == '_') {
                int end = at;
                while (end < text.length() && isWordPart(text.charAt(end))) {
                    end++;
                }
                current.add(text.substring(at, end).toUpperCase(Locale.ROOT));
                something = true;
                at = end;
            } else {
                if (character == ';') {
                    if (something) {
                        statements.add(List.copyOf(current));
                    }
                    current.clear();
                    something = false;
                } else {
                    something |= !Character.isWhitespace(character);
                }
                at++;
            }
        }
        if (something) {
            statements.add(List.copyOf(current));
        }
        return new StatementText(List.copyOf(statements));
    }

    private static boolean isWordPart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '$';
    }

    private static boolean isComment(String text, int at) {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    /** Where a comment, literal or quoted name that begins here ends; {@code at} if none does. */
    private static int skip(String text, int at) {
        if (text.startsWith("--", at)) {
            return endOr(text, text.indexOf('\n', at), 1);
        }
        if (text.startsWith("/*", at)) {
            return afterBlockComment(text, at);
        }
        char character = text.charAt(at);
        if (character == '\'' || character == '"') {
            return afterQuoted(text, at, character);
        }
        if (character == '$') {
            int tagEnd = text.indexOf('$', at + 1);
            if (tagEnd > at && text.substring(at + 1, tagEnd).matches("([A-Za-z_][A-Za-z0-9_]*)?")) {
                String tag = text.substring(at, tagEnd + 1);
                return endOr(text, text.indexOf(tag, tagEnd + 1), tag.length());
            }
        }
        return at;
    }

    private static int afterBlockComment(String text, int at) {
        int depth = 0;
        for (int i = at; i < text.length() - 1; i++) {
            if (text.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return text.length();
    }

    /** A doubled quote stands for itself; so may one after a backslash, in a literal. */
    private static int afterQuoted(String text, int at, char quote) {
        int i = at + 1;
        while (i < text.length()) {
            char character = text.charAt(i);
            if (character == '\\' && quote == '\'') {
                i++;
            } else if (character == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
            i++;
        }
        return text.length();
    }

    private static int endOr(String text, int found, int length) {
        return found < 0 ? text.length() : found + length;
    }

    /** Whether it is one statement. */
    public boolean isSingle() {
        return words.size() == 1;
    }

    /** The words of the first statement; empty if there is none. */
    public List<String> first() {
        return words.isEmpty() ? List.of() : words.get(0);
    }

    /** Whether the first statement begins with these words. */
    public boolean beginsWith(String... expected) {
        List<String> actual = first();
        return actual.size() >= expected.length
                && actual.subList(0, expected.length).equals(List.of(expected));
    }
}
