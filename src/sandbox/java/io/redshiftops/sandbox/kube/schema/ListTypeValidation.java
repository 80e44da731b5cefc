package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds items that are given twice in lists of type set or map. */
public final class ListTypeValidation {

    private ListTypeValidation() {}

    /** The duplicates in an object. */
    public static List<FieldError> validate(JsonNode object, Schema schema) {
        List<FieldError> errors = new ArrayList<>();
        walk(object, schema, "", errors);
        return errors;
    }

    private static void walk(JsonNode value, @Nullable Schema schema, String path, List<FieldError> errors) {
        if (schema == null) {
            return;
        }
        if (value.isObject()) {
            value.properties().forEach(entry -> {
                boolean named = schema.property(entry.getKey()) != null;
                String at = path.isEmpty()
                        ? entry.getKey()
                        : named ? path + "." + entry.getKey() : path + "[" + entry.getKey() + "]";
                walk(entry.getValue(), schema.child(entry.getKey()), at, errors);
            });
        } else if (value.isArray()) {
            duplicates(value, schema, path, errors);
            for (int i = 0; i < value.size(); i++) {
                walk(value.get(i), schema.items(), path + "[" + i + "]", errors);
            }
        }
    }

    private static void duplicates(JsonNode list, Schema schema, String path, List<FieldError> errors) {
        if (schema.listType() == ListType.ATOMIC) {
            return;
        }
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            JsonNode identity = schema.listType() == ListType.SET ? item : keys(item, schema);
            if (!seen.add(identity)) {
                errors.add(FieldError.duplicate(path + "[" + i + "]", identity));
            }
        }
    }

    private static JsonNode keys(JsonNode item, Schema list) {
        ObjectNode keys = JsonNodeFactory.instance.objectNode();
        list.extensions().mapKeys().stream().sorted().forEach(key -> {
            if (item.has(key)) {
                keys.set(key, item.get(key));
            }
        });
        return keys;
    }
}
