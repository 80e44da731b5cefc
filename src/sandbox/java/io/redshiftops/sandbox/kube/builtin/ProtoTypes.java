package io.redshiftops.sandbox.kube.builtin;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apiextensions;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Events;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.schema.SchemaBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The protobuf types of built-in kinds, and the schemas made of them. */
public final class ProtoTypes {

    private static final Map<String, FileDescriptor> FILES = Map.ofEntries(
            Map.entry("", V1.getDescriptor()),
            Map.entry("apps", V1Apps.getDescriptor()),
            Map.entry("batch", V1Batch.getDescriptor()),
            Map.entry("policy", V1Policy.getDescriptor()),
            Map.entry("autoscaling", V1Autoscaling.getDescriptor()),
            Map.entry("events.k8s.io", V1Events.getDescriptor()),
            Map.entry("networking.k8s.io", V1Networking.getDescriptor()),
            Map.entry("coordination.k8s.io", V1Coordination.getDescriptor()),
            Map.entry("rbac.authorization.k8s.io", V1Rbac.getDescriptor()),
            Map.entry("authentication.k8s.io", V1Authentication.getDescriptor()),
            Map.entry("authorization.k8s.io", V1Authorization.getDescriptor()),
            Map.entry("apiextensions.k8s.io", V1Apiextensions.getDescriptor()),
            Map.entry("meta.k8s.io", Meta.getDescriptor()));

    private final ProtoSchemas schemas = new ProtoSchemas();

    /** The message of a kind, empty if there is none. */
    static Optional<Descriptor> message(GroupVersionKind kind) {
        return kind.version().equals("v1")
                ? Optional.ofNullable(FILES.get(kind.group())).map(file -> file.findMessageTypeByName(kind.kind()))
                : Optional.empty();
    }

    /** The schema of a type of {@code meta/v1}, such as DeleteOptions. */
    public Schema meta(String type) {
        return schemas.of(Meta.getDescriptor().findMessageTypeByName(type));
    }

    /** The schema of whole objects of a built-in kind. */
    public Schema object(GroupVersionKind kind) {
        Descriptor message =
                message(kind).orElseThrow(() -> new IllegalArgumentException("no built-in kind is called " + kind));
        Schema content = schemas.of(message);
        return object(content.toBuilder(), content);
    }

    /** The schema of whole objects: with apiVersion, kind and metadata before what the content says. */
    public Schema object(SchemaBuilder builder, Schema content) {
        return builder.properties(() -> {
                    Map<String, Schema> properties = new LinkedHashMap<>();
                    properties.put("apiVersion", text(TypeMetaText.API_VERSION));
                    properties.put("kind", text(TypeMetaText.KIND));
                    properties.putAll(content.properties());
                    properties.put(
                            "metadata",
                            meta("ObjectMeta").toBuilder()
                                    .description(TypeMetaText.METADATA)
                                    .build());
                    return properties;
                })
                .build();
    }

    private static Schema text(String description) {
        return Schema.builder(Schema.Type.STRING).description(description).build();
    }
}
