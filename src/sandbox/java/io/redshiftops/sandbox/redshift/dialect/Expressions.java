package io.redshiftops.sandbox.redshift.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites what Redshift's queries and expressions have and PostgreSQL's have not: special forms of functions, TOP,
 * MINUS, type names. What remains is in the functions of {@code functions.sql} and {@code aggregates.sql}.
 *
 * <p>It goes from the last token to the first, so that a form whose argument appears twice finds it rewritten already;
 * every form replaces tokens of its own only, so that forms nest.
 */
final class Expressions {

    /** Names of date parts and what PostgreSQL calls them. */
    private static final Map<String, String> DATE_PARTS = dateParts();

    private static final Set<String> PART_FIRST =
            Set.of("dateadd", "date_add", "datediff", "date_diff", "date_part", "date_trunc");
    private static final Set<String> RENAMED_TO_COALESCE = Set.of("nvl", "isnull", "ifnull");
    private static final Set<String> END_OF_SELECT = Set.of("union", "except", "minus", "intersect");

    private final Source source;
    private final TokenEditor editor;
    private final Cursor cursor;
    private final int from;
    private final int to;

    private Expressions(Source source, TokenEditor editor, int from, int to) {
        this.source = source;
        this.editor = editor;
        this.cursor = new Cursor(source, from, to);
        this.from = from;
        this.to = to;
    }

    /** Rewrites the expressions from one token up to, not including, another. */
    static void rewrite(Source source, TokenEditor editor, int from, int to) {
        Expressions expressions = new Expressions(source, editor, from, to);
        for (int i = to - 1; i >= from; i--) {
            expressions.token(i);
        }
    }

    private void token(int i) {
        Token token = source.tokens().get(i);
        boolean member = i > from && at(i - 1).isSymbol(".");
        if (member && token.is("relhasoids")) {
            // psql asks servers as old as Redshift says to be for what PostgreSQL gave up.
            editor.remove(i - 2, i);
            editor.replace(i, "false");
        } else if (token.isSymbol("::")) {
            Types.cast(source, editor, i + 1, to);
        } else if (token.is("values") && at(i - 1).isSymbol("(")) {
            throw Refusal.notSupported("VALUES as a table");
        } else if (token.isName() && at(i + 1).isSymbol("(")) {
            FunctionRules.check(token.name(source.caseSensitive()));
            if (!member && token.kind() == Token.Kind.WORD) {
                call(i, token.word());
            }
        } else if (token.kind() == Token.Kind.WORD && !member && !at(i + 1).isSymbol(".")) {
            word(i, token.word());
        }
    }

    private void word(int i, String word) {
        switch (word) {
            case "sysdate" -> {
                if (isOperand(i)) {
                    editor.replace(i, "sysdate()");
                }
            }
            case "current_user_id" -> editor.replace(i, "redshift_internal.current_user_id()");
            case "current_namespace" -> editor.replace(i, "redshift_internal.current_namespace()");
            case "approximate" -> {
                if (at(i + 1).isAny("count", "percentile_disc")) {
                    editor.replace(i, "");
                }
            }
            case "minus" -> {
                if (at(i + 1).isAny("select", "with") || at(i + 1).isSymbol("(")) {
                    editor.replace(i, "EXCEPT");
                }
            }
            case "top" -> {
                if (at(i - 1).isAny("select", "distinct") && at(i + 1).kind() == Token.Kind.NUMBER) {
                    top(i);
                }
            }
            case "as" -> {
                if (isInCast(i)) {
                    Types.cast(source, editor, i + 1, to);
                }
            }
            default -> FunctionRules.checkKeyword(word, at(i + 1), at(i - 1));
        }
    }

    /** Whether a word stands where an operand does, not as an alias or column label. */
    private boolean isOperand(int i) {
        Token before = at(i - 1);
        return !before.is("as") && !before.isSymbol(")") && before.kind() != Token.Kind.QUOTED;
    }

    private boolean isInCast(int as) {
        int depth = 0;
        for (int i = as - 1; i >= from; i--) {
            if (at(i).isSymbol(")")) {
                depth++;
            } else if (at(i).isSymbol("(") && depth-- == 0) {
                return at(i - 1).is("cast");
            }
        }
        return false;
    }

    private void call(int i, String name) {
        if (RENAMED_TO_COALESCE.contains(name)) {
            editor.replace(i, "coalesce");
        } else if (PART_FIRST.contains(name)) {
            datePart(i, name);
        } else {
            switch (name) {
                case "nvl2" -> nvl2(i);
                case "decode" -> decode(i);
                case "convert" -> convert(i);
                case "listagg" -> listagg(i);
                case "current_setting" -> currentSetting(i);
                default -> {
                    // An ordinary function, under PostgreSQL's name or one that functions.sql adds.
                }
            }
        }
    }

    private void datePart(int i, String name) {
        Token part = at(i + 2);
        String written = part.kind() == Token.Kind.STRING ? part.literal() : part.name(false);
        String known = DATE_PARTS.get(written.toLowerCase(Locale.ROOT));
        if (at(i + 3).isSymbol(",") && known != null) {
            editor.replace(i + 2, "'" + known + "'::text");
        }
        if (name.equals("date_add") || name.equals("date_diff")) {
            editor.replace(i, name.replace("_", ""));
        }
    }

