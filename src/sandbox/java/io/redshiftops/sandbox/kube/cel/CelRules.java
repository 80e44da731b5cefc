package io.redshiftops.sandbox.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cel.runtime.CelEvaluationException;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.schema.Correlation;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.schema.Schema.ListType;
import io.redshiftops.sandbox.kube.schema.ValidationRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The validation rules of one schema, compiled.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules">Validation
 *     rules</a>
 */
public final class CelRules {

    private final @Nullable RuleNode root;

    private CelRules(@Nullable RuleNode root) {
        this.root = root;
    }

    /** Compiles the rules of a custom resource's schema. */
    public static CelRules compile(Schema schema) {
        return new CelRules(RuleNode.of(schema));
    }

    /**
     * What is wrong with the rules themselves.
     *
     * @param path where the schema stands in its definition
     */
    public List<FieldError> problems(String path) {
        List<FieldError> errors = new ArrayList<>();
        if (root != null) {
            problems(root, path, errors);
        }
        return errors;
    }

    private static void problems(@Nullable RuleNode node, String path, List<FieldError> errors) {
        if (node == null) {
            return;
        }
        for (int i = 0; i < node.rules().size(); i++) {
            CompiledRule compiled = node.rules().get(i);
            String at = path + ".x-kubernetes-validations[" + i + "]";
            if (!compiled.conditionProblem().isEmpty()) {
                errors.add(FieldError.invalid(
                        at + ".rule", compiled.rule().toInternalTree(), compiled.conditionProblem()));
            }
            if (!compiled.messageProblem().isEmpty()) {
                errors.add(FieldError.invalid(
                        at + ".messageExpression", compiled.rule().toInternalTree(), compiled.messageProblem()));
            }
        }
        node.properties().forEach((name, property) -> problems(property, path + ".properties[" + name + "]", errors));
        problems(node.additional(), path + ".additionalProperties", errors);
        problems(node.items(), path + ".items", errors);
    }

    /**
     * The rules that an object breaks.
     *
     * @param old the object before, null for a new one
     * @param correlation the object with the one before, so that what did not change may stay as it is
     */
    public List<FieldError> validate(JsonNode object, @Nullable JsonNode old, @Nullable Correlation correlation) {
        List<FieldError> errors = new ArrayList<>();
        if (root != null) {
            new Run(errors).node(root, "", object, old, correlation, correlation);
        }
        return errors;
    }

    /** One validation of one object. */
    private record Run(List<FieldError> errors) {

        void node(
                RuleNode node,
                String path,
                JsonNode value,
                @Nullable JsonNode old,
                @Nullable Correlation here,
                @Nullable Correlation nearest) {
            if (value.isNull()) {
                return;
            }
            if (!node.rules().isEmpty()) {
                Correlation known = here != null ? here : nearest;
                rules(node, path, value, old, known != null && known.isUnchanged());
            }
            if (value.isObject()) {
                fields(node, path, value, old, here, nearest);
            } else if (value.isArray()) {
                items(node, path, value, old, here, nearest);
            }
        }

        private void fields(
                RuleNode node,
                String path,
                JsonNode value,
                @Nullable JsonNode old,
                @Nullable Correlation here,
                @Nullable Correlation nearest) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                String field = entry.getKey();
                RuleNode named = node.properties().get(field);
                RuleNode child = named != null ? named : node.additional();
                if (child != null) {
                    String at = named == null ? path + "[" + field + "]" : path.isEmpty() ? field : path + "." + field;
                    Correlation below = here == null ? null : here.field(field);
                    node(
                            child,
                            at,
                            entry.getValue(),
                            old == null ? null : old.get(field),
                            below,
                            here == null ? nearest : here);
                }
            }
        }

        private void items(
                RuleNode node,
                String path,
                JsonNode value,
                @Nullable JsonNode old,
                @Nullable Correlation here,
                @Nullable Correlation nearest) {
            RuleNode items = node.items();
            if (items == null) {
                return;
            }
            boolean keyed = node.schema().listType() == ListType.MAP;
            for (int i = 0; i < value.size(); i++) {
                JsonNode item = value.get(i);
                JsonNode before = keyed && old != null ? Correlation.counterpart(item, old, node.schema()) : null;
                Correlation below = here == null ? null : here.item(i);
                node(items, path + "[" + i + "]", item, before, below, here == null ? nearest : here);
            }
        }

        private void rules(RuleNode node, String path, JsonNode value, @Nullable JsonNode old, boolean unchanged) {
            Schema schema = node.schema();
            JsonNode before = old == null || old.isNull() ? null : old;
            Object self = CelValues.of(value, schema);
            Object oldSelf = before == null ? null : CelValues.of(before, schema);
            for (CompiledRule compiled : node.rules()) {
                rule(compiled, schema, path, self, oldSelf, unchanged);
            }
        }

        private void rule(
                CompiledRule compiled,
                Schema schema,
                String path,
                Object self,
                @Nullable Object oldSelf,
                boolean unchanged) {
            ValidationRule rule = compiled.rule();
            String at = path.isEmpty() ? FieldError.ROOT : path;
            JsonNode type = TextNode.valueOf(schema.typeName());
            if (!compiled.conditionProblem().isEmpty()) {
                errors.add(FieldError.invalid(at, type, "rule compile error: " + compiled.conditionProblem()));
                return;
            }
            boolean usesOldSelf = compiled.usesOldSelf();
            if (usesOldSelf && oldSelf == null && !rule.optionalOldSelf()) {
                return;
            }
            Map<String, Object> variables = new HashMap<>();
            variables.put("self", self);
            if (rule.optionalOldSelf()) {
                variables.put("oldSelf", Optional.ofNullable(oldSelf));
            } else if (oldSelf != null) {
                variables.put("oldSelf", oldSelf);
            }
            try {
                if (!compiled.holds(variables) && (usesOldSelf || !unchanged)) {
                    errors.add(broken(rule, path, type, compiled.message(variables)));
                }
            } catch (CelEvaluationException e) {
                errors.add(FieldError.invalid(at, type, CelErrors.text(e) + " evaluating rule: " + rule.shown()));
            }
        }

        private static FieldError broken(ValidationRule rule, String path, JsonNode type, String message) {
            String field = rule.fieldPath();
            String below = field.startsWith(".") && path.isEmpty() ? field.substring(1) : field;
            String at = path + below.replace("['", "[").replace("']", "]");
            String shown = at.isEmpty() ? FieldError.ROOT : at;
            return switch (rule.reason()) {
                case "FieldValueForbidden" -> FieldError.forbidden(shown, message);
                case "FieldValueRequired" -> FieldError.required(shown, message);
                case "FieldValueDuplicate" -> new FieldError(FieldError.Type.DUPLICATE, shown, type, message);
                default -> FieldError.invalid(shown, type, message);
            };
        }
    }
}
