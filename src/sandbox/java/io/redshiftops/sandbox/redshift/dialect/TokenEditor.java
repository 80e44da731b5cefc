package io.redshiftops.sandbox.redshift.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement's text with some tokens replaced; what stands between tokens stays as it is. */
final class TokenEditor {

    private final Source source;
    private final @Nullable String[] replaced;
    private final String[] before;
    private final String[] after;

    TokenEditor(Source source) {
        this.source = source;
        int count = source.tokens().size();
        this.replaced = new @Nullable String[count];
        this.before = new String[count];
        this.after = new String[count];
        java.util.Arrays.fill(before, "");
        java.util.Arrays.fill(after, "");
    }

    /** Writes something else instead of a token. */
    void replace(int index, String text) {
        replaced[index] = text;
    }

    /** Leaves tokens out, from one up to, not including, another, with all that was added to them. */
    void remove(int from, int to) {
        for (int i = from; i < to; i++) {
            replaced[i] = "";
            before[i] = "";
            after[i] = "";
        }
    }

    /** Adds text before a token and what was added there already. */
    void insertBefore(int index, String text) {
        before[index] = text + before[index];
    }

    /** Adds text after a token and what was added there already. */
    void insertAfter(int index, String text) {
        after[index] = after[index] + text;
    }

    /** The text as it now stands. */
    String render() {
        return render(0, replaced.length);
    }

    /** A part as it now stands, from one token up to, not including, another. */
    String render(int from, int to) {
        List<Token> tokens = source.tokens();
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            if (i > from) {
                text.append(gap(tokens.get(i - 1), token));
            }
            String written = replaced[i];
            text.append(before[i])
                    .append(written == null ? token.text() : written)
                    .append(after[i]);
        }
        return text.toString();
    }

    /** PostgreSQL, unlike Redshift, wants something between a number and a word. */
    private String gap(Token before, Token token) {
        boolean needed =
                before.end() == token.start() && before.kind() == Token.Kind.NUMBER && token.kind() == Token.Kind.WORD;
        return needed ? " " : source.text().substring(before.end(), token.start());
    }
}
