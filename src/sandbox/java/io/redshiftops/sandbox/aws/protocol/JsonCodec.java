package io.redshiftops.sandbox.aws.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;

/**
 * Reads requests from JSON and writes replies as JSON; times are seconds since 1970.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">The protocol</a>
 */
final class JsonCodec {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonCodec() {}

    /** Sets the builder's members from a JSON object. */
    static void read(SdkPojo builder, String body) {
        JsonNode root;
        try {
            root = JSON.readTree(body.isEmpty() ? "{}" : body);
        } catch (JsonProcessingException e) {
            throw new MalformedRequestException("The request is no JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw new MalformedRequestException("The request is no JSON object");
        }
        readStructure(builder, root);
    }

    private static void readStructure(SdkPojo builder, JsonNode node) {
        Set<String> known =
                builder.sdkFields().stream().map(SdkField::locationName).collect(Collectors.toSet());
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new UnknownMemberException(name);
            }
        });
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = node.path(field.locationName());
            if (!value.isMissingNode() && !value.isNull()) {
                field.set(builder, readValue(field, value));
            }
        }
    }

    private static Object readValue(SdkField<?> field, JsonNode node) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.LIST) {
            List<Object> items = new ArrayList<>();
            SdkField<?> member = Members.listTrait(field).memberFieldInfo();
            node.forEach(item -> items.add(readValue(member, item)));
            return items;
        }
        if (type == MarshallingType.MAP) {
            Map<String, Object> entries = new LinkedHashMap<>();
            SdkField<?> member = Members.mapTrait(field).valueFieldInfo();
            node.properties().forEach(entry -> entries.put(entry.getKey(), readValue(member, entry.getValue())));
            return entries;
        }
        if (type == MarshallingType.SDK_POJO) {
            SdkPojo structure = Members.newStructure(field);
            readStructure(structure, node);
            return Members.build(structure);
        }
        if (!node.isValueNode()) {
            throw new MalformedRequestException("The value of " + field.locationName() + " is no plain value");
        }
        return Members.scalar(field, node.asText());
    }

    /** A structure as a JSON object. */
    static ObjectNode write(SdkPojo structure) {
        ObjectNode node = NODES.objectNode();
        for (SdkField<?> field : structure.sdkFields()) {
            Object value = Members.value(field, structure);
            if (value != null) {
                node.set(field.locationName(), writeValue(value));
            }
        }
        return node;
    }

    private static JsonNode writeValue(Object value) {
        if (value instanceof List<?> items) {
            ArrayNode array = NODES.arrayNode();
            items.forEach(item -> array.add(writeValue(item)));
            return array;
        }
        if (value instanceof Map<?, ?> entries) {
            ObjectNode node = NODES.objectNode();
            entries.forEach((key, entry) -> node.set(String.valueOf(key), writeValue(entry)));
            return node;
        }
        if (value instanceof SdkPojo structure) {
            return write(structure);
        }
        if (value instanceof Instant time) {
            return NODES.numberNode(BigDecimal.valueOf(time.toEpochMilli(), 3));
        }
        if (value instanceof SdkBytes bytes) {
            return NODES.textNode(java.util.Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
        }
        return JSON.valueToTree(value);
    }
}
