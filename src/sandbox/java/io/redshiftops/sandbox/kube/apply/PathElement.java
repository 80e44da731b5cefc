package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One step of a path through an object.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/">fieldsV1</a>
 */
sealed interface PathElement extends Comparable<PathElement> {

    /** A field of an object or a key of a map. */
    record Field(String name) implements PathElement {
        @Override
        public String toString() {
            return "." + name;
        }
    }

    /** An item of a list of type map, by its keys in alphabetical order. */
    record Key(ObjectNode keys) implements PathElement {
        @Override
        public String toString() {
            return keys.properties().stream()
                    .map(entry -> entry.getKey() + "=" + JsonWriter.text(entry.getValue()))
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }

    /** An item of a list of type set. */
    record Value(JsonNode value) implements PathElement {
        @Override
        public String toString() {
            return "[=" + JsonWriter.text(value) + "]";
        }
    }

    /** An item of a list by its place. */
    record Index(int index) implements PathElement {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    /** The element with these keys, which need not be sorted. */
    static PathElement key(ObjectNode keys) {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        keys.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> sorted.set(entry.getKey(), entry.getValue()));
        return new Key(sorted);
    }

    /** The element that a key of {@code fieldsV1} stands for; empty for kinds of elements that are not known. */
    static Optional<PathElement> parse(String text) throws MalformedDocumentException {
        if (text.length() < 2 || text.charAt(1) != ':') {
            return Optional.empty();
        }
        String body = text.substring(2);
        return switch (text.charAt(0)) {
            case 'f' -> Optional.of(new Field(body));
            case 'v' -> Optional.of(new Value(JsonReader.read(body).tree()));
            case 'k' ->
                JsonReader.read(body).tree() instanceof ObjectNode keys ? Optional.of(key(keys)) : Optional.empty();
            case 'i' -> body.matches("[0-9]{1,9}") ? Optional.of(new Index(Integer.parseInt(body))) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The form in {@code fieldsV1}. */
    default String serialised() {
        if (this instanceof Field field) {
            return "f:" + field.name();
        }
        if (this instanceof Key key) {
            return "k:" + JsonWriter.text(key.keys());
        }
        if (this instanceof Value value) {
            return "v:" + JsonWriter.text(value.value());
        }
        return "i:" + ((Index) this).index();
    }

    /** Fields come first, then keys, values and indexes. */
    @Override
    default int compareTo(PathElement other) {
        if (this instanceof Field mine && other instanceof Field theirs) {
            return mine.name().compareTo(theirs.name());
        }
        if (this instanceof Key mine && other instanceof Key theirs) {
            return compareKeys(mine.keys(), theirs.keys());
        }
        if (this instanceof Value mine && other instanceof Value theirs) {
            return compareValues(mine.value(), theirs.value());
        }
        if (this instanceof Index mine && other instanceof Index theirs) {
            return Integer.compare(mine.index(), theirs.index());
        }
        return Integer.compare(rank(), other.rank());
    }

    private int rank() {
        return List.of(Field.class, Key.class, Value.class, Index.class).indexOf(getClass());
    }

    private static int compareKeys(ObjectNode mine, ObjectNode theirs) {
        Iterator<Map.Entry<String, JsonNode>> left = mine.properties().iterator();
        Iterator<Map.Entry<String, JsonNode>> right = theirs.properties().iterator();
        while (left.hasNext() && right.hasNext()) {
            Map.Entry<String, JsonNode> l = left.next();
            Map.Entry<String, JsonNode> r = right.next();
            int byName = l.getKey().compareTo(r.getKey());
            int order = byName != 0 ? byName : compareValues(l.getValue(), r.getValue());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareValues(JsonNode mine, JsonNode theirs) {
        if (mine.isNumber() && theirs.isNumber()) {
            return Double.compare(mine.doubleValue(), theirs.doubleValue());
        }
        int byType = Integer.compare(typeRank(mine), typeRank(theirs));
        return byType != 0 ? byType : mine.asText().compareTo(theirs.asText());
    }

    private static int typeRank(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> 0;
            case STRING -> 1;
            case BOOLEAN -> 2;
            default -> 3;
        };
    }
}
