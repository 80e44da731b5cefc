package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what a schema does not know.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning">Field
 *     pruning</a>
 */
public final class Pruner {

    private final List<String> unknown = new ArrayList<>();

    private Pruner() {}

    /**
     * Removes the unknown fields of a resource, but not its {@code apiVersion}, {@code kind} and {@code metadata}.
     *
     * @return the paths of what was removed, sorted
     */
    public static List<String> prune(ObjectNode resource, Schema schema) {
        Pruner pruner = new Pruner();
        pruner.object(resource, schema, "", true);
        Collections.sort(pruner.unknown);
        return pruner.unknown;
    }

    /** Removes nulls of fields that may not be null and have no default, as if they had not been given. */
    public static void dropNulls(JsonNode value, @Nullable Schema schema) {
        if (schema == null) {
            return;
        }
        if (value instanceof ObjectNode object) {
            for (Iterator<Map.Entry<String, JsonNode>> it = object.properties().iterator(); it.hasNext(); ) {
                Map.Entry<String, JsonNode> entry = it.next();
                Schema child = schema.child(entry.getKey());
                if (child != null && entry.getValue().isNull() && !child.nullable() && child.defaultValue() == null) {
                    it.remove();
                } else {
                    dropNulls(entry.getValue(), child);
                }
            }
        } else if (value.isArray()) {
            value.forEach(item -> dropNulls(item, schema.items()));
        }
    }

    private void value(JsonNode value, @Nullable Schema schema, String path) {
        if (value instanceof ObjectNode object) {
            object(object, schema, path, false);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                value(value.get(i), schema == null ? null : schema.items(), path + "[" + i + "]");
            }
        }
    }

    private void object(ObjectNode object, @Nullable Schema schema, String path, boolean root) {
        boolean resource = root || (schema != null && schema.extensions().embeddedResource());
        for (Iterator<Map.Entry<String, JsonNode>> it = object.properties().iterator(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = it.next();
            String field = entry.getKey();
            if (resource && List.of("apiVersion", "kind", "metadata").contains(field)) {
                continue;
            }
            String at = path.isEmpty() ? field : path + "." + field;
            Schema child = schema == null ? null : schema.child(field);
            if (child != null) {
                value(entry.getValue(), child, at);
            } else if (schema == null || !(schema.extensions().preserveUnknown() || schema.additionalAllowed())) {
                unknown.add(at);
                it.remove();
            }
        }
    }
}
