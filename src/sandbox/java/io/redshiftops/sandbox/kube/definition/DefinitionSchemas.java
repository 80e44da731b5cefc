package io.redshiftops.sandbox.kube.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.cel.CelRules;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.schema.SchemaReader;
import io.redshiftops.sandbox.kube.schema.SchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks the schemas of definitions: their structure, their defaults and their rules.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema">Structural
 *     schemas</a>
 */
final class DefinitionSchemas {

    private final List<FieldError> errors = new ArrayList<>();

    private DefinitionSchemas() {}

    /** What is wrong with the schemas of a definition's versions. */
    static List<FieldError> validate(JsonNode versions) {
        DefinitionSchemas check = new DefinitionSchemas();
        if (isShared(versions)) {
            // The real server keeps a schema that all versions have in one place, and names that.
            check.schema(document(versions.get(0)), "spec.validation.openAPIV3Schema");
        } else {
            for (int i = 0; i < versions.size(); i++) {
                check.schema(document(versions.get(i)), "spec.versions[" + i + "].schema.openAPIV3Schema");
            }
        }
        return check.errors;
    }

    private static boolean isShared(JsonNode versions) {
        for (JsonNode version : versions) {
            if (!document(version).equals(document(versions.get(0)))) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode document(JsonNode version) {
        return version.path("schema").path("openAPIV3Schema");
    }

    private void schema(JsonNode document, String path) {
        String type = document.path("type").asText("");
        if (type.isEmpty()) {
            errors.add(FieldError.required(path + ".type", "must not be empty at the root"));
        } else if (!type.equals("object")) {
            errors.add(FieldError.invalid(path + ".type", type, "must be object at the root"));
        }
        children(document, path);
        if (errors.isEmpty()) {
            Schema schema = SchemaReader.read(document);
            defaults(schema, path);
            errors.addAll(CelRules.compile(schema).problems(path));
        }
    }

    private void children(JsonNode document, String path) {
        for (Map.Entry<String, JsonNode> property : document.path("properties").properties()) {
            child(property.getValue(), path + ".properties[" + property.getKey() + "]", "specified object fields");
        }
        if (document.path("additionalProperties").isObject()) {
            child(document.path("additionalProperties"), path + ".additionalProperties", "specified object fields");
        }
        if (document.path("items").isObject()) {
            child(document.path("items"), path + ".items", "specified array items");
        }
        if (document.path("type").asText("").equals("array")
                && !document.path("items").isObject()) {
            errors.add(FieldError.required(path + ".items", "must be specified"));
        }
    }

    private void child(JsonNode document, String path, String what) {
        boolean free = document.path("x-kubernetes-int-or-string").asBoolean(false)
                || document.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
        if (!free && document.path("type").asText("").isEmpty()) {
            errors.add(FieldError.required(path + ".type", "must not be empty for " + what));
        }
        children(document, path);
    }

    private void defaults(Schema schema, String path) {
        JsonNode standard = schema.defaultValue();
        if (standard != null) {
            errors.addAll(SchemaValidator.validate(standard, schema, path + ".default", null));
        }
        schema.properties().forEach((name, property) -> defaults(property, path + ".properties[" + name + "]"));
        Schema additional = schema.additional();
        if (additional != null) {
            defaults(additional, path + ".additionalProperties");
        }
        Schema items = schema.items();
        if (items != null) {
            defaults(items, path + ".items");
        }
    }
}
