package io.redshiftops.sandbox.kube.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.schema.Extensions;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.schema.Schema.ListType;
import java.util.Map;

/** Writes schemas as OpenAPI v3, named ones as components that others refer to. */
final class OpenApiSchemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PREFIX = "#/components/schemas/";

    private final ObjectNode components;

    OpenApiSchemas(ObjectNode components) {
        this.components = components;
    }

    static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", PREFIX + name);
    }

    /** A schema in place, or a reference to a component, which is then added. */
    ObjectNode use(Schema schema) {
        if (schema.name().isEmpty()) {
            return write(schema);
        }
        add(schema);
        ObjectNode use = JSON.objectNode();
        use.putArray("allOf").add(reference(schema.name()));
        if (!schema.description().isEmpty()) {
            use.put("description", schema.description());
        }
        putDefault(use, schema);
        return use;
    }

    /** Adds a named schema, and what it refers to, to the components. */
    void add(Schema schema) {
        if (!components.has(schema.name())) {
            // Entered before it is written, since types may refer to themselves.
            components.putObject(schema.name());
            components.set(schema.name(), write(schema));
        }
    }

    private ObjectNode write(Schema schema) {
        ObjectNode json = JSON.objectNode();
        if (!schema.description().isEmpty() && schema.name().isEmpty()) {
            json.put("description", schema.description());
        }
        if (schema.type() == Schema.Type.INT_OR_STRING) {
            json.put("format", "int-or-string");
            json.putArray("oneOf")
                    .add(JSON.objectNode().put("type", "integer"))
                    .add(JSON.objectNode().put("type", "string"));
            return json;
        }
        json.put("type", schema.type() == Schema.Type.ANY ? "object" : schema.typeName());
        putFormat(json, schema);
        JsonNode required = required(schema);
        if (!required.isEmpty()) {
            json.set("required", required);
        }
        if (!schema.properties().isEmpty()) {
            ObjectNode properties = json.putObject("properties");
            for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
                properties.set(property.getKey(), use(property.getValue()));
            }
        }
        Schema values = schema.additional();
        if (values != null) {
            json.set("additionalProperties", use(values));
        }
        Schema items = schema.items();
        if (items != null) {
            json.set("items", use(items));
        }
        putExtensions(json, schema.extensions());
        if (schema.name().isEmpty()) {
            putDefault(json, schema);
        }
        return json;
    }

    private static JsonNode required(Schema schema) {
        return schema.constraints().required().stream()
                .collect(JSON::arrayNode, (array, name) -> array.add(name), (a, b) -> a.addAll(b));
    }

    private static void putFormat(ObjectNode json, Schema schema) {
        switch (schema.constraints().format()) {
            case "int32", "int64", "byte", "date-time" ->
                json.put("format", schema.constraints().format());
            case "micro-time" -> json.put("format", "date-time");
            default -> {
                // The other formats are hints for this server's own decoder.
            }
        }
    }

    private static void putDefault(ObjectNode json, Schema schema) {
        JsonNode standard = schema.defaultValue();
        if (standard != null && !standard.isNull()) {
            json.set("default", standard);
        }
    }

    private static void putExtensions(ObjectNode json, Extensions extensions) {
        if (extensions.listTypeGiven()) {
            json.put("x-kubernetes-list-type", extensions.listType() == ListType.SET ? "set" : "map");
            if (!extensions.mapKeys().isEmpty()) {
                extensions.mapKeys().forEach(json.putArray("x-kubernetes-list-map-keys")::add);
            }
        }
        if (extensions.atomicMap()) {
            json.put("x-kubernetes-map-type", "atomic");
        }
        if (!extensions.patchStrategies().isEmpty()) {
            json.put("x-kubernetes-patch-strategy", String.join(",", extensions.patchStrategies()));
            if (!extensions.patchMergeKey().isEmpty()) {
                json.put("x-kubernetes-patch-merge-key", extensions.patchMergeKey());
            }
        }
    }
}
