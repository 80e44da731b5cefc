package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.apply.TypedValue.Atom;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The paths at which two objects of one schema differ. */
record Comparison(FieldSet removed, FieldSet modified, FieldSet added) {

    static Comparison between(TypedValue before, TypedValue after) throws TypedException {
        Comparison comparison = new Comparison(new FieldSet(), new FieldSet(), new FieldSet());
        comparison.compare(before.value(), after.value(), before.schema(), List.of());
        return comparison;
    }

    /** The differences outside these fields and all below them. */
    Comparison without(FieldSet fields) {
        return fields.isEmpty()
                ? this
                : new Comparison(
                        removed.recursiveDifference(fields),
                        modified.recursiveDifference(fields),
                        added.recursiveDifference(fields));
    }

    private void compare(@Nullable JsonNode before, @Nullable JsonNode after, Schema schema, List<PathElement> path)
            throws TypedException {
        boolean leaf;
        if (before != null && after != null && TypedValue.atom(schema, before) != TypedValue.atom(schema, after)) {
            // Where the schema is open the kind of value may change: the old one's parts go, the new one's come.
            compareAs(TypedValue.atom(schema, before), before, after, schema, path);
            leaf = compareAs(TypedValue.atom(schema, after), before, after, schema, path);
        } else {
            JsonNode either = after != null ? after : before;
            leaf = either == null || compareAs(TypedValue.atom(schema, either), before, after, schema, path);
        }
        if (!leaf) {
            if (before == null) {
                added.insert(path);
            } else if (after == null) {
                removed.insert(path);
            }
        }
    }

    /** Compares and tells whether the value was taken as a whole. */
    private boolean compareAs(
            Atom atom, @Nullable JsonNode before, @Nullable JsonNode after, Schema schema, List<PathElement> path)
            throws TypedException {
        boolean whole = switch (atom) {
            case SCALAR -> true;
            case LIST -> TypedValue.isAtomicList(schema) || (isEmpty(before) && isEmpty(after));
            case MAP -> TypedValue.isAtomicMap(schema) || (isEmpty(before) && isEmpty(after));
        };
        if (whole) {
            leaf(before, after, path);
        } else if (atom == Atom.MAP) {
            maps(before, after, schema, path);
        } else {
            lists(before, after, schema, path);
        }
        return whole;
    }

    private void leaf(@Nullable JsonNode before, @Nullable JsonNode after, List<PathElement> path) {
        if (before == null) {
            added.insert(path);
        } else if (after == null) {
            removed.insert(path);
        } else if (!before.equals(after)) {
            modified.insert(path);
        }
    }

    private void maps(@Nullable JsonNode before, @Nullable JsonNode after, Schema schema, List<PathElement> path)
            throws TypedException {
        Set<String> names = new LinkedHashSet<>();
        if (before != null && before.isObject()) {
            before.fieldNames().forEachRemaining(names::add);
        }
        if (after != null && after.isObject()) {
            after.fieldNames().forEachRemaining(names::add);
        }
        for (String name : names) {
            compare(
                    before == null ? null : before.get(name),
                    after == null ? null : after.get(name),
                    TypedValue.fieldOrAnything(schema, name),
                    FieldSet.append(path, new PathElement.Field(name)));
        }
    }

    private void lists(@Nullable JsonNode before, @Nullable JsonNode after, Schema schema, List<PathElement> path)
            throws TypedException {
        Map<PathElement, List<JsonNode>> left = index(before, schema);
        Map<PathElement, List<JsonNode>> right = index(after, schema);
        Set<PathElement> all = new LinkedHashSet<>(left.keySet());
        all.addAll(right.keySet());
        Schema items = TypedValue.items(schema);
        for (PathElement element : all) {
            List<JsonNode> old = left.getOrDefault(element, List.of());
            List<JsonNode> now = right.getOrDefault(element, List.of());
            List<PathElement> at = FieldSet.append(path, element);
            JsonNode oldItem = old.isEmpty() ? null : old.get(0);
            JsonNode newItem = now.isEmpty() ? null : now.get(0);
            if (old.size() <= 1 && now.size() <= 1) {
                compare(oldItem, newItem, items, at);
            } else if (old.size() >= 2 && now.size() >= 2) {
                // Items with the same keys cannot be told apart: they count as one.
                if (!old.equals(now)) {
                    modified.insert(at);
                }
            } else if (old.size() >= 2) {
                if (newItem != null) {
                    compare(null, newItem, items, at);
                }
                removed.insert(at);
            } else {
                if (oldItem != null) {
                    compare(oldItem, null, items, at);
                }
                added.insert(at);
            }
        }
    }

    private static Map<PathElement, List<JsonNode>> index(@Nullable JsonNode list, Schema schema)
            throws TypedException {
        Map<PathElement, List<JsonNode>> items = new LinkedHashMap<>();
        if (list != null && list.isArray()) {
            for (JsonNode item : list) {
                items.computeIfAbsent(TypedValue.element(schema, item), any -> new ArrayList<>())
                        .add(item);
            }
        }
        return items;
    }

    private static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isEmpty();
    }
}
