package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.schema.Schema.ListType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value and the one it was before, found by walking both along a schema: what was not changed may stay invalid.
 *
 * @param old the value before
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-ratcheting">Validation
 *     ratcheting</a>
 */
public record Correlation(JsonNode value, JsonNode old, Schema schema) {

    /** Whether nothing changed here. */
    public boolean isUnchanged() {
        return value.equals(old);
    }

    /** The same for a field; null if it is new or no schema describes it. */
    public @Nullable Correlation field(String name) {
        Schema child = schema.child(name);
        JsonNode before = old.get(name);
        JsonNode after = value.get(name);
        return child == null || before == null || after == null ? null : new Correlation(after, before, child);
    }

    /** The same for an item of a list of type map, which is known by its keys; null for other lists. */
    public @Nullable Correlation item(int index) {
        Schema items = schema.items();
        if (schema.listType() != ListType.MAP || items == null || !old.isArray()) {
            return null;
        }
        JsonNode after = value.get(index);
        JsonNode before = counterpart(after, old, schema);
        return before == null ? null : new Correlation(after, before, items);
    }

    /** The item of another list with the same keys, or null. */
    public static @Nullable JsonNode counterpart(JsonNode item, JsonNode others, Schema list) {
        for (JsonNode other : others) {
            if (list.extensions().mapKeys().stream().allMatch(key -> Objects.equals(item.get(key), other.get(key)))) {
                return other;
            }
        }
        return null;
    }
}
