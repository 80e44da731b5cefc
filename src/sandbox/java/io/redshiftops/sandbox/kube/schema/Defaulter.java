package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets the defaults of a schema where nothing was given, or null for a field that may not be null.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting">Defaulting</a>
 */
public final class Defaulter {

    private Defaulter() {}

    /** Sets the defaults in a value and in everything below it. */
    public static void apply(JsonNode value, @Nullable Schema schema) {
        if (schema == null) {
            return;
        }
        if (value instanceof ObjectNode object) {
            object(object, schema);
        } else if (value instanceof ArrayNode array) {
            Schema items = schema.items();
            if (items == null) {
                return;
            }
            JsonNode itemDefault = items.defaultValue();
            for (int i = 0; i < array.size(); i++) {
                if (itemDefault != null && array.get(i).isNull() && !items.nullable()) {
                    array.set(i, itemDefault.deepCopy());
                }
                apply(array.get(i), items);
            }
        }
    }

    private static void object(ObjectNode object, Schema schema) {
        for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
            JsonNode standard = property.getValue().defaultValue();
            if (standard != null && isUnset(object.get(property.getKey()), property.getValue())) {
                object.set(property.getKey(), standard.deepCopy());
            }
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Schema child = schema.child(entry.getKey());
            if (child == null) {
                continue;
            }
            JsonNode standard = child.defaultValue();
            if (standard != null && entry.getValue().isNull() && !child.nullable()) {
                entry.setValue(standard.deepCopy());
            }
            apply(entry.getValue(), child);
        }
    }

    private static boolean isUnset(@Nullable JsonNode value, Schema schema) {
        return value == null || (value.isNull() && !schema.nullable());
    }
}
