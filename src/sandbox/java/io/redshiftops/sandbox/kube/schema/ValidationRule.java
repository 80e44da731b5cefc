package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An entry of {@code x-kubernetes-validations}.
 *
 * @param message empty for none
 * @param messageExpression empty for none
 * @param reason such as {@code FieldValueForbidden}; empty for the default
 * @param fieldPath where the error shows, relative to the rule's own place; empty for there
 * @param optionalOldSelf whether {@code oldSelf} is an optional, so that the rule runs on creation too
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules">Validation
 *     rules</a>
 */
public record ValidationRule(
        String rule,
        String message,
        String messageExpression,
        String reason,
        String fieldPath,
        boolean optionalOldSelf) {

    static ValidationRule of(JsonNode entry) {
        return new ValidationRule(
                entry.path("rule").asText(""),
                entry.path("message").asText(""),
                entry.path("messageExpression").asText(""),
                entry.path("reason").asText(""),
                entry.path("fieldPath").asText(""),
                entry.path("optionalOldSelf").asBoolean(false));
    }

    /** What a user sees of a rule without a message expression. */
    public String messageOrDefault() {
        return message.isEmpty() ? "failed rule: " + rule.strip() : message.strip();
    }

    /** What stands for the rule in messages about the rule itself. */
    public String shown() {
        return message.isEmpty() ? rule.strip() : message.strip();
    }

    /** The rule as messages about definitions show it: with the field names of the real server's internal type. */
    public JsonNode toInternalTree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("Rule", rule).put("Message", message).put("MessageExpression", messageExpression);
        if (reason.isEmpty()) {
            tree.putNull("Reason");
        } else {
            tree.put("Reason", reason);
        }
        tree.put("FieldPath", fieldPath);
        if (optionalOldSelf) {
            tree.put("OptionalOldSelf", true);
        } else {
            tree.putNull("OptionalOldSelf");
        }
        return tree;
    }
}
