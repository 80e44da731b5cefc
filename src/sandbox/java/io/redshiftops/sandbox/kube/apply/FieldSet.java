package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of paths through an object. A path may be a member although others go on below it: then it stands for the
 * existence of an object or item.
 */
final class FieldSet {

    private final TreeSet<PathElement> members = new TreeSet<>();
    private final TreeMap<PathElement, FieldSet> children = new TreeMap<>();

    /** Puts a path into this set; the empty path, the whole object, belongs to nobody. */
    void insert(List<PathElement> path) {
        if (path.isEmpty()) {
            return;
        }
        FieldSet set = this;
        for (PathElement element : path.subList(0, path.size() - 1)) {
            set = set.children.computeIfAbsent(element, any -> new FieldSet());
        }
        set.members.add(path.get(path.size() - 1));
    }

    /** A set of one path of fields. */
    static FieldSet ofFields(String... names) {
        FieldSet set = new FieldSet();
        List<PathElement> path = new ArrayList<>();
        for (String name : names) {
            path.add(new PathElement.Field(name));
        }
        set.insert(path);
        return set;
    }

    boolean isEmpty() {
        return members.isEmpty() && children.values().stream().allMatch(FieldSet::isEmpty);
    }

    boolean has(List<PathElement> path) {
        FieldSet set = this;
        for (PathElement element : path.subList(0, path.size() - 1)) {
            FieldSet next = set.children.get(element);
            if (next == null) {
                return false;
            }
            set = next;
        }
        return set.members.contains(path.get(path.size() - 1));
    }

    /** Whether a path of one element is a member. */
    boolean has(PathElement element) {
        return members.contains(element);
    }

    /** What lies below an element. */
    FieldSet below(PathElement element) {
        return children.getOrDefault(element, new FieldSet());
    }

    FieldSet union(FieldSet other) {
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        result.members.addAll(other.members);
        result.children.putAll(children);
        other.children.forEach((element, set) -> result.children.merge(element, set, FieldSet::union));
        return result;
    }

    FieldSet intersection(FieldSet other) {
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        result.members.retainAll(other.members);
        children.forEach((element, set) -> result.putChild(element, set.intersection(other.below(element))));
        return result;
    }

    FieldSet difference(FieldSet other) {
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        result.members.removeAll(other.members);
        children.forEach((element, set) -> result.putChild(element, set.difference(other.below(element))));
        return result;
    }

    /** The difference, without anything that lies below a member of the other set. */
    FieldSet recursiveDifference(FieldSet other) {
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        result.members.removeAll(other.members);
        children.forEach((element, set) -> {
            if (!other.members.contains(element)) {
                result.putChild(element, set.recursiveDifference(other.below(element)));
            }
        });
        return result;
    }

    private void putChild(PathElement element, FieldSet set) {
        if (!set.isEmpty()) {
            children.put(element, set);
        }
    }

    /** The set with every named field on the way to a member being a member, so that emptied objects go too. */
    FieldSet withNamedFields(@Nullable Schema schema) {
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        children.forEach((element, set) -> {
            Schema child = null;
            if (schema != null && element instanceof PathElement.Field field) {
                child = schema.child(field.name());
                if (schema.property(field.name()) != null) {
                    result.members.add(element);
                }
            } else if (schema != null && element instanceof PathElement.Key) {
                child = schema.items();
            }
            result.children.put(element, set.withNamedFields(child));
        });
        return result;
    }

    /** Visits every path, those that end here before those that go on. */
    void forEach(Consumer<List<PathElement>> visitor) {
        visit(List.of(), visitor);
    }

    private void visit(List<PathElement> prefix, Consumer<List<PathElement>> visitor) {
        members.forEach(element -> visitor.accept(append(prefix, element)));
        children.forEach((element, set) -> set.visit(append(prefix, element), visitor));
    }

    static List<PathElement> append(List<PathElement> prefix, PathElement element) {
        List<PathElement> path = new ArrayList<>(prefix.size() + 1);
        path.addAll(prefix);
        path.add(element);
        return path;
    }

    /** The form of {@code fieldsV1}. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        TreeSet<PathElement> all = new TreeSet<>(members);
        all.addAll(children.keySet());
        for (PathElement element : all) {
            FieldSet set = children.get(element);
            ObjectNode below = set == null ? JsonNodeFactory.instance.objectNode() : set.toJson();
            if (!below.isEmpty() && members.contains(element)) {
                ObjectNode itself = JsonNodeFactory.instance.objectNode();
                itself.putObject(".");
                itself.setAll(below);
                below = itself;
            }
            json.set(element.serialised(), below);
        }
        return json;
    }

    static FieldSet fromJson(JsonNode json) throws MalformedDocumentException {
        FieldSet set = new FieldSet();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (entry.getKey().equals(".")) {
                continue;
            }
            Optional<PathElement> element = PathElement.parse(entry.getKey());
            if (element.isPresent()) {
                FieldSet below = fromJson(entry.getValue());
                if (entry.getValue().isEmpty() || entry.getValue().has(".")) {
                    set.members.add(element.get());
                }
                set.putChild(element.get(), below);
            }
        }
        return set;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldSet set && members.equals(set.members) && children.equals(set.children);
    }

    @Override
    public int hashCode() {
        return Objects.hash(members, children);
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
