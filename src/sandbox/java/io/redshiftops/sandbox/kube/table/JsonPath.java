package io.redshiftops.sandbox.kube.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simple JSONPath of printer columns and selectable fields: {@code .spec.size}, {@code .items[0]},
 * {@code ['with.dots']}, {@code [*]} and {@code [?(@.type=="Ready")]}.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubectl/jsonpath/">JSONPath</a>
 */
public final class JsonPath {

    private static final Pattern STEP = Pattern.compile("\\.(?<field>(?:[^.\\[\\]\\\\]|\\\\.)+)"
            + "|\\[(?<quote>['\"])(?<quoted>(?:[^'\"\\\\]|\\\\.)*)\\k<quote>\\]"
            + "|\\[(?<index>-?[0-9]+)\\]"
            + "|(?<all>\\[\\*\\]|\\.\\*)"
            + "|\\[\\?\\(@(?<left>[^=!<>]*?)\\s*(?:(?<op>==|!=|<=|>=|<|>)\\s*(?<right>[^)]*?))?\\s*\\)\\]");

    private final List<Step> steps;

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    private interface Step {
        void follow(JsonNode from, List<JsonNode> found);
    }

    /** The path that a text describes; empty if it describes none. */
    public static Optional<JsonPath> parse(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                return Optional.empty();
            }
            Optional<Step> step = step(matcher);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
            at = matcher.end();
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new JsonPath(steps));
    }

    private static Optional<Step> step(Matcher matcher) {
        if (matcher.group("all") != null) {
            return Optional.of((from, found) -> from.forEach(found::add));
        }
        if (matcher.group("field") != null) {
            return Optional.of(field(matcher.group("field")));
        }
        if (matcher.group("quoted") != null) {
            return Optional.of(field(matcher.group("quoted")));
        }
        if (matcher.group("index") != null) {
            int index = Integer.parseInt(matcher.group("index"));
            return Optional.of((from, found) -> {
                JsonNode item = from.path(index < 0 ? from.size() + index : index);
                if (!item.isMissingNode()) {
                    found.add(item);
                }
            });
        }
        return filter(matcher.group("left"), matcher.group("op"), matcher.group("right"));
    }

    private static Step field(String name) {
        String unescaped = name.replaceAll("\\\\(.)", "$1");
        return (from, found) -> {
            JsonNode value = from.path(unescaped);
            if (!value.isMissingNode()) {
                found.add(value);
            }
        };
    }

    private static Optional<Step> filter(
            String left, @org.jspecify.annotations.Nullable String operator, String right) {
        Optional<JsonPath> path = parse(left.strip());
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((from, found) -> from.forEach(item -> {
            Optional<JsonNode> value = path.get().first(item);
            if (value.isPresent() && (operator == null || holds(value.get(), operator, right.strip()))) {
                found.add(item);
            }
        }));
    }

    private static boolean holds(JsonNode value, String operator, String literal) {
        boolean quoted = literal.length() > 1 && "'\"".indexOf(literal.charAt(0)) >= 0;
        String expected = quoted ? literal.substring(1, literal.length() - 1) : literal;
        int order = value.isNumber() && !quoted && expected.matches("-?[0-9.]+")
                ? Double.compare(value.asDouble(), Double.parseDouble(expected))
                : value.asText().compareTo(expected);
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /** The first value at this path. */
    public Optional<JsonNode> first(JsonNode root) {
        List<JsonNode> values = List.of(root);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            values.forEach(value -> step.follow(value, next));
            values = next;
        }
        return values.stream().findFirst();
    }
}
