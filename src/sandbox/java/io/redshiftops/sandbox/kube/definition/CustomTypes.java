package io.redshiftops.sandbox.kube.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.builtin.ProtoTypes;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.ResourceNames;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.ScaleView;
import io.redshiftops.sandbox.kube.resource.Subresource;
import io.redshiftops.sandbox.kube.resource.VersionPriority;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.schema.SchemaReader;
import io.redshiftops.sandbox.kube.table.PrinterColumns;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes resources of custom resource definitions.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/">Custom
 *     resource definitions</a>
 */
final class CustomTypes {

    private static final List<String> VERBS =
            List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");

    private final ProtoTypes protos;
    private final Clock clock;

    CustomTypes(ProtoTypes protos, Clock clock) {
        this.protos = protos;
        this.clock = clock;
    }

    /** The resource that a definition is about. */
    static GroupResource resource(KubeObject definition) {
        JsonNode spec = definition.get("spec");
        return new GroupResource(
                spec.path("group").asText(""), spec.path("names").path("plural").asText(""));
    }

    /** The resource in all versions that a definition serves. */
    List<ResourceType> of(KubeObject definition) {
        JsonNode spec = definition.get("spec");
        String group = spec.path("group").asText("");
        Map<String, Schema> contents = new LinkedHashMap<>();
        Map<String, Schema> schemas = new LinkedHashMap<>();
        String stored = "";
        for (JsonNode version : spec.path("versions")) {
            String apiVersion = group + "/" + version.path("name").asText("");
            Schema content = SchemaReader.read(document(version));
            contents.put(apiVersion, content);
            schemas.put(apiVersion, protos.object(content.toBuilder(), content));
            if (version.path("storage").asBoolean(false)) {
                stored = apiVersion;
            }
        }
        CustomVersions versions = new CustomVersions(schemas);
        List<ResourceType> types = new ArrayList<>();
        for (JsonNode version : spec.path("versions")) {
            if (version.path("served").asBoolean(false)) {
                types.add(type(spec, version, contents, versions, stored));
            }
        }
        return types;
    }

    private static JsonNode document(JsonNode version) {
        return version.path("schema").path("openAPIV3Schema");
    }

    private ResourceType type(
            JsonNode spec, JsonNode version, Map<String, Schema> contents, CustomVersions versions, String stored) {
        ResourceNames names = names(spec, version);
        GroupVersionKind kind = names.kind();
        boolean namespaced = spec.path("scope").asText("").equals("Namespaced");
        Map<String, Subresource> subresources = subresources(version, kind);
        CustomBehaviour behaviour = new CustomBehaviour(new CustomBehaviour.Shape(
                kind,
                stored,
                namespaced,
                contents.getOrDefault(
                        kind.apiVersion(), Schema.builder(Schema.Type.OBJECT).build()),
                new CustomMetadata(protos.meta("ObjectMeta")),
                subresources.containsKey(Subresource.STATUS),
                Optional.ofNullable(scale(version)),
                selectable(version)));
        Schema whole = versions.schema(kind.apiVersion()).orElseThrow();
        return ResourceType.builder(
                        names, whole, behaviour, new PrinterColumns(version.path("additionalPrinterColumns")))
                .namespaced(namespaced)
                .verbs(VERBS)
                .subresources(subresources)
                .scale(scale(version))
                .deprecation(deprecation(spec, version, kind))
                .document(document(version))
                .versions(versions)
                .clock(clock)
                .build();
    }

    private static ResourceNames names(JsonNode spec, JsonNode version) {
        JsonNode names = spec.path("names");
        GroupVersionKind kind = new GroupVersionKind(
                spec.path("group").asText(""),
                version.path("name").asText(""),
                names.path("kind").asText(""));
        return new ResourceNames(
                kind,
                names.path("listKind").asText(kind.kind() + "List"),
                names.path("plural").asText(""),
                names.path("singular").asText(""),
                strings(names.path("shortNames")),
                strings(names.path("categories")));
    }

    private static List<String> strings(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }

    private static Map<String, Subresource> subresources(JsonNode version, GroupVersionKind kind) {
        Map<String, Subresource> subresources = new LinkedHashMap<>();
        JsonNode given = version.path("subresources");
        if (given.has(Subresource.STATUS)) {
            subresources.put(Subresource.STATUS, Subresource.status(kind));
        }
        if (given.has(Subresource.SCALE)) {
            subresources.put(Subresource.SCALE, Subresource.scale());
        }
        return subresources;
    }

    private static @Nullable ScaleView scale(JsonNode version) {
        JsonNode scale = version.path("subresources").path(Subresource.SCALE);
        return scale.isMissingNode()
                ? null
                : ScaleView.of(
                        scale.path("specReplicasPath").asText(""),
                        scale.path("statusReplicasPath").asText(""),
                        scale.path("labelSelectorPath").asText(""));
    }

    private static String deprecation(JsonNode spec, JsonNode version, GroupVersionKind kind) {
        if (!version.path("deprecated").asBoolean(false)) {
            return "";
        }
        List<String> better = new ArrayList<>();
        spec.path("versions").forEach(other -> {
            String name = other.path("name").asText("");
            if (other.path("served").asBoolean(false)
                    && !other.path("deprecated").asBoolean(false)
                    && VersionPriority.ORDER.compare(name, kind.version()) < 0) {
                better.add(name);
            }
        });
        String advice = better.stream()
                .min(VersionPriority.ORDER)
                .map(name -> "; use " + kind.group() + "/" + name + " " + kind.kind())
                .orElse("");
        return version.path("deprecationWarning")
                .asText(kind.apiVersion() + " " + kind.kind() + " is deprecated" + advice);
    }

    private static Map<String, List<String>> selectable(JsonNode version) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        version.path("selectableFields").forEach(field -> {
            String path = field.path("jsonPath").asText("");
            String trimmed = path.startsWith(".") ? path.substring(1) : path;
            fields.put(trimmed, List.of(trimmed.split("\\.", -1)));
        });
        return fields;
    }
}
