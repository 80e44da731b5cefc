package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree as Go decodes JSON into a type: fields that the type does not have are told of, values of another type are
 * refused, and what Go would not write again is left out.
 */
public final class StructDecoder {

    /** Zero and false are the same as nothing. */
    static final String OMIT_ZERO = "omit-zero";

    /** An empty text is something. */
    static final String POINTER = "pointer";

    /** A boolean may stand in place of the object. */
    static final String OR_BOOLEAN = "or-boolean";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?");
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final List<String> unknown;
    private final String unknownPrefix;

    private StructDecoder(List<String> unknown, String unknownPrefix) {
        this.unknown = unknown;
        this.unknownPrefix = unknownPrefix;
    }

    /** A value that does not fit its type; the message is the one of Go's decoder. */
    public static final class MismatchException extends Exception {

        private final String text;

        MismatchException(String text) {
            super(text);
            this.text = text;
        }

        /** What Go says. */
        public String text() {
            return text;
        }
    }

    /**
     * Decodes an object.
     *
     * @param structName the name of the Go type
     * @param unknownPrefix what stands before the paths of unknown fields
     * @param unknown gets the paths of unknown fields
     */
    public static ObjectNode decode(
            JsonNode tree, Schema schema, String structName, String unknownPrefix, List<String> unknown)
            throws MismatchException {
        return decodeAt(tree, schema, structName, "", unknownPrefix, unknown);
    }

    private static ObjectNode decodeAt(
            JsonNode tree, Schema schema, String structName, String field, String prefix, List<String> unknown)
            throws MismatchException {
        StructDecoder decoder = new StructDecoder(unknown, prefix);
        JsonNode decoded = decoder.value(tree, schema, new Place(structName, field, ""));
        return decoded instanceof ObjectNode object ? object : NODES.objectNode();
    }

    /**
     * Where a value stands.
     *
     * @param struct the innermost Go type
     * @param field the path of fields in Go's messages, without indexes
     * @param path the path in messages about unknown fields
     */
    private record Place(String struct, String field, String path) {
        Place field(String structName, String name) {
            return new Place(
                    structName.isEmpty() ? struct : structName,
                    field.isEmpty() ? name : field + "." + name,
                    path.isEmpty() ? name : path + "." + name);
        }

        Place key(String key) {
            return new Place(struct, field, path + "." + key);
        }

        Place item(int index) {
            return new Place(struct, field, path + "[" + index + "]");
        }
    }

    /** Decodes a value; null is nothing. */
    private @Nullable JsonNode value(JsonNode value, Schema schema, Place place) throws MismatchException {
        if (value.isNull()) {
            return null;
        }
        return switch (schema.type()) {
            case OBJECT -> object(value, schema, place);
            case ARRAY -> array(value, schema, place);
            case STRING -> text(value, schema.constraints().format(), place);
            case INTEGER -> integer(value, schema.constraints().format(), place);
            case NUMBER -> value.isNumber() ? value : mismatch(value, "float64", place);
            case BOOLEAN -> value.isBoolean() ? value : mismatch(value, "bool", place);
            case INT_OR_STRING ->
                value.isIntegralNumber() || value.isTextual() ? value : mismatch(value, "int32", place);
            case ANY -> value;
        };
    }

