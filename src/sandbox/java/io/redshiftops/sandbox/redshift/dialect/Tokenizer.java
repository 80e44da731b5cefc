package io.redshiftops.sandbox.redshift.dialect;

import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text into tokens as
 * <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">PostgreSQL</a> does, with Redshift's
 * additions: a backslash escapes in every literal, and {@code #name} is a temporary table.
 */
final class Tokenizer {

    private static final String SELF = "()[],;.";
    private static final String OPERATOR = "+-*/<>=~!@#%^&|`?:";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Tokenizer(String text) {
        this.text = text;
    }

    /** The tokens; an unfinished literal, name or comment is a syntax error. */
    static List<Token> tokens(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        tokenizer.run();
        return tokenizer.tokens;
    }

    private void run() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (" \t\n\r\f\u000b".indexOf(c) >= 0) {
                position++;
            } else if (lookingAt("--")) {
                skipLine();
            } else if (lookingAt("/*")) {
                skipComment();
            } else {
                token(c);
            }
        }
    }

    private void token(char c) {
        if (c == '\'') {
            add(Token.Kind.STRING, endOfQuoted(position, '\'', true));
        } else if ((c == 'e' || c == 'E') && lookingAt("'", 1)) {
            add(Token.Kind.STRING, endOfQuoted(position + 1, '\'', true));
        } else if (c == '"') {
            add(Token.Kind.QUOTED, endOfQuoted(position, '"', false));
        } else if (c == '$') {
            dollar();
        } else if ("bBxXuU".indexOf(c) >= 0 && (lookingAt("'", 1) || lookingAt("&'", 1) || lookingAt("&\"", 1))) {
            // Bit strings and Unicode escapes are PostgreSQL's, which reads backslashes in them differently.
            throw syntaxError("syntax error at or near \"" + excerpt(position) + "\"");
        } else if (isNameStart(c) || (c == '#' && isNameStart(peek()))) {
            add(Token.Kind.WORD, endOfName(position + 1));
        } else if (isDigit(c) || (c == '.' && isDigit(peek()))) {
            add(Token.Kind.NUMBER, endOfNumber());
        } else if (SELF.indexOf(c) >= 0) {
            add(Token.Kind.SYMBOL, position + 1);
        } else if (lookingAt("::")) {
            add(Token.Kind.SYMBOL, position + 2);
        } else if (OPERATOR.indexOf(c) >= 0) {
            add(Token.Kind.SYMBOL, endOfOperator());
        } else {
            throw syntaxError("syntax error at or near \"" + c + "\"");
        }
    }

    private void add(Token.Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(position, end), position));
        position = end;
    }

    private void dollar() {
        int end = position + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        if (end > position + 1) {
            add(Token.Kind.PARAMETER, end);
            return;
        }
        int close = text.indexOf('$', position + 1);
        if (close < 0 || !text.substring(position + 1, close).chars().allMatch(c -> isNamePart((char) c))) {
            throw syntaxError("syntax error at or near \"$\"");
        }
        String tag = text.substring(position, close + 1);
        int last = text.indexOf(tag, close + 1);
        if (last < 0) {
            throw syntaxError("unterminated dollar-quoted string at or near \"" + excerpt(position) + "\"");
        }
        add(Token.Kind.STRING, last + tag.length());
    }

    private int endOfQuoted(int open, char quote, boolean escapes) {
        int i = open + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i += 2;
            } else if (c == quote) {
                if (!lookingAtChar(i + 1, quote)) {
                    return i + 1;
                }
                i += 2;
            } else {
                i++;
            }
        }
        String what = quote == '"' ? "identifier" : "string";
        throw syntaxError("unterminated quoted " + what + " at or near \"" + excerpt(open) + "\"");
    }

    private int endOfName(int from) {
        int end = from;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfNumber() {
        int end = position;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            if (exponent < text.length() && isDigit(text.charAt(exponent))) {
                end = exponent;
                while (end < text.length() && isDigit(text.charAt(end))) {
                    end++;
                }
            }
        }
        return end;
    }

    private int endOfOperator() {
        int end = position;
        while (end < text.length()
                && OPERATOR.indexOf(text.charAt(end)) >= 0
                && !text.startsWith("--", end)
                && !text.startsWith("/*", end)
                && !(end > position && text.startsWith("::", end))) {
            end++;
        }
        // As in PostgreSQL: several characters end in + or - only with one of these among them.
        while (end > position + 1
                && "+-".indexOf(text.charAt(end - 1)) >= 0
                && text.substring(position, end).chars().noneMatch(c -> "~!@#%^&|`?".indexOf(c) >= 0)) {
            end--;
        }
        return end;
    }

    private void skipLine() {
        // PostgreSQL ends a comment at a carriage return too.
        while (position < text.length() && text.charAt(position) != '\n' && text.charAt(position) != '\r') {
            position++;
        }
    }

    private void skipComment() {
        int start = position;
        int depth = 0;
        do {
            if (lookingAt("/*")) {
                depth++;
                position += 2;
            } else if (lookingAt("*/")) {
                depth--;
                position += 2;
            } else {
                position++;
            }
            if (position >= text.length() && depth > 0) {
                throw syntaxError("unterminated /* comment at or near \"" + excerpt(start) + "\"");
            }
        } while (depth > 0);
    }

    /** The character after the current one, a zero at the end. */
    private char peek() {
        return position + 1 < text.length() ? text.charAt(position + 1) : 0;
    }

    private boolean lookingAt(String part) {
        return text.startsWith(part, position);
    }

    private boolean lookingAt(String part, int offset) {
        return text.startsWith(part, position + offset);
    }

    private boolean lookingAtChar(int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private String excerpt(int from) {
        return text.substring(from, Math.min(text.length(), from + 40));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }

    private static ProblemException syntaxError(String message) {
        return new ProblemException(Problem.error("42601", message));
    }
}
