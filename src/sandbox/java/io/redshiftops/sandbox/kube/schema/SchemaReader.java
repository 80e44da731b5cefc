package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the OpenAPI v3 schema of a custom resource definition. */
public final class SchemaReader {

    private SchemaReader() {}

    /** The schema that {@code openAPIV3Schema} describes. */
    public static Schema read(JsonNode schema) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(entry -> properties.put(entry.getKey(), read(entry.getValue())));
        JsonNode additional = schema.path("additionalProperties");
        List<ValidationRule> rules = new ArrayList<>();
        schema.path("x-kubernetes-validations").forEach(rule -> rules.add(ValidationRule.of(rule)));
        return Schema.builder(type(schema))
                .properties(() -> properties)
                .additional(additional.isObject() ? read(additional) : null)
                .additionalAllowed(additional.asBoolean(false))
                .items(schema.path("items").isObject() ? read(schema.path("items")) : null)
                .extensions(extensions(schema))
                .constraints(ValueConstraints.of(schema, junctors(schema)))
                .rules(rules)
                .defaultValue(schema.get("default"))
                .nullable(schema.path("nullable").asBoolean(false))
                .description(schema.path("description").asText(""))
                .build();
    }

    private static Schema.Type type(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            return Schema.Type.INT_OR_STRING;
        }
        return switch (schema.path("type").asText("")) {
            case "object" -> Schema.Type.OBJECT;
            case "array" -> Schema.Type.ARRAY;
            case "string" -> Schema.Type.STRING;
            case "integer" -> Schema.Type.INTEGER;
            case "number" -> Schema.Type.NUMBER;
            case "boolean" -> Schema.Type.BOOLEAN;
            default -> Schema.Type.ANY;
        };
    }

    private static Extensions extensions(JsonNode schema) {
        String list = schema.path("x-kubernetes-list-type").asText("");
        List<String> keys = new ArrayList<>();
        schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
        ListType type = switch (list) {
            case "map" -> ListType.MAP;
            case "set" -> ListType.SET;
            default -> ListType.ATOMIC;
        };
        return new Extensions(
                schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false),
                schema.path("x-kubernetes-embedded-resource").asBoolean(false),
                type,
                !list.isEmpty(),
                keys,
                schema.path("x-kubernetes-map-type").asText("").equals("atomic"),
                "",
                List.of());
    }

    private static ValueConstraints.Junctors junctors(JsonNode schema) {
        JsonNode not = schema.path("not");
        return new ValueConstraints.Junctors(
                all(schema.path("allOf")),
                all(schema.path("oneOf")),
                all(schema.path("anyOf")),
                not.isObject() ? read(not) : null);
    }

    private static List<Schema> all(JsonNode schemas) {
        List<Schema> list = new ArrayList<>();
        schemas.forEach(schema -> list.add(read(schema)));
        return list;
    }
}
