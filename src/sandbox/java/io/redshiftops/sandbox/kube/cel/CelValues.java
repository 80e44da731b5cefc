package io.redshiftops.sandbox.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.NullValue;
import dev.cel.common.values.CelByteString;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of trees as expressions see them. */
final class CelValues {

    private CelValues() {}

    /** A value of a schema. */
    static Object of(JsonNode value, @Nullable Schema schema) {
        return switch (value.getNodeType()) {
            case OBJECT -> object(value, schema);
            case ARRAY -> list(value, schema == null ? null : schema.items());
            case STRING -> text(value.asText(), schema);
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> number(value, schema);
            default -> NullValue.NULL_VALUE;
        };
    }

    private static Object number(JsonNode value, @Nullable Schema schema) {
        boolean floating = value.isFloatingPointNumber() || (schema != null && schema.type() == Schema.Type.NUMBER);
        if (floating) {
            return value.doubleValue();
        }
        return value.longValue();
    }

    private static List<Object> list(JsonNode array, @Nullable Schema items) {
        List<Object> list = new ArrayList<>(array.size());
        array.forEach(item -> list.add(of(item, items)));
        return list;
    }

    private static Map<String, Object> object(JsonNode object, @Nullable Schema schema) {
        Map<String, Object> map = new LinkedHashMap<>();
        boolean fields = schema != null && schema.additional() == null;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Schema child = schema == null ? null : schema.child(entry.getKey());
            if (!fields) {
                map.put(entry.getKey(), of(entry.getValue(), child));
            } else if (!entry.getValue().isNull()) {
                // A field that is null is like one that is not there.
                FieldNames.escape(entry.getKey()).ifPresent(name -> map.put(name, of(entry.getValue(), child)));
            }
        }
        return map;
    }

    private static Object text(String text, @Nullable Schema schema) {
        if (schema == null || schema.type() != Schema.Type.STRING) {
            return text;
        }
        try {
            return switch (schema.constraints().format()) {
                case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
                case "date" ->
                    LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                case "date-time" -> instant(text);
                case "duration" ->
                    GoDuration.parse(text).map(Object.class::cast).orElse(text);
                default -> text;
            };
        } catch (IllegalArgumentException | DateTimeException malformed) {
            // The schema tells of the wrong format; rules see the text.
            return text;
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
