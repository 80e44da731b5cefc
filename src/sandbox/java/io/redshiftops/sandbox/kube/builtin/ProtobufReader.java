package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.resource.DecodeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Reads objects in Kubernetes' protobuf envelope, in which {@code kubectl create} sends built-in kinds.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding">Protobuf encoding</a>
 */
public final class ProtobufReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private ProtobufReader() {}

    /** Whether a body begins like the envelope. */
    public static boolean isEnvelope(byte[] body) {
        return body.length > MAGIC.length && Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** The object in an envelope, as JSON would show it. */
    public static ObjectNode read(byte[] body) throws DecodeException {
        if (!isEnvelope(body)) {
            throw new DecodeException(
                    "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }
        try {
            Unknown envelope = Unknown.parseFrom(Arrays.copyOfRange(body, MAGIC.length, body.length));
            GroupVersionKind kind = GroupVersionKind.of(
                    envelope.getTypeMeta().getApiVersion(),
                    envelope.getTypeMeta().getKind());
            Descriptor message = kind.kind().equals("DeleteOptions")
                    ? ProtoTypes.message(new GroupVersionKind("meta.k8s.io", "v1", kind.kind()))
                            .orElseThrow()
                    : ProtoTypes.message(kind)
                            .orElseThrow(() -> new DecodeException("no kind \"" + kind.kind()
                                    + "\" is registered for version \"" + kind.apiVersion() + "\" in scheme"));
            ObjectNode object = NODES.objectNode();
            object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
            object.setAll(object(DynamicMessage.parseFrom(message, envelope.getRaw())));
            return object;
        } catch (InvalidProtocolBufferException e) {
            throw new DecodeException(String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode object(Message message) throws DecodeException {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (ProtoSchemas.isInline(field)) {
                object.setAll(object((Message) entry.getValue()));
            } else if (field.isMapField()) {
                object.set(ProtoSchemas.jsonName(field), map(message, field));
            } else if (field.isRepeated()) {
                ArrayNode array = object.putArray(ProtoSchemas.jsonName(field));
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                    array.add(value(message.getRepeatedField(field, i)));
                }
            } else {
                object.set(ProtoSchemas.jsonName(field), value(entry.getValue()));
            }
        }
        return object;
    }

    private static ObjectNode map(Message message, FieldDescriptor field) throws DecodeException {
        ObjectNode map = NODES.objectNode();
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            Message entry = (Message) message.getRepeatedField(field, i);
            Object key = entry.getField(entry.getDescriptorForType().findFieldByNumber(1));
            Object value = entry.getField(entry.getDescriptorForType().findFieldByNumber(2));
            map.set(String.valueOf(key), value(value));
        }
        return map;
    }

    private static JsonNode value(Object value) throws DecodeException {
        if (value instanceof Message message) {
            return message(message);
        }
        if (value instanceof ByteString bytes) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        return value instanceof Number number
                ? NODES.numberNode(number.longValue())
                : NODES.textNode(String.valueOf(value));
    }

    private static JsonNode message(Message message) throws DecodeException {
        Descriptor type = message.getDescriptorForType();
        return switch (type.getName()) {
            case "Time", "MicroTime" -> time(message);
            case "Quantity" -> NODES.textNode((String) field(message, "string"));
            case "IntOrString" ->
                ((Number) field(message, "type")).intValue() == 0
                        ? NODES.numberNode(((Number) field(message, "intVal")).longValue())
                        : NODES.textNode((String) field(message, "strVal"));
            case "FieldsV1", "RawExtension", "JSON" -> raw((ByteString) field(message, "Raw", "raw"));
            default -> object(message);
        };
    }

    private static JsonNode time(Message message) {
        long seconds = (Long) field(message, "seconds");
        int nanos = ((Number) field(message, "nanos")).intValue();
        if (seconds == 0 && nanos == 0) {
            return NODES.nullNode();
        }
        Instant time = Instant.ofEpochSecond(seconds, nanos);
        return NODES.textNode(
                message.getDescriptorForType().getName().equals("Time")
                        ? Instant.ofEpochSecond(seconds).toString()
                        : MICROSECONDS.format(time));
    }

    private static JsonNode raw(ByteString json) throws DecodeException {
        try {
            return json.isEmpty()
                    ? NODES.nullNode()
                    : JsonReader.read(json.toByteArray()).tree();
        } catch (MalformedDocumentException e) {
            throw new DecodeException(String.valueOf(e.getMessage()));
        }
    }

    private static Object field(Message message, String... names) {
        for (String name : names) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
            if (field != null) {
                return message.getField(field);
            }
        }
        throw new IllegalArgumentException(
                message.getDescriptorForType().getFullName() + " has no field " + String.join(" or ", names));
    }
}