    private @Nullable JsonNode object(JsonNode value, Schema schema, Place place) throws MismatchException {
        if (!value.isObject()) {
            if (value.isBoolean() && schema.constraints().format().equals(OR_BOOLEAN)) {
                return value;
            }
            return mismatch(value, schema.isMap() ? mapType(schema) : goType(schema), place);
        }
        ObjectNode decoded = NODES.objectNode();
        Schema values = schema.additional();
        if (values != null) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                JsonNode item = value(entry.getValue(), values, place.key(entry.getKey()));
                decoded.set(entry.getKey(), item == null ? zero(values) : item);
            }
            return decoded.isEmpty() ? null : decoded;
        }
        String struct = schema.name().substring(schema.name().lastIndexOf('.') + 1);
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Schema property = schema.property(entry.getKey());
            Place at = place.field(struct, entry.getKey());
            if (property == null) {
                unknown.add("unknown field \"" + unknownPrefix + at.path() + "\"");
                continue;
            }
            JsonNode field = value(entry.getValue(), property, at);
            if (field != null && !isNothing(field, property)) {
                decoded.set(entry.getKey(), field);
            }
        }
        return decoded;
    }

    private static boolean isNothing(JsonNode value, Schema schema) {
        if (value.isArray()) {
            return value.isEmpty();
        }
        String format = schema.constraints().format();
        if (value.isTextual()) {
            return value.asText().isEmpty() && !format.equals(POINTER);
        }
        return format.equals(OMIT_ZERO)
                && (value.isBoolean() ? !value.asBoolean() : value.isNumber() && value.asLong() == 0);
    }

    private static JsonNode zero(Schema schema) {
        return switch (schema.type()) {
            case STRING -> NODES.textNode("");
            case INTEGER, NUMBER -> NODES.numberNode(0);
            case BOOLEAN -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private @Nullable JsonNode array(JsonNode value, Schema schema, Place place) throws MismatchException {
        Schema items = schema.items();
        if (!value.isArray() || items == null) {
            return mismatch(value, "[]" + (items == null ? "interface {}" : goType(items)), place);
        }
        ArrayNode decoded = NODES.arrayNode();
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value(value.get(i), items, place.item(i));
            decoded.add(item == null ? emptyItem(items) : item);
        }
        return decoded;
    }

    private static JsonNode emptyItem(Schema items) {
        return items.type() == Schema.Type.OBJECT ? NODES.objectNode() : zero(items);
    }

    private JsonNode text(JsonNode value, String format, Place place) throws MismatchException {
        if (format.equals("quantity")) {
            return quantity(value);
        }
        if (!value.isTextual()) {
            return mismatch(value, format.equals("byte") ? "[]uint8" : "string", place);
        }
        String text = value.asText();
        return switch (format) {
            case "byte" -> NODES.textNode(Base64Text.normalise(text));
            case "date-time" -> NODES.textNode(KubeObject.time(time(text)));
            case "micro-time" -> NODES.textNode(MICROSECONDS.format(time(text)));
            default -> value;
        };
    }

    private static JsonNode quantity(JsonNode value) throws MismatchException {
        String text = value.asText("").strip();
        if (value.isContainerNode()
                || value.isBoolean()
                || !QUANTITY.matcher(text).matches()) {
            throw new MismatchException(
                    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
        return NODES.textNode(text);
    }

    private static Instant time(String text) throws MismatchException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            throw new MismatchException("parsing time \"" + text
                    + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"" + text + "\" as \"2006\"");
        }
    }

    private static JsonNode integer(JsonNode value, String format, Place place) throws MismatchException {
        String type = format.equals("int32") ? "int32" : "int64";
        if (!value.isNumber()) {
            return mismatch(value, type, place);
        }
        long number = value.asLong();
        if (!value.isIntegralNumber() || (type.equals("int32") && number != (int) number)) {
            throw new MismatchException("json: cannot unmarshal number " + value.asText() + " into Go struct field "
                    + place.struct() + "." + place.field() + " of type " + type);
        }
        return value;
    }

    private static String goType(Schema schema) {
        return switch (schema.type()) {
            case STRING -> "string";
            case INTEGER -> schema.constraints().format().equals("int32") ? "int32" : "int64";
            case NUMBER -> "float64";
            case BOOLEAN -> "bool";
            case OBJECT -> schema.isMap() ? mapType(schema) : structType(schema.name());
            default -> "interface {}";
        };
    }

    private static String mapType(Schema schema) {
        Schema values = schema.additional();
        return "map[string]" + (values == null ? "interface {}" : goType(values));
    }

    /** {@code io.k8s.api.core.v1.PodSpec} is {@code v1.PodSpec}. */
    private static String structType(String name) {
        int dot = name.lastIndexOf('.', name.lastIndexOf('.') - 1);
        return name.substring(dot + 1);
    }

    private static JsonNode mismatch(JsonNode value, String type, Place place) throws MismatchException {
        String found = switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            default -> "number";
        };
        String where = place.field().isEmpty()
                ? "Go value of type "
                : "Go struct field " + place.struct() + "." + place.field() + " of type ";
        throw new MismatchException("json: cannot unmarshal " + found + " into " + where + type);
    }
}
