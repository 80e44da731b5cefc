package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GoText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against a schema, with the texts of the real server.
 *
 * <p>Paths in texts are relative to the value that is checked; paths of errors have a prefix put before them, so that a
 * status checked alone is told of by {@code status.phase} with a text about {@code phase}.
 */
public final class SchemaValidator {

    private final String prefix;

    private SchemaValidator(String prefix) {
        this.prefix = prefix;
    }

    /**
     * What is wrong with a value.
     *
     * @param prefix the path of the value, empty for a whole object
     * @param correlation the value before, of which the invalid parts may stay; null if there is none
     */
    public static List<FieldError> validate(
            JsonNode value, Schema schema, String prefix, @Nullable Correlation correlation) {
        return new SchemaValidator(prefix).value(value, schema, "", correlation).errors();
    }

    private ValidationResult value(JsonNode value, Schema schema, String path, @Nullable Correlation before) {
        ValidationResult result = new ValidationResult();
        if (value.isNull()) {
            if (!schema.nullable() && !typeWords(schema).isEmpty()) {
                result.add(typeError(path, typeWords(schema), "null"));
            }
            return result;
        }
        if (!typeWords(schema).isEmpty()) {
            result.count();
            type(value, schema, path, result);
            result.count();
        }
        junctors(value, schema, path, before, result);
        ValueConstraints constraints = schema.constraints();
        if (value.isTextual()) {
            text(value.asText(), constraints, path, result);
        } else if (value.isNumber()) {
            number(value, constraints, path, result);
        } else if (value.isArray()) {
            array(value, schema, path, before, result);
        }
        allowed(value, constraints, path, result);
        if (value.isObject()) {
            object(value, schema, path, before, result);
        }
        result.count();
        if (before != null && !result.isValid() && before.isUnchanged()) {
            return new ValidationResult();
        }
        return result;
    }

    private void type(JsonNode value, Schema schema, String path, ValidationResult result) {
        String found = typeName(value);
        boolean matches = switch (schema.type()) {
            case INT_OR_STRING -> value.isIntegralNumber() || value.isTextual();
            case NUMBER -> value.isNumber();
            // A text with a format is left to the check of the format.
            case STRING -> value.isTextual();
            default ->
                found.equals(schema.typeName())
                        || (value.isTextual()
                                && Format.names().contains(schema.constraints().format())
                                && schema.type() != Schema.Type.INTEGER);
        };
        if (!matches) {
            result.add(typeError(path, typeWords(schema), found));
        }
    }

    private static String typeWords(Schema schema) {
        return schema.type() == Schema.Type.INT_OR_STRING ? "integer,string" : schema.typeName();
    }

