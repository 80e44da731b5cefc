package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a value: one node of a structural schema, for custom and for built-in resources alike.
 *
 * <p>Schemas of built-in kinds may refer to themselves, so properties are found when they are first asked for.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/">Structural
 *     schemas</a>
 */
public final class Schema {

    /** What kind of JSON value is meant. */
    public enum Type {
        OBJECT,
        ARRAY,
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        INT_OR_STRING,
        /** No type is given: anything. */
        ANY
    }

    /** What happens to a list when two of them are merged. */
    public enum ListType {
        /** One takes the place of the other. */
        ATOMIC,
        /** Scalars that are equal are one. */
        SET,
        /** Items with equal keys are one. */
        MAP
    }

    private final Type type;
    private final String name;
    private final Supplier<Map<String, Schema>> properties;
    private final @Nullable Schema additional;
    private final boolean additionalAllowed;
    private final @Nullable Schema items;
    private final Extensions extensions;
    private final ValueConstraints constraints;
    private final List<ValidationRule> rules;
    private final @Nullable JsonNode defaultValue;
    private final boolean nullable;
    private final String description;

    Schema(SchemaBuilder builder) {
        this.type = builder.type;
        this.name = builder.name;
        this.properties = memoise(builder.properties);
        this.additional = builder.additional;
        this.additionalAllowed = builder.additionalAllowed;
        this.items = builder.items;
        this.extensions = builder.extensions;
        this.constraints = builder.constraints;
        this.rules = List.copyOf(builder.rules);
        this.defaultValue = builder.defaultValue;
        this.nullable = builder.nullable;
        this.description = builder.description;
    }

    /** A schema to be described. */
    public static SchemaBuilder builder(Type type) {
        return new SchemaBuilder(type);
    }

    /** A description that begins with everything this schema says. */
    public SchemaBuilder toBuilder() {
        SchemaBuilder builder = new SchemaBuilder(type);
        builder.name = name;
        builder.properties = properties;
        builder.additional = additional;
        builder.additionalAllowed = additionalAllowed;
        builder.items = items;
        builder.extensions = extensions;
        builder.constraints = constraints;
        builder.rules = rules;
        builder.defaultValue = defaultValue;
        builder.nullable = nullable;
        builder.description = description;
        return builder;
    }

    public Type type() {
        return type;
    }

    /** The name under which OpenAPI documents list it, empty for a nameless one. */
    public String name() {
        return name;
    }

    public Map<String, Schema> properties() {
        return properties.get();
    }

    public @Nullable Schema property(String field) {
        return properties.get().get(field);
    }

    /** The schema of the values of a map, null if there is none. */
    public @Nullable Schema additional() {
        return additional;
    }

    /** Whether fields without a schema may be there, as {@code additionalProperties: true} says. */
    public boolean additionalAllowed() {
        return additionalAllowed;
    }

    /** The schema of a field: a property's own or the one of all values; null if there is none. */
    public @Nullable Schema child(String field) {
        Schema property = property(field);
        return property != null ? property : additional;
    }

    public @Nullable Schema items() {
        return items;
    }

    public Extensions extensions() {
        return extensions;
    }

    public ListType listType() {
        return extensions.listType();
    }

    public ValueConstraints constraints() {
        return constraints;
    }

    public List<ValidationRule> rules() {
        return rules;
    }

    public @Nullable JsonNode defaultValue() {
        return defaultValue;
    }

    public boolean nullable() {
        return nullable;
    }

    public String description() {
        return description;
    }

    /** The type as schemas and messages write it, empty for none. */
    public String typeName() {
        return switch (type) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case INT_OR_STRING, ANY -> "";
        };
    }

    /** Whether this is a map with free keys rather than an object with named fields. */
    public boolean isMap() {
        return type == Type.OBJECT && additional != null && properties().isEmpty();
    }

    private static Supplier<Map<String, Schema>> memoise(Supplier<Map<String, Schema>> source) {
        return source instanceof Memo ? source : new Memo(source);
    }

    private static final class Memo implements Supplier<Map<String, Schema>> {
        private final Supplier<Map<String, Schema>> source;
        private volatile @Nullable Map<String, Schema> value;

        Memo(Supplier<Map<String, Schema>> source) {
            this.source = source;
        }

        @Override
        public Map<String, Schema> get() {
            Map<String, Schema> known = value;
            if (known == null) {
                known = source.get();
                value = known;
            }
            return known;
        }
    }
}
