package io.redshiftops.sandbox.kube.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The types that expressions know of one schema's values. */
final class CelTypes {

    private final Map<String, CelType> structs = new LinkedHashMap<>();
    private final IdentityHashMap<Schema, Optional<CelType>> known = new IdentityHashMap<>();

    /** The type of values of a schema; empty if expressions cannot see them. */
    Optional<CelType> of(Schema schema) {
        Optional<CelType> type = known.get(schema);
        if (type == null) {
            type = create(schema);
            known.put(schema, type);
        }
        return type;
    }

    /** The type of whole objects, which have apiVersion, kind and a name beside what the schema says. */
    CelType root(Schema schema) {
        Map<String, CelType> fields = fields(schema);
        fields.put("apiVersion", SimpleType.STRING);
        fields.put("kind", SimpleType.STRING);
        Map<String, CelType> metadata = new LinkedHashMap<>();
        metadata.put("name", SimpleType.STRING);
        metadata.put("generateName", SimpleType.STRING);
        fields.put("metadata", struct(metadata));
        return struct(fields);
    }

    private Optional<CelType> create(Schema schema) {
        return switch (schema.type()) {
            case INT_OR_STRING -> Optional.of(SimpleType.DYN);
            case BOOLEAN -> Optional.of(SimpleType.BOOL);
            case INTEGER -> Optional.of(SimpleType.INT);
            case NUMBER -> Optional.of(SimpleType.DOUBLE);
            case STRING -> Optional.of(text(schema.constraints().format()));
            case ARRAY -> Optional.ofNullable(schema.items()).flatMap(this::of).map(ListType::create);
            case OBJECT -> object(schema);
            case ANY -> Optional.empty();
        };
    }

    private static CelType text(String format) {
        return switch (format) {
            case "byte" -> SimpleType.BYTES;
            case "duration" -> SimpleType.DURATION;
            case "date", "date-time" -> SimpleType.TIMESTAMP;
            default -> SimpleType.STRING;
        };
    }

    private Optional<CelType> object(Schema schema) {
        Schema values = schema.additional();
        if (values != null) {
            return of(values).map(type -> MapType.create(SimpleType.STRING, type));
        }
        return Optional.of(schema.extensions().embeddedResource() ? root(schema) : struct(fields(schema)));
    }

    private Map<String, CelType> fields(Schema schema) {
        Map<String, CelType> fields = new LinkedHashMap<>();
        schema.properties()
                .forEach((name, property) -> FieldNames.escape(name)
                        .ifPresent(escaped -> of(property).ifPresent(type -> fields.put(escaped, type))));
        return fields;
    }

    private CelType struct(Map<String, CelType> fields) {
        ImmutableMap<String, CelType> all = ImmutableMap.copyOf(fields);
        StructType struct = StructType.create(
                "object" + structs.size(), all.keySet(), field -> Optional.ofNullable(all.get(field)));
        structs.put(struct.name(), struct);
        return struct;
    }

    /** All types that were made so far. */
    CelTypeProvider provider() {
        return new Provider(ImmutableMap.copyOf(structs));
    }

    private static final class Provider implements CelTypeProvider {

        private final ImmutableMap<String, CelType> structs;

        Provider(ImmutableMap<String, CelType> structs) {
            this.structs = structs;
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return structs.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(structs.get(name));
        }
    }
}
