package io.redshiftops.sandbox.redshift.dialect;

import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a statement's tokens from left to right. */
final class Cursor {

    static final Token END = new Token(Token.Kind.SYMBOL, "", 0);

    private final Source source;
    private final int limit;
    private int index;

    Cursor(Source source, int index, int limit) {
        this.source = source;
        this.index = index;
        this.limit = limit;
    }

    /** The index of the next token. */
    int index() {
        return index;
    }

    boolean atEnd() {
        return index >= limit;
    }

    /** The next token; an empty symbol at the end. */
    Token peek() {
        return peek(0);
    }

    /** The token after so many others. */
    Token peek(int ahead) {
        return index + ahead < limit ? source.tokens().get(index + ahead) : END;
    }

    /** Takes the next token. */
    Token next() {
        if (atEnd()) {
            throw syntaxError();
        }
        return source.tokens().get(index++);
    }

    /** Goes to another token. */
    void moveTo(int newIndex) {
        index = newIndex;
    }

    /** Takes these keywords if they come next. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        index += words.length;
        return true;
    }

    /** Takes this symbol if it comes next. */
    boolean acceptSymbol(String symbol) {
        if (!atEnd() && peek().isSymbol(symbol)) {
            index++;
            return true;
        }
        return false;
    }

    /** Takes these keywords, which must come next. */
    void expect(String... words) {
        if (!accept(words)) {
            throw syntaxError();
        }
    }

    /** Takes this symbol, which must come next. */
    void expectSymbol(String symbol) {
        if (!acceptSymbol(symbol)) {
            throw syntaxError();
        }
    }

    /** Nothing may follow. */
    void expectEnd() {
        if (!atEnd()) {
            throw syntaxError();
        }
    }

    /** Takes a simple name. */
    String name() {
        if (atEnd() || !peek().isName()) {
            throw syntaxError();
        }
        return next().name(source.caseSensitive());
    }

    /** Takes a name with up to two qualifiers. */
    QualifiedName qualifiedName() {
        String first = name();
        if (!acceptSymbol(".")) {
            return new QualifiedName(null, null, first);
        }
        String second = name();
        if (!acceptSymbol(".")) {
            return new QualifiedName(null, first, second);
        }
        return new QualifiedName(first, second, name());
    }

    /** Takes a string literal's value. */
    String string() {
        if (peek().kind() != Token.Kind.STRING) {
            throw syntaxError();
        }
        return next().literal();
    }

    /** Takes a string literal's value if one comes next. */
    @Nullable
    String acceptString() {
        return peek().kind() == Token.Kind.STRING ? next().literal() : null;
    }

    /** Takes an integer, with or without a sign. */
    long integer() {
        boolean negative = acceptSymbol("-");
        if (!negative) {
            acceptSymbol("+");
        }
        Token token = peek();
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("[0-9]{1,18}")) {
            throw syntaxError();
        }
        next();
        long value = Long.parseLong(token.text());
        return negative ? -value : value;
    }

    /** Skips what stands in parentheses, of which the opening one comes next. Returns the index behind it. */
    int skipParentheses() {
        index = endOfParentheses(index);
        return index;
    }

    /** The index behind the parenthesis that closes the one at this index. */
    int endOfParentheses(int open) {
        List<Token> tokens = source.tokens();
        int depth = 0;
        for (int i = open; i < limit; i++) {
            if (tokens.get(i).isSymbol("(")) {
                depth++;
            } else if (tokens.get(i).isSymbol(")") && --depth == 0) {
                return i + 1;
            }
        }
        throw syntaxErrorAtEnd();
    }

    /** A syntax error at the next token. */
    ProblemException syntaxError() {
        return atEnd()
                ? syntaxErrorAtEnd()
                : new ProblemException(Problem.error("42601", "syntax error at or near \"" + peek().text() + "\""));
    }

    private static ProblemException syntaxErrorAtEnd() {
        return new ProblemException(Problem.error("42601", "syntax error at end of input"));
    }
}
