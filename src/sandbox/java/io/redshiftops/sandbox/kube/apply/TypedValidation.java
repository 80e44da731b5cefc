package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.model.GoText;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks whether an object fits the schema it is to be merged by. */
final class TypedValidation {

    private final boolean duplicatesAllowed;
    private final List<String> problems = new ArrayList<>();

    private TypedValidation(boolean duplicatesAllowed) {
        this.duplicatesAllowed = duplicatesAllowed;
    }

    /** The value with its schema. */
    static TypedValue check(JsonNode value, Schema schema, boolean duplicatesAllowed) throws TypedException {
        TypedValidation validation = new TypedValidation(duplicatesAllowed);
        validation.value(value, schema, "");
        if (!validation.problems.isEmpty()) {
            throw TypedException.of(validation.problems);
        }
        return new TypedValue(value, schema);
    }

    private void value(JsonNode value, Schema schema, String path) {
        if (value.isNull()) {
            return;
        }
        switch (TypedValue.atom(schema, value)) {
            case SCALAR -> scalar(value, schema, path);
            case LIST -> list(value, schema, path);
            case MAP -> map(value, schema, path);
        }
    }

    private void scalar(JsonNode value, Schema schema, String path) {
        switch (schema.type()) {
            case INTEGER, NUMBER -> {
                if (!value.isNumber()) {
                    problem(path, "expected numeric (int or float), got " + GoText.typeName(value));
                }
            }
            case STRING -> {
                if (!value.isTextual()) {
                    problem(path, "expected string, got &value.valueUnstructured{Value:" + GoText.value(value) + "}");
                }
            }
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    problem(path, "expected boolean, got &{" + GoText.value(value) + "}");
                }
            }
            default -> {
                if (value.isContainerNode()) {
                    problem(path, "expected any scalar, got &{" + GoText.value(value) + "}");
                }
            }
        }
    }

    private void list(JsonNode value, Schema schema, String path) {
        if (!value.isArray()) {
            problem(path, "expected list, got &{" + GoText.value(value) + "}");
            return;
        }
        Set<PathElement> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            PathElement element = new PathElement.Index(i);
            if (schema.listType() != ListType.ATOMIC) {
                try {
                    element = TypedValue.element(schema, value.get(i));
                } catch (TypedException e) {
                    problem(path, "element " + i + ": " + e.problem());
                    return;
                }
                if (!seen.add(element) && !duplicatesAllowed) {
                    problem(path, "duplicate entries for key " + element);
                }
            }
            value(value.get(i), TypedValue.items(schema), path + element);
        }
    }

    private void map(JsonNode value, Schema schema, String path) {
        if (!value.isObject()) {
            problem(path, "expected map, got &{" + GoText.value(value) + "}");
            return;
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Schema field = TypedValue.field(schema, entry.getKey());
            if (field == null) {
                problem(path + "." + entry.getKey(), "field not declared in schema");
                return;
            }
            value(entry.getValue(), field, path + "." + entry.getKey());
        }
    }

    private void problem(String path, String words) {
        problems.add(path.isEmpty() ? words : path + ": " + words);
    }
}
