package io.redshiftops.sandbox.redshift.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names as PostgreSQL is to see them. */
final class Names {

    /** PostgreSQL would cut longer names without a word; Redshift takes 127 bytes. */
    private static final int LONGEST = 63;

    private Names() {}

    /** An editor in which quoted names are folded as Redshift does. */
    static TokenEditor folded(Source source) {
        TokenEditor editor = new TokenEditor(source);
        List<Token> tokens = source.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isName()) {
                check(token);
                if (token.kind() == Token.Kind.QUOTED || token.text().startsWith("#")) {
                    editor.replace(i, Literals.quoteName(token.name(source.caseSensitive())));
                }
            }
        }
        return editor;
    }

    /** An editor that leaves quoted names alone: those of users keep their case. */
    static TokenEditor verbatim(Source source) {
        source.tokens().stream().filter(Token::isName).forEach(Names::check);
        return new TokenEditor(source);
    }

    private static void check(Token token) {
        if (token.text().length() * 3 > LONGEST && token.name(true).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw Refusal.notEmulated("a name of more than " + LONGEST + " bytes (" + token.text() + ")");
        }
    }
}
