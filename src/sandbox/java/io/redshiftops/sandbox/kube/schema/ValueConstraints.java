package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a schema demands of a value beyond its shape. */
public record ValueConstraints(
        String format,
        String patternText,
        @Nullable Pattern pattern,
        @Nullable Long minLength,
        @Nullable Long maxLength,
        @Nullable Double minimum,
        boolean exclusiveMinimum,
        @Nullable Double maximum,
        boolean exclusiveMaximum,
        @Nullable Double multipleOf,
        @Nullable Long minItems,
        @Nullable Long maxItems,
        boolean uniqueItems,
        @Nullable Long minProperties,
        @Nullable Long maxProperties,
        List<String> required,
        List<JsonNode> allowed,
        Junctors junctors) {

    /** A schema that demands nothing. */
    public static final ValueConstraints NONE = new ValueConstraints(
            "",
            "",
            null,
            null,
            null,
            null,
            false,
            null,
            false,
            null,
            null,
            null,
            false,
            null,
            null,
            List.of(),
            List.of(),
            Junctors.NONE);

    /** Combinations of other schemas. */
    public record Junctors(
            List<Schema> allOf,
            List<Schema> oneOf,
            List<Schema> anyOf,
            @Nullable Schema not) {
        /** No combination. */
        public static final Junctors NONE = new Junctors(List.of(), List.of(), List.of(), null);

        boolean isEmpty() {
            return allOf.isEmpty() && oneOf.isEmpty() && anyOf.isEmpty() && not == null;
        }
    }

    /** Demands only that these fields are there. */
    public static ValueConstraints requiring(List<String> fields) {
        return new ValueConstraints(
                "",
                "",
                null,
                null,
                null,
                null,
                false,
                null,
                false,
                null,
                null,
                null,
                false,
                null,
                null,
                fields,
                List.of(),
                Junctors.NONE);
    }

    /** Demands only a format. */
    public static ValueConstraints ofFormat(String format) {
        return new ValueConstraints(
                format,
                "",
                null,
                null,
                null,
                null,
                false,
                null,
                false,
                null,
                null,
                null,
                false,
                null,
                null,
                List.of(),
                List.of(),
                Junctors.NONE);
    }

    static ValueConstraints of(JsonNode schema, Junctors junctors) {
        String pattern = schema.path("pattern").asText("");
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<JsonNode> allowed = new ArrayList<>();
        schema.path("enum").forEach(allowed::add);
        return new ValueConstraints(
                schema.path("format").asText(""),
                pattern,
                compile(pattern),
                integer(schema, "minLength"),
                integer(schema, "maxLength"),
                number(schema, "minimum"),
                schema.path("exclusiveMinimum").asBoolean(false),
                number(schema, "maximum"),
                schema.path("exclusiveMaximum").asBoolean(false),
                number(schema, "multipleOf"),
                integer(schema, "minItems"),
                integer(schema, "maxItems"),
                schema.path("uniqueItems").asBoolean(false),
                integer(schema, "minProperties"),
                integer(schema, "maxProperties"),
                required,
                allowed,
                junctors);
    }

    private static @Nullable Pattern compile(String pattern) {
        try {
            return pattern.isEmpty() ? null : Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            // A definition with such a pattern is refused; one that got in matches nothing.
            return null;
        }
    }

    private static @Nullable Long integer(JsonNode schema, String field) {
        return schema.path(field).isNumber() ? schema.path(field).asLong() : null;
    }

    private static @Nullable Double number(JsonNode schema, String field) {
        return schema.path(field).isNumber() ? schema.path(field).asDouble() : null;
    }
}
