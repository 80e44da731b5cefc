package io.redshiftops.sandbox.redshift.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tokens of a COPY, from left to right. A literal's backslashes stay as they are: options read them in their own
 * ways.
 */
final class CopyTokens {

    /** What a token is. */
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    /** A token; the text of a name or literal is without its quotes. */
    record Token(Kind kind, String text) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equalsIgnoreCase(word);
        }

        boolean isSymbol(String symbol) {
            return kind == Kind.SYMBOL && text.equals(symbol);
        }
    }

    private static final Token END = new Token(Kind.END, "");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int next;

    CopyTokens(String text) {
        this.text = text;
        while (skipSpace()) {
            cut();
        }
    }

    Token peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    Token next() {
        Token token = peek();
        if (token.kind() == Kind.END) {
            throw CopyFailure.syntax("syntax error at end of input");
        }
        next++;
        return token;
    }

    boolean accept(String word) {
        boolean found = peek().is(word);
        if (found) {
            next++;
        }
        return found;
    }

    boolean acceptSymbol(String symbol) {
        boolean found = peek().isSymbol(symbol);
        if (found) {
            next++;
        }
        return found;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw unexpected();
        }
    }

    /** A name; unquoted ones are in lower case, as all are unless quoted ones keep their case. */
    String name(boolean caseSensitive) {
        Token token = peek();
        if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED) {
            throw unexpected();
        }
        next++;
        return token.kind() == Kind.QUOTED && caseSensitive
                ? token.text()
                : token.text().toLowerCase(Locale.ROOT);
    }

    String string() {
        if (peek().kind() != Kind.STRING) {
            throw unexpected();
        }
        return next().text();
    }

    /** A whole number within limits. */
    int integer(String option, int least, int most) {
        Token token = peek();
        if (token.kind() != Kind.NUMBER) {
            throw unexpected();
        }
        next++;
        long value = token.text().length() > 10 ? Long.MAX_VALUE : Long.parseLong(token.text());
        if (value < least || value > most) {
            throw CopyFailure.syntax(option + " argument must be between " + least + " and " + most);
        }
        return (int) value;
    }

    CopyFailure unexpected() {
        Token token = peek();
        return token.kind() == Kind.END
                ? CopyFailure.syntax("syntax error at end of input")
                // A literal is not shown: it may be a secret.
                : CopyFailure.syntax(
                        "syntax error at or near \"" + (token.kind() == Kind.STRING ? "'...'" : token.text()) + "\"");
    }

    private boolean skipSpace() {
        while (position < text.length()) {
            if (Character.isWhitespace(text.charAt(position))) {
                position++;
            } else if (text.startsWith("--", position)) {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", position)) {
                int end = text.indexOf("*/", position + 2);
                if (end < 0) {
                    throw CopyFailure.syntax("unterminated /* comment");
                }
                position = end + 2;
            } else {
                return true;
            }
        }
        return false;
    }

    private void cut() {
        char c = text.charAt(position);
        if (c == '\'') {
            tokens.add(new Token(Kind.STRING, quoted('\'')));
        } else if (c == '"') {
            tokens.add(new Token(Kind.QUOTED, quoted('"')));
        } else if (c == '$') {
            tokens.add(new Token(Kind.STRING, dollarQuoted()));
        } else if (isDigit(c)) {
            tokens.add(new Token(Kind.NUMBER, run(CopyTokens::isDigit)));
        } else if (isNamePart(c)) {
            tokens.add(new Token(Kind.WORD, run(CopyTokens::isNamePart)));
        } else {
            position++;
            tokens.add(new Token(Kind.SYMBOL, String.valueOf(c)));
        }
    }

    private interface Characters {
        boolean contain(char c);
    }

    private String run(Characters characters) {
        int start = position;
        while (position < text.length() && characters.contain(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        for (int i = position + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean more = i + 1 < text.length();
            if (c == '\\' && quote == '\'' && more && text.charAt(i + 1) == quote) {
                value.append(quote);
                i++;
            } else if (c != quote) {
                value.append(c);
            } else if (more && text.charAt(i + 1) == quote) {
                value.append(quote);
                i++;
            } else {
                position = i + 1;
                return value.toString();
            }
        }
        throw CopyFailure.syntax("unterminated quoted " + (quote == '"' ? "identifier" : "string"));
    }

    private String dollarQuoted() {
        int tagEnd = text.indexOf('$', position + 1) + 1;
        String tag = tagEnd > 0 ? text.substring(position, tagEnd) : "$";
        int end = tagEnd > 0 ? text.indexOf(tag, tagEnd) : -1;
        if (end < 0) {
            throw CopyFailure.syntax("syntax error at or near \"$\"");
        }
        position = end + tag.length();
        return text.substring(tagEnd, end);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '#' || c >= 0x80;
    }
}
