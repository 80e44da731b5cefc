package io.redshiftops.sandbox.redshift.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * One statement as the client wrote it.
 *
 * @param text from the comments before its first token to its last token, without the semicolon
 * @param tokens their positions count from the start of {@code text}
 * @param caseSensitive whether quoted names keep their case
 */
record Source(String text, List<Token> tokens, boolean caseSensitive) {

    /** The statements of a text that semicolons separate; empty ones are left out. */
    static List<Source> split(String text, boolean caseSensitive) {
        List<Source> sources = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        int start = 0;
        for (Token token : Tokenizer.tokens(text)) {
            if (token.isSymbol(";")) {
                add(sources, text, start, current, caseSensitive);
                current = new ArrayList<>();
                start = token.end();
            } else {
                current.add(token);
            }
        }
        add(sources, text, start, current, caseSensitive);
        return sources;
    }

    private static void add(List<Source> sources, String text, int from, List<Token> tokens, boolean caseSensitive) {
        if (tokens.isEmpty()) {
            return;
        }
        int blank = from;
        while (Character.isWhitespace(text.charAt(blank))) {
            blank++;
        }
        int start = blank;
        String part = text.substring(start, tokens.get(tokens.size() - 1).end());
        List<Token> shifted = tokens.stream()
                .map(token -> new Token(token.kind(), token.text(), token.start() - start))
                .toList();
        sources.add(new Source(part, shifted, caseSensitive));
    }

    Cursor cursor() {
        return new Cursor(this, 0, tokens.size());
    }

    /** Tokens from one index up to, not including, another as one source. */
    Source part(int from, int to) {
        int start = tokens.get(from).start();
        return new Source(
                text.substring(start, tokens.get(to - 1).end()),
                tokens.subList(from, to).stream()
                        .map(token -> new Token(token.kind(), token.text(), token.start() - start))
                        .toList(),
                caseSensitive);
    }
}
