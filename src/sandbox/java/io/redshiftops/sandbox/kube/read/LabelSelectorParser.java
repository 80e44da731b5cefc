package io.redshiftops.sandbox.kube.read;

import io.redshiftops.sandbox.kube.read.LabelSelector.Operator;
import io.redshiftops.sandbox.kube.read.LabelSelector.Requirement;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Parses the text of a label selector. */
final class LabelSelectorParser {

    private static final String SYMBOLS = "=!(),><";
    private static final String OPERATORS = "in, notin, =, ==, !=, gt, lt";

    private final List<String> tokens = new ArrayList<>();
    private int at;

    LabelSelectorParser(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int start = i++;
            if (Character.isWhitespace(c)) {
                continue;
            }
            if (SYMBOLS.indexOf(c) < 0) {
                while (i < text.length()
                        && SYMBOLS.indexOf(text.charAt(i)) < 0
                        && !Character.isWhitespace(text.charAt(i))) {
                    i++;
                }
            } else if ((c == '=' || c == '!') && i < text.length() && text.charAt(i) == '=') {
                i++;
            }
            tokens.add(text.substring(start, i));
        }
    }

    List<Requirement> parse() throws SelectorSyntaxException {
        List<Requirement> requirements = new ArrayList<>();
        while (!peek().isEmpty()) {
            if (!isIdentifier(peek()) && !peek().equals("!")) {
                throw new SelectorSyntaxException(
                        "found '" + peek() + "', expected: !, identifier, or 'end of string'");
            }
            try {
                requirements.add(requirement());
            } catch (SelectorSyntaxException e) {
                throw new SelectorSyntaxException("unable to parse requirement: " + e.text());
            }
            String next = take();
            if (next.isEmpty()) {
                break;
            }
            if (!next.equals(",")) {
                throw new SelectorSyntaxException("found '" + next + "', expected: ',' or 'end of string'");
            }
            if (!isIdentifier(peek()) && !peek().equals("!")) {
                throw new SelectorSyntaxException("found '" + peek() + "', expected: identifier after ','");
            }
        }
        return requirements;
    }

    private Requirement requirement() throws SelectorSyntaxException {
        boolean absent = peek().equals("!");
        if (absent) {
            take();
        }
        String key = take();
        if (!isIdentifier(key)) {
            throw new SelectorSyntaxException("found '" + key + "', expected: identifier");
        }
        List<String> problems = NameFormat.QUALIFIED_NAME.problems(key);
        if (!problems.isEmpty()) {
            throw new SelectorSyntaxException("<nil>: Invalid value: \"" + key + "\": " + String.join("; ", problems));
        }
        if (absent) {
            return new Requirement(key, Operator.DOES_NOT_EXIST, Set.of());
        }
        if (peek().isEmpty() || peek().equals(",")) {
            return new Requirement(key, Operator.EXISTS, Set.of());
        }
        String operator = take();
        return switch (operator) {
            case "in" -> new Requirement(key, Operator.IN, checked(key, values()));
            case "notin" -> new Requirement(key, Operator.NOT_IN, checked(key, values()));
            case "=", "==" -> new Requirement(key, Operator.IN, checked(key, value()));
            case "!=" -> new Requirement(key, Operator.NOT_IN, checked(key, value()));
            case ">" -> new Requirement(key, Operator.GREATER, number(value()));
            case "<" -> new Requirement(key, Operator.LESS, number(value()));
            default -> throw new SelectorSyntaxException("found '" + operator + "', expected: " + OPERATORS);
        };
    }

    private Set<String> values() throws SelectorSyntaxException {
        String open = take();
        if (!open.equals("(")) {
            throw new SelectorSyntaxException("found '" + open + "' expected: '('");
        }
        Set<String> values = new TreeSet<>();
        boolean expectsValue = true;
        while (!peek().equals(")")) {
            String token = take();
            if (token.equals(",")) {
                if (expectsValue) {
                    values.add("");
                }
                expectsValue = true;
            } else if (isIdentifier(token) && expectsValue) {
                values.add(token);
                expectsValue = false;
            } else {
                throw new SelectorSyntaxException("found '" + token + "', expected: ',' or ')'");
            }
        }
        take();
        if (expectsValue) {
            values.add("");
        }
        return values;
    }

    private Set<String> value() throws SelectorSyntaxException {
        if (peek().isEmpty() || peek().equals(",")) {
            return Set.of("");
        }
        String value = take();
        if (!isIdentifier(value)) {
            throw new SelectorSyntaxException("found '" + value + "', expected: identifier");
        }
        return Set.of(value);
    }

    private static Set<String> checked(String key, Set<String> values) throws SelectorSyntaxException {
        for (String value : values) {
            List<String> problems = NameFormat.LABEL_VALUE.problems(value);
            if (!problems.isEmpty()) {
                throw new SelectorSyntaxException(
                        "values[0][" + key + "]: Invalid value: \"" + value + "\": " + String.join("; ", problems));
            }
        }
        return values;
    }

    private static Set<String> number(Set<String> values) throws SelectorSyntaxException {
        String value = values.iterator().next();
        if (!value.matches("-?[0-9]{1,18}")) {
            throw new SelectorSyntaxException("values[0]: Invalid value: \"" + value
                    + "\": for 'Gt', 'Lt' operators, the value must be an integer");
        }
        return values;
    }

    private static boolean isIdentifier(String token) {
        return !token.isEmpty() && SYMBOLS.indexOf(token.charAt(0)) < 0;
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String take() {
        return at < tokens.size() ? tokens.get(at++) : "";
    }
}