    private static String typeName(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            default -> value.isIntegralNumber() ? "integer" : "number";
        };
    }

    private void text(String text, ValueConstraints constraints, String path, ValidationResult result) {
        Long max = constraints.maxLength();
        Long min = constraints.minLength();
        int length = text.codePointCount(0, text.length());
        if (max != null && length > max) {
            result.add(FieldError.tooLong(at(path), max));
        } else if (min != null && length < min) {
            result.add(invalid(path, TextNode.valueOf(text), "should be at least " + min + " chars long"));
        } else if (constraints.pattern() != null
                && !constraints.pattern().matcher(text).find()) {
            result.add(invalid(path, TextNode.valueOf(text), "should match '" + constraints.patternText() + "'"));
        }
        if (!Format.matches(constraints.format(), text)) {
            result.add(typeError(path, constraints.format(), text));
        }
    }

    private void number(JsonNode value, ValueConstraints constraints, String path, ValidationResult result) {
        double number = value.doubleValue();
        Double factor = constraints.multipleOf();
        if (factor != null && !isMultiple(value, factor)) {
            result.add(invalid(path, value, "should be a multiple of " + GoText.number(factor)));
        }
        Double min = constraints.minimum();
        if (min != null && (constraints.exclusiveMinimum() ? number <= min : number < min)) {
            String words = constraints.exclusiveMinimum() ? "greater than " : "greater than or equal to ";
            result.add(invalid(path, value, "should be " + words + GoText.number(min)));
        }
        Double max = constraints.maximum();
        if (max != null && (constraints.exclusiveMaximum() ? number >= max : number > max)) {
            String words = constraints.exclusiveMaximum() ? "less than " : "less than or equal to ";
            result.add(invalid(path, value, "should be " + words + GoText.number(max)));
        }
        result.count();
    }

    private static boolean isMultiple(JsonNode value, double factor) {
        if (value.isIntegralNumber() && factor == Math.rint(factor)) {
            return factor != 0 && value.longValue() % (long) factor == 0;
        }
        double quotient = factor < 1 ? 1 / factor * value.doubleValue() : value.doubleValue() / factor;
        return Math.abs(quotient - Math.rint(quotient)) < 1e-9;
    }

    private void array(
            JsonNode value, Schema schema, String path, @Nullable Correlation before, ValidationResult result) {
        Schema items = schema.items();
        for (int i = 0; items != null && i < value.size(); i++) {
            Correlation item = before == null ? null : before.item(i);
            result.merge(value(value.get(i), items, path + "[" + i + "]", item));
        }
        ValueConstraints constraints = schema.constraints();
        Long min = constraints.minItems();
        if (min != null && value.size() < min) {
            result.add(invalid(path, IntNode.valueOf(value.size()), "should have at least " + min + " items"));
        }
        Long max = constraints.maxItems();
        if (max != null && value.size() > max) {
            result.add(FieldError.tooMany(at(path), value.size(), max));
        }
        if (constraints.uniqueItems() && !isUnique(value)) {
            result.add(invalid(path, TextNode.valueOf(""), "shouldn't contain duplicates"));
        }
        result.count();
    }

    private static boolean isUnique(JsonNode array) {
        for (int i = 0; i < array.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (array.get(i).equals(array.get(j))) {
                    return false;
                }
            }
        }
        return true;
    }

    private void allowed(JsonNode value, ValueConstraints constraints, String path, ValidationResult result) {
        if (constraints.allowed().isEmpty() || constraints.allowed().stream().anyMatch(one -> same(one, value))) {
            return;
        }
        List<String> names = constraints.allowed().stream()
                .map(one -> one.isTextual() ? one.asText() : GoText.json(one))
                .toList();
        result.add(FieldError.notSupported(at(path), value, names));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(other) || (one.isNumber() && other.isNumber() && one.doubleValue() == other.doubleValue());
    }

    private void object(
            JsonNode value, Schema schema, String path, @Nullable Correlation before, ValidationResult result) {
        ValueConstraints constraints = schema.constraints();
        Long min = constraints.minProperties();
        if (min != null && value.size() < min) {
            result.add(invalid(path, IntNode.valueOf(value.size()), "should have at least " + min + " properties"));
        }
        Long max = constraints.maxProperties();
        if (max != null && value.size() > max) {
            result.add(FieldError.tooMany(at(path), value.size(), max));
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Schema child = schema.child(entry.getKey());
            if (child != null) {
                boolean typeMeta =
                        path.isEmpty() && List.of("apiVersion", "kind").contains(entry.getKey());
                Correlation field = before == null || typeMeta ? null : before.field(entry.getKey());
                result.merge(value(entry.getValue(), child, child(path, entry.getKey()), field));
            }
        }
        for (String name : constraints.required()) {
            if (!value.has(name)) {
                result.add(FieldError.required(at(child(path, name)), ""));
            }
        }
    }

    private void junctors(
            JsonNode value, Schema schema, String path, @Nullable Correlation before, ValidationResult result) {
        ValueConstraints.Junctors junctors = schema.constraints().junctors();
        if (!junctors.isEmpty()) {
            anyOf(value, junctors.anyOf(), path, before, result);
            oneOf(value, junctors.oneOf(), path, before, result);
            allOf(value, junctors.allOf(), path, before, result);
            if (junctors.not() != null
                    && value(value, junctors.not(), path, before).isValid()) {
                result.add(whole(path, "must not validate the schema (not)"));
            }
        }
        result.count();
        result.count();
    }

    private void anyOf(
            JsonNode value, List<Schema> schemas, String path, @Nullable Correlation before, ValidationResult result) {
        if (schemas.isEmpty()) {
            return;
        }
        ValidationResult best = new ValidationResult();
        for (Schema schema : schemas) {
            ValidationResult one = value(value, schema, path, before);
            if (one.isValid()) {
                result.merge(one);
                return;
            }
            best = one.betterThan(best) ? one : best;
        }
        result.add(whole(path, "must validate at least one schema (anyOf)"));
        result.merge(best);
    }

    private void oneOf(
            JsonNode value, List<Schema> schemas, String path, @Nullable Correlation before, ValidationResult result) {
        if (schemas.isEmpty()) {
            return;
        }
        int valid = 0;
        ValidationResult best = new ValidationResult();
        for (Schema schema : schemas) {
            ValidationResult one = value(value, schema, path, before);
            if (one.isValid()) {
                valid++;
            } else if (one.betterThan(best)) {
                best = one;
            }
        }
        if (valid == 0) {
            result.add(whole(path, "must validate one and only one schema (oneOf). Found none valid"));
            result.merge(best);
        } else if (valid > 1) {
            result.add(whole(
                    path, "must validate one and only one schema (oneOf). Found " + valid + " valid alternatives"));
        }
    }

    private void allOf(
            JsonNode value, List<Schema> schemas, String path, @Nullable Correlation before, ValidationResult result) {
        int valid = 0;
        for (Schema schema : schemas) {
            ValidationResult one = value(value, schema, path, before);
            valid += one.isValid() ? 1 : 0;
            result.merge(one);
        }
        if (valid != schemas.size()) {
            result.add(whole(path, "must validate all the schemas (allOf)" + (valid == 0 ? ". None validated" : "")));
        }
    }

    private FieldError whole(String path, String words) {
        return FieldError.invalid(prefix.isEmpty() ? FieldError.ROOT : prefix, "", GoText.quote(path) + " " + words);
    }

    private FieldError invalid(String path, JsonNode value, String words) {
        return FieldError.invalid(at(path), value, path + " in body " + words);
    }

    private FieldError typeError(String path, String type, String found) {
        return FieldError.typeInvalid(
                at(path),
                TextNode.valueOf(found),
                path + " in body must be of type " + type + ": " + GoText.quote(found));
    }

    private static String child(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private String at(String path) {
        if (prefix.isEmpty()) {
            return path.isEmpty() ? FieldError.ROOT : path;
        }
        return path.isEmpty() ? prefix : prefix + "." + path;
    }
}
