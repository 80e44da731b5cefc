package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays one value over another along a schema; null stands for no value at all. */
final class TypedMerge {

    private TypedMerge() {}

    static @Nullable JsonNode merge(@Nullable JsonNode below, @Nullable JsonNode over, Schema schema)
            throws TypedException {
        JsonNode either = over != null ? over : below;
        if (either == null) {
            return null;
        }
        return switch (TypedValue.atom(schema, either)) {
            case SCALAR -> either;
            case LIST -> lists(below, over, either, schema);
            case MAP -> maps(below, over, either, schema);
        };
    }

    private static @Nullable JsonNode maps(
            @Nullable JsonNode below, @Nullable JsonNode over, JsonNode either, Schema schema) throws TypedException {
        if (TypedValue.isAtomicMap(schema) || (isEmpty(below) && isEmpty(over))) {
            return either;
        }
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        Set<String> names = new LinkedHashSet<>();
        if (below != null && below.isObject()) {
            below.fieldNames().forEachRemaining(names::add);
        }
        if (over != null && over.isObject()) {
            over.fieldNames().forEachRemaining(names::add);
        }
        for (String name : names) {
            JsonNode field = merge(
                    below == null ? null : below.get(name),
                    over == null ? null : over.get(name),
                    TypedValue.fieldOrAnything(schema, name));
            if (field != null) {
                merged.set(name, field);
            }
        }
        return merged.isEmpty() ? null : merged;
    }

    private static @Nullable JsonNode lists(
            @Nullable JsonNode below, @Nullable JsonNode over, JsonNode either, Schema schema) throws TypedException {
        if (TypedValue.isAtomicList(schema) || (isEmpty(below) && isEmpty(over))) {
            return either;
        }
        Map<PathElement, JsonNode> left = index(below, schema);
        Map<PathElement, JsonNode> right = index(over, schema);
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        for (PathElement element : order(new ArrayList<>(left.keySet()), new ArrayList<>(right.keySet()))) {
            JsonNode item = merge(left.get(element), right.get(element), TypedValue.items(schema));
            if (item != null) {
                merged.add(item);
            }
        }
        return merged.isEmpty() ? null : merged;
    }

    /** The order of the upper list holds; items of the lower one alone stay as near to their place as that allows. */
    private static List<PathElement> order(List<PathElement> left, List<PathElement> right) {
        Set<PathElement> inLeft = new HashSet<>(left);
        Set<PathElement> inRight = new HashSet<>(right);
        List<PathElement> shared = right.stream().filter(inLeft::contains).toList();
        List<PathElement> out = new ArrayList<>();
        int nextShared = 0;
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            if (l < left.size() && r < right.size()) {
                PathElement element = left.get(l);
                if (element.equals(right.get(r))) {
                    out.add(element);
                    l++;
                    r++;
                    nextShared++;
                    continue;
                }
                boolean later =
                        nextShared < shared.size() && !shared.get(nextShared).equals(element);
                if (inRight.contains(element) && later) {
                    l++;
                    continue;
                }
            }
            if (l < left.size()) {
                PathElement element = left.get(l);
                if (!inRight.contains(element)) {
                    out.add(element);
                    l++;
                    continue;
                }
                if (out.contains(element)) {
                    l++;
                }
            }
            if (r < right.size()) {
                PathElement element = right.get(r);
                out.add(element);
                r++;
                if (nextShared < shared.size() && shared.get(nextShared).equals(element)) {
                    nextShared++;
                }
            }
        }
        return out;
    }

    private static Map<PathElement, JsonNode> index(@Nullable JsonNode list, Schema schema) throws TypedException {
        Map<PathElement, JsonNode> items = new LinkedHashMap<>();
        if (list != null && list.isArray()) {
            for (JsonNode item : list) {
                items.putIfAbsent(TypedValue.element(schema, item), item);
            }
        }
        return items;
    }

    private static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isEmpty();
    }
}
