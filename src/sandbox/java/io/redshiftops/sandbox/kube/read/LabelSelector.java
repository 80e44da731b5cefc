package io.redshiftops.sandbox.kube.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses objects by labels.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">Label
 *     selectors</a>
 */
public final class LabelSelector {

    /** Chooses everything. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    private final List<Requirement> requirements;

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    /** What is demanded of a label. */
    enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        GREATER,
        LESS
    }

    /** A demand on one label. */
    record Requirement(String key, Operator operator, Set<String> values) {

        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
                case GREATER -> value != null && compare(value) > 0;
                case LESS -> value != null && compare(value) < 0;
            };
        }

        private int compare(String value) {
            String bound = values.iterator().next();
            boolean numbers = value.matches("-?[0-9]{1,18}") && bound.matches("-?[0-9]{1,18}");
            return numbers ? Long.compare(Long.parseLong(value), Long.parseLong(bound)) : 0;
        }
    }

    /** The selector that a text such as {@code app=x,tier in (a,b),!old} describes. */
    public static LabelSelector parse(String text) throws SelectorSyntaxException {
        return new LabelSelector(new LabelSelectorParser(text).parse());
    }

    /** The selector that {@code matchLabels} and {@code matchExpressions} describe. */
    public static LabelSelector of(JsonNode selector) {
        List<Requirement> requirements = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> requirements.add(new Requirement(
                        label.getKey(), Operator.IN, Set.of(label.getValue().asText()))));
        for (JsonNode expression : selector.path("matchExpressions")) {
            Set<String> values = new TreeSet<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            Operator operator = switch (expression.path("operator").asText("")) {
                case "In" -> Operator.IN;
                case "NotIn" -> Operator.NOT_IN;
                case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
                default -> Operator.EXISTS;
            };
            requirements.add(new Requirement(expression.path("key").asText(""), operator, values));
        }
        return new LabelSelector(requirements);
    }

    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.matches(labels));
    }

    public boolean isEverything() {
        return requirements.isEmpty();
    }
}