    private void nvl2(int i) {
        List<Integer> commas = commas(i, 3, 3);
        editor.replace(i, "CASE WHEN ");
        editor.replace(commas.get(0), ") IS NOT NULL THEN (");
        editor.replace(commas.get(1), ") ELSE (");
        editor.insertAfter(cursor.endOfParentheses(i + 1) - 1, " END");
    }

    private void decode(int i) {
        int close = cursor.endOfParentheses(i + 1) - 1;
        List<Integer> commas = commas(i, 3, Integer.MAX_VALUE);
        String compared = ") IS NOT DISTINCT FROM (";
        String subject = editor.render(i + 2, commas.get(0));
        editor.replace(i, "CASE WHEN ");
        editor.replace(commas.get(0), compared);
        for (int k = 1; k < commas.size(); k++) {
            boolean result = k % 2 == 1;
            boolean last = k == commas.size() - 1;
            editor.replace(commas.get(k), result ? ") THEN (" : last ? ") ELSE (" : ") WHEN (" + subject + compared);
        }
        editor.insertAfter(close, " END");
    }

    private void convert(int i) {
        List<Integer> commas = commas(i, 2, 2);
        int close = cursor.endOfParentheses(i + 1) - 1;
        String type = Types.column(new Cursor(source, i + 2, commas.get(0)), "", "");
        String value = editor.render(commas.get(0) + 1, close);
        editor.remove(i, close + 1);
        editor.replace(i, "CAST(" + value + " AS " + type + ")");
    }

    /** Moves the order of LISTAGG into its parentheses; it is an aggregate of ours. */
    private void listagg(int i) {
        int close = cursor.endOfParentheses(i + 1) - 1;
        if (at(close + 1).is("within")
                && at(close + 2).is("group")
                && at(close + 3).isSymbol("(")) {
            int end = cursor.endOfParentheses(close + 3) - 1;
            String order = editor.render(close + 4, end);
            editor.remove(close + 1, end + 1);
            editor.replace(close, " " + order + ")");
        }
    }

    private void currentSetting(int i) {
        Token name = at(i + 2);
        if (name.kind() == Token.Kind.STRING && Settings.isOfFrontEnd(name.literal())) {
            editor.replace(i, "redshift_internal.current_setting");
        }
    }

    /** Puts a LIMIT where the SELECT of a TOP ends. */
    private void top(int i) {
        int depth = 0;
        int end = i;
        while (end < to && depth >= 0) {
            Token token = at(end);
            if (token.isSymbol("(")) {
                depth++;
            } else if (token.isSymbol(")")) {
                depth--;
            } else if (depth == 0 && END_OF_SELECT.contains(token.word())) {
                throw Refusal.notEmulated("TOP in a part of a UNION, INTERSECT, EXCEPT or MINUS");
            }
            end++;
        }
        int last = depth < 0 ? end - 2 : end - 1;
        String count = at(i + 1).text();
        editor.remove(i, i + 2);
        editor.insertAfter(last, " LIMIT " + count);
    }

    /** The commas between the arguments of a call, of which there must be so many. */
    private List<Integer> commas(int call, int fewest, int most) {
        List<Integer> commas = new ArrayList<>();
        int close = cursor.endOfParentheses(call + 1) - 1;
        int depth = 0;
        for (int i = call + 2; i < close; i++) {
            Token token = at(i);
            if (token.isSymbol("(")) {
                depth++;
            } else if (token.isSymbol(")")) {
                depth--;
            } else if (depth == 0 && token.isSymbol(",")) {
                commas.add(i);
            }
        }
        if (commas.size() + 1 < fewest || commas.size() + 1 > most) {
            throw Refusal.wrongArguments(at(call).word());
        }
        return commas;
    }

    private Token at(int i) {
        return i >= from && i < to ? source.tokens().get(i) : Cursor.END;
    }

    private static Map<String, String> dateParts() {
        Map<String, String> parts = new java.util.HashMap<>();
        name(parts, "millennium", "mil", "mils", "millennia");
        name(parts, "century", "c", "cent", "cents", "centuries");
        name(parts, "decade", "dec", "decs", "decades");
        name(parts, "year", "y", "yr", "yrs", "years");
        name(parts, "quarter", "qtr", "qtrs", "quarters");
        name(parts, "month", "mon", "mons", "months");
        name(parts, "week", "w", "weeks");
        name(parts, "day", "d", "days");
        name(parts, "hour", "h", "hr", "hrs", "hours");
        name(parts, "minute", "m", "min", "mins", "minutes");
        name(parts, "second", "s", "sec", "secs", "seconds");
        name(
                parts,
                "milliseconds",
                "ms",
                "msec",
                "msecs",
                "msecond",
                "mseconds",
                "millisec",
                "millisecs",
                "millisecon");
        name(
                parts,
                "microseconds",
                "microsec",
                "microsecs",
                "microsecond",
                "usec",
                "usecs",
                "usecond",
                "useconds",
                "us");
        name(parts, "dow", "dayofweek", "dw", "weekday");
        name(parts, "doy", "dayofyear", "dy", "yearday");
        name(parts, "epoch");
        return parts;
    }

    private static void name(Map<String, String> parts, String name, String... others) {
        parts.put(name, name);
        for (String other : others) {
            parts.put(other, name);
        }
    }
}
