package io.redshiftops.sandbox.redshift.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of result columns that later columns and the WHERE clause of the same SELECT use, as Redshift allows.
 *
 * <p>Where a table has a column of that name, Redshift takes the column, and what columns tables have is not known
 * here. So this is done only for the names of JDBC's metadata, for whose sake drivers' own queries need it.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_SELECT_list.html">SELECT list</a>
 */
final class LateralAliases {

    private static final Set<String> NAMES =
            Set.of("table_cat", "table_schem", "table_name", "table_type", "is_autoincrement");

    private static final Set<String> AFTER_WHERE =
            Set.of("group", "order", "having", "limit", "union", "except", "intersect", "minus");

    private final Source source;
    private final TokenEditor editor;
    private final Map<String, String> expressions = new HashMap<>();

    private LateralAliases(Source source, TokenEditor editor) {
        this.source = source;
        this.editor = editor;
    }

    /** Writes the expressions instead of the names, in all SELECTs of a statement. */
    static void replace(Source source, TokenEditor editor) {
        List<Token> tokens = source.tokens();
        if (tokens.stream().noneMatch(token -> NAMES.contains(token.word()))) {
            return;
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("select")) {
                new LateralAliases(source, editor).select(i + 1);
            }
        }
    }

    private void select(int first) {
        int depth = 0;
        int item = first;
        boolean list = true;
        boolean from = false;
        for (int i = first; i < source.tokens().size() && depth >= 0; i++) {
            Token token = at(i);
            if (token.isSymbol("(")) {
                depth++;
            } else if (token.isSymbol(")")) {
                depth--;
            } else if (depth == 0) {
                if (AFTER_WHERE.contains(token.word())) {
                    return;
                } else if (list && token.isSymbol(",")) {
                    item = i + 1;
                } else if (list && token.is("as") && NAMES.contains(at(i + 1).word())) {
                    expressions.putIfAbsent(at(i + 1).word(), "(" + editor.render(item, i) + ")");
                    i++;
                } else if (token.is("from")) {
                    list = false;
                    from = true;
                } else if (token.is("where")) {
                    from = false;
                } else if (!from) {
                    reference(i);
                }
            }
        }
    }

    private void reference(int i) {
        String expression = expressions.get(at(i).word());
        if (expression != null && !at(i - 1).isSymbol(".") && !at(i - 1).is("as")) {
            editor.replace(i, expression);
        }
    }

    private Token at(int i) {
        return i < source.tokens().size() ? source.tokens().get(i) : Cursor.END;
    }
}
