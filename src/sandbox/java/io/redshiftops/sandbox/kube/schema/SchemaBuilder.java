package io.redshiftops.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes a {@link Schema} step by step. */
public final class SchemaBuilder {

    final Schema.Type type;
    String name = "";
    Supplier<Map<String, Schema>> properties = Map::of;

    @Nullable
    Schema additional;

    boolean additionalAllowed;

    @Nullable
    Schema items;

    Extensions extensions = Extensions.NONE;
    ValueConstraints constraints = ValueConstraints.NONE;
    List<ValidationRule> rules = List.of();

    @Nullable
    JsonNode defaultValue;

    boolean nullable;
    String description = "";

    SchemaBuilder(Schema.Type type) {
        this.type = type;
    }

    public SchemaBuilder name(String value) {
        this.name = value;
        return this;
    }

    public SchemaBuilder properties(Map<String, Schema> value) {
        Map<String, Schema> copy = Map.copyOf(value);
        this.properties = () -> copy;
        return this;
    }

    /** Properties that are found when they are first asked for. */
    public SchemaBuilder properties(Supplier<Map<String, Schema>> value) {
        this.properties = value;
        return this;
    }

    public SchemaBuilder additional(@Nullable Schema value) {
        this.additional = value;
        return this;
    }

    public SchemaBuilder additionalAllowed(boolean value) {
        this.additionalAllowed = value;
        return this;
    }

    public SchemaBuilder items(@Nullable Schema value) {
        this.items = value;
        return this;
    }

    public SchemaBuilder extensions(Extensions value) {
        this.extensions = value;
        return this;
    }

    public SchemaBuilder constraints(ValueConstraints value) {
        this.constraints = value;
        return this;
    }

    public SchemaBuilder rules(List<ValidationRule> value) {
        this.rules = value;
        return this;
    }

    public SchemaBuilder defaultValue(@Nullable JsonNode value) {
        this.defaultValue = value;
        return this;
    }

    public SchemaBuilder nullable(boolean value) {
        this.nullable = value;
        return this;
    }

    public SchemaBuilder description(String value) {
        this.description = value;
        return this;
    }

    public Schema build() {
        return new Schema(this);
    }
}
