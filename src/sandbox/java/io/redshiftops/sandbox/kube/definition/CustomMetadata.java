package io.redshiftops.sandbox.kube.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.builtin.StructDecoder;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metadata in custom resources and in the objects embedded in them, which is that of all objects whatever the definition
 * says.
 *
 * @param metadata the shape of metadata
 */
record CustomMetadata(Schema metadata) {

    /**
     * Brings the metadata of a resource into shape.
     *
     * @param unknown gets what strict decoding says of the fields that are dropped
     */
    void coerce(ObjectNode resource, Schema schema, List<String> unknown) throws StructDecoder.MismatchException {
        resource(resource, "", unknown);
        embedded(resource, schema, "", unknown);
    }

    private void resource(ObjectNode object, String path, List<String> unknown) throws StructDecoder.MismatchException {
        JsonNode given = object.get("metadata");
        if (given != null) {
            object.set("metadata", StructDecoder.decode(given, metadata, "ObjectMeta", path + "metadata.", unknown));
        }
    }

    private void embedded(JsonNode value, @Nullable Schema schema, String path, List<String> unknown)
            throws StructDecoder.MismatchException {
        if (schema == null) {
            return;
        }
        if (value instanceof ObjectNode object) {
            if (schema.extensions().embeddedResource()) {
                resource(object, path, unknown);
            }
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                embedded(entry.getValue(), schema.child(entry.getKey()), path + entry.getKey() + ".", unknown);
            }
        } else if (value.isArray()) {
            String list = path.isEmpty() ? path : path.substring(0, path.length() - 1);
            for (int i = 0; i < value.size(); i++) {
                embedded(value.get(i), schema.items(), list + "[" + i + "].", unknown);
            }
        }
    }

    /** What embedded objects lack. */
    static List<FieldError> validateEmbedded(JsonNode resource, Schema schema) {
        List<FieldError> errors = new ArrayList<>();
        validate(resource, schema, "", errors);
        return errors;
    }

    private static void validate(JsonNode value, @Nullable Schema schema, String path, List<FieldError> errors) {
        if (schema == null) {
            return;
        }
        if (value.isObject()) {
            if (schema.extensions().embeddedResource()) {
                for (String field : List.of("apiVersion", "kind")) {
                    if (value.path(field).asText("").isEmpty()) {
                        errors.add(FieldError.required(path + "." + field, ""));
                    }
                }
            }
            value.properties()
                    .forEach(entry -> validate(
                            entry.getValue(),
                            schema.child(entry.getKey()),
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                            errors));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                validate(value.get(i), schema.items(), path + "[" + i + "]", errors);
            }
        }
    }
}
