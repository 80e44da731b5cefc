package io.redshiftops.sandbox.kube.builtin;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.redshiftops.sandbox.kube.schema.Extensions;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.schema.Schema.ListType;
import io.redshiftops.sandbox.kube.schema.SchemaBuilder;
import io.redshiftops.sandbox.kube.schema.ValueConstraints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Schemas of built-in types, made of their protobuf descriptors and {@link TypeFacts}. */
final class ProtoSchemas {

    /** Accepts whatever is there. */
    private static final Schema ANYTHING = Schema.builder(Schema.Type.ANY)
            .extensions(new Extensions(true, false, ListType.ATOMIC, false, List.of(), false, "", List.of()))
            .build();

    /** Parts of a type that JSON shows as if they were its own fields. */
    private static final Set<String> INLINE = Set.of(
            "volumeSource",
            "localObjectReference",
            "probeHandler",
            "handler",
            "ephemeralContainerCommon",
            "persistentVolumeSource",
            "ingressRuleValue");

    private final TypeFacts facts = TypeFacts.load();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** The schema of a message. */
    Schema of(Descriptor message) {
        Schema known = schemas.get(message.getFullName());
        if (known == null) {
            known = create(message);
            schemas.put(message.getFullName(), known);
        }
        return known;
    }

    /** Whether JSON shows the fields of this field's value as fields of the value around it. */
    static boolean isInline(FieldDescriptor field) {
        return field.getType() == FieldDescriptor.Type.MESSAGE
                && !field.isRepeated()
                && INLINE.contains(field.getName())
                && field.getMessageType()
                        .getName()
                        .toLowerCase(java.util.Locale.ROOT)
                        .endsWith(field.getName().toLowerCase(java.util.Locale.ROOT));
    }

    /** What JSON calls a field. */
    static String jsonName(FieldDescriptor field) {
        String name = field.getName();
        if (field.getContainingType().getName().equals("JSONSchemaProps")) {
            if (name.equals("ref") || name.equals("schema")) {
                return "$" + name;
            }
            if (name.startsWith("xKubernetes")) {
                return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            }
        }
        return name;
    }

    private Schema create(Descriptor message) {
        return switch (message.getName()) {
            case "Time" -> named(text("date-time"), message);
            case "MicroTime" -> named(text("micro-time"), message);
            case "Quantity" -> named(text("quantity"), message);
            case "IntOrString" ->
                named(Schema.builder(Schema.Type.INT_OR_STRING).build(), message);
            case "FieldsV1", "RawExtension", "JSON" -> named(ANYTHING, message);
            case "ExtraValue" ->
                Schema.builder(Schema.Type.ARRAY)
                        .items(Schema.builder(Schema.Type.STRING).build())
                        .build();
            case "JSONSchemaPropsOrArray" ->
                object(message.findFieldByName("schema").getMessageType());
            case "JSONSchemaPropsOrBool" ->
                of(message.findFieldByName("schema").getMessageType()).toBuilder()
                        .constraints(ValueConstraints.ofFormat(StructDecoder.OR_BOOLEAN))
                        .build();
            default -> object(message);
        };
    }

    private static Schema named(Schema schema, Descriptor message) {
        return schema.toBuilder().name(name(message)).build();
    }

    private static Schema text(String format) {
        return Schema.builder(Schema.Type.STRING)
                .constraints(ValueConstraints.ofFormat(format))
                .build();
    }

    private Schema object(Descriptor message) {
        String name = message.getFullName();
        Extensions extensions = facts.has(name, "atomic") ? Extensions.NONE.withAtomicMap() : Extensions.NONE;
        return Schema.builder(Schema.Type.OBJECT)
                .name(name(message))
                .properties(() -> properties(message))
                .extensions(extensions)
                .constraints(ValueConstraints.requiring(facts.list(name, "required")))
                .build();
    }

    private Map<String, Schema> properties(Descriptor message) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getFields()) {
            if (facts.has(message.getFullName() + "." + field.getName(), "absent")) {
                continue;
            }
            if (isInline(field)) {
                properties.putAll(of(field.getMessageType()).properties());
            } else {
                properties.put(jsonName(field), property(message.getFullName() + "." + field.getName(), field));
            }
        }
        return properties;
    }

    private Schema property(String name, FieldDescriptor field) {
        SchemaBuilder builder;
        if (field.isMapField()) {
            Schema values = value(field.getMessageType().findFieldByNumber(2));
            builder = Schema.builder(Schema.Type.OBJECT).additional(values);
        } else if (field.isRepeated()) {
            builder = Schema.builder(Schema.Type.ARRAY).items(value(field));
        } else {
            builder = value(field).toBuilder();
        }
        return builder.extensions(extensions(name, builder.build().extensions()))
                .defaultValue(facts.defaultOf(name))
                .constraints(constraints(name, builder.build().constraints()))
                .build();
    }

    /** Marks, in the place of a format, how the zero value of a field is to be read. */
    private ValueConstraints constraints(String name, ValueConstraints own) {
        if (facts.has(name, "omitzero")) {
            return ValueConstraints.ofFormat(StructDecoder.OMIT_ZERO);
        }
        return facts.has(name, "pointer") ? ValueConstraints.ofFormat(StructDecoder.POINTER) : own;
    }

    private Extensions extensions(String name, Extensions own) {
        Extensions result = facts.has(name, "atomic") ? own.withAtomicMap() : own;
        String list = facts.get(name, "list");
        if (list.equals("set")) {
            result = result.withListType(ListType.SET, List.of());
        } else if (list.startsWith("map:")) {
            result = result.withListType(ListType.MAP, List.of(list.substring(4).split(",")));
        }
        String patch = facts.get(name, "patch");
        if (!patch.isEmpty()) {
            int colon = patch.indexOf(':');
            String strategies = colon < 0 ? patch : patch.substring(0, colon);
            result = result.withPatch(colon < 0 ? "" : patch.substring(colon + 1), List.of(strategies.split(",")));
        }
        return result;
    }

    private Schema value(FieldDescriptor field) {
        return switch (field.getType()) {
            case MESSAGE -> of(field.getMessageType());
            case BOOL -> Schema.builder(Schema.Type.BOOLEAN).build();
            case INT32 -> integer("int32");
            case INT64 -> integer("int64");
            case DOUBLE -> Schema.builder(Schema.Type.NUMBER).build();
            case BYTES -> text("byte");
            default -> Schema.builder(Schema.Type.STRING).build();
        };
    }

    private static Schema integer(String format) {
        return Schema.builder(Schema.Type.INTEGER)
                .constraints(ValueConstraints.ofFormat(format))
                .build();
    }

    /** The name in OpenAPI documents. */
    private static String name(Descriptor message) {
        return message.getFullName().replaceFirst("^k8s\\.io\\.", "io.k8s.").replace('_', '-');
    }
}
