package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.schema.Extensions;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.schema.Schema.ListType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object together with the schema that says how its lists and maps are merged. */
record TypedValue(JsonNode value, Schema schema) {

    /** The schema of values that none describes: maps are merged, lists are atomic. */
    static final Schema ANYTHING = Schema.builder(Schema.Type.ANY)
            .extensions(new Extensions(true, false, ListType.ATOMIC, false, List.of(), false, "", List.of()))
            .build();

    /** How a value is treated: by its schema, or by what it is where the schema leaves that open. */
    enum Atom {
        SCALAR,
        LIST,
        MAP
    }

    /** The paths of all leaves, and of items, empty objects and keys of maps. */
    FieldSet fieldSet() throws TypedException {
        FieldSet set = new FieldSet();
        collect(value, schema, List.of(), set);
        return set;
    }

    /** This with another object laid over it. */
    TypedValue merge(TypedValue over) throws TypedException {
        JsonNode merged = TypedMerge.merge(value, over.value, schema);
        return new TypedValue(merged == null ? JsonNodeFactory.instance.objectNode() : merged, schema);
    }

    /** This without some fields and items. */
    TypedValue remove(FieldSet fields) throws TypedException {
        return new TypedValue(removeFrom(value, fields, schema), schema);
    }

    static Atom atom(Schema schema, JsonNode value) {
        return switch (schema.type()) {
            case OBJECT -> Atom.MAP;
            case ARRAY -> Atom.LIST;
            case ANY -> value.isArray() ? Atom.LIST : value.isObject() || value.isNull() ? Atom.MAP : Atom.SCALAR;
            default -> Atom.SCALAR;
        };
    }

    static boolean isAtomicList(Schema schema) {
        return schema.listType() == ListType.ATOMIC;
    }

    static boolean isAtomicMap(Schema schema) {
        return schema.extensions().atomicMap();
    }

    /** The schema of a field, null if the field is not declared. */
    static @Nullable Schema field(Schema schema, String name) {
        Schema child = schema.child(name);
        if (child != null) {
            return child;
        }
        boolean free = schema.type() == Schema.Type.ANY
                || schema.extensions().preserveUnknown()
                || schema.additionalAllowed()
                || (schema.properties().isEmpty() && schema.additional() == null);
        return free ? ANYTHING : null;
    }

    static Schema fieldOrAnything(Schema schema, String name) {
        Schema child = field(schema, name);
        return child == null ? ANYTHING : child;
    }

    static Schema items(Schema list) {
        Schema items = list.items();
        return items == null ? ANYTHING : items;
    }

    /** How an item of a set or a keyed list is told from the others. */
    static PathElement element(Schema list, JsonNode item) throws TypedException {
        if (list.listType() == ListType.SET) {
            if (item.isContainerNode() || item.isNull()) {
                throw new TypedException("associative list without keys has an element that's "
                        + (item.isObject() ? "a map type" : item.isArray() ? "a list type" : "an explicit null"));
            }
            return new PathElement.Value(item);
        }
        if (!item.isObject()) {
            throw new TypedException("associative list with keys may not have "
                    + (item.isNull() ? "a null element" : "non-map elements"));
        }
        ObjectNode keys = JsonNodeFactory.instance.objectNode();
        Schema itemSchema = items(list);
        for (String key : list.extensions().mapKeys()) {
            JsonNode given = item.get(key);
            Schema field = itemSchema.property(key);
            JsonNode standard = field == null ? null : field.defaultValue();
            if (given != null) {
                keys.set(key, given);
            } else if (standard != null) {
                keys.set(key, standard);
            }
        }
        if (keys.isEmpty()) {
            throw new TypedException("associative list with keys has an element that omits all key fields "
                    + list.extensions().mapKeys().stream()
                            .map(key -> "\"" + key + "\"")
                            .toList()
                            .toString()
                            .replace(",", "")
                    + " (and doesn't have default values for any key fields)");
        }
        return PathElement.key(keys);
    }

    private static void collect(JsonNode value, Schema schema, List<PathElement> path, FieldSet set)
            throws TypedException {
        switch (atom(schema, value)) {
            case SCALAR -> set.insert(path);
            case LIST -> {
                if (isAtomicList(schema)) {
                    set.insert(path);
                } else if (value.isArray()) {
                    collectItems(value, schema, path, set);
                }
            }
            case MAP -> {
                if (isAtomicMap(schema)) {
                    set.insert(path);
                } else {
                    collectFields(value, schema, path, set);
                }
            }
        }
    }

    private static void collectItems(JsonNode list, Schema schema, List<PathElement> path, FieldSet set)
            throws TypedException {
        Set<PathElement> seen = new HashSet<>();
        Set<PathElement> twice = new HashSet<>();
        for (JsonNode item : list) {
            PathElement element = element(schema, item);
            if (!seen.add(element)) {
                twice.add(element);
            }
        }
        for (JsonNode item : list) {
            PathElement element = element(schema, item);
            List<PathElement> at = FieldSet.append(path, element);
            if (!twice.contains(element)) {
                collect(item, items(schema), at, set);
            }
            set.insert(at);
        }
    }

    private static void collectFields(JsonNode map, Schema schema, List<PathElement> path, FieldSet set)
            throws TypedException {
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            JsonNode field = entry.getValue();
            List<PathElement> at = FieldSet.append(path, new PathElement.Field(entry.getKey()));
            collect(field, fieldOrAnything(schema, entry.getKey()), at, set);
            if (field.isNull() || (field.isObject() && field.isEmpty()) || schema.property(entry.getKey()) == null) {
                set.insert(at);
            }
        }
    }

    private static JsonNode removeFrom(JsonNode value, FieldSet fields, Schema schema) throws TypedException {
        return switch (atom(schema, value)) {
            case SCALAR -> value;
            case LIST -> removeItems(value, fields, schema);
            case MAP -> removeFields(value, fields, schema);
        };
    }

    /** A list that lost its last item becomes null, which decoding then drops. */
    private static JsonNode removeItems(JsonNode list, FieldSet fields, Schema schema) throws TypedException {
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        if (!isAtomicList(schema)) {
            for (JsonNode item : list) {
                PathElement element = element(schema, item);
                if (!fields.has(element)) {
                    FieldSet below = fields.below(element);
                    left.add(below.isEmpty() ? item : removeFrom(item, below, items(schema)));
                }
            }
        }
        return left.isEmpty() ? JsonNodeFactory.instance.nullNode() : left;
    }

    private static JsonNode removeFields(JsonNode map, FieldSet fields, Schema schema) throws TypedException {
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        if (!isAtomicMap(schema)) {
            for (Map.Entry<String, JsonNode> entry : map.properties()) {
                PathElement element = new PathElement.Field(entry.getKey());
                if (!fields.has(element)) {
                    FieldSet below = fields.below(element);
                    Schema field = fieldOrAnything(schema, entry.getKey());
                    left.set(
                            entry.getKey(),
                            below.isEmpty() ? entry.getValue() : removeFrom(entry.getValue(), below, field));
                }
            }
        }
        return left.isEmpty() ? JsonNodeFactory.instance.nullNode() : left;
    }
}
