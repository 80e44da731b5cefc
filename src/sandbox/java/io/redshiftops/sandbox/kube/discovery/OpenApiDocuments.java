package io.redshiftops.sandbox.kube.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.redshiftops.sandbox.kube.builtin.ProtoTypes;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.resource.ObjectPatcher;
import io.redshiftops.sandbox.kube.resource.ResourceRegistry;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.Subresource;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * OpenAPI v3 documents, one for each group and version: what {@code kubectl explain} reads.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3">OpenAPI v3</a>
 */
public final class OpenApiDocuments {

    /** The media type of an OpenAPI 2.0 description in protobuf. */
    public static final String PROTOBUF = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    /** The name under which it is answered: the other is not well-formed. */
    public static final String PROTOBUF_ANSWER = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final String GROUP_VERSION_KIND = "x-kubernetes-group-version-kind";

    private final ResourceRegistry registry;
    private final ProtoTypes protos;
    private final Map<String, Built> built = new ConcurrentHashMap<>();

    public OpenApiDocuments(ResourceRegistry registry, ProtoTypes protos) {
        this.registry = registry;
        this.protos = protos;
    }

    private record Built(String hash, String document) {}

    /** The list of documents, with addresses that change when the documents do. */
    public ObjectNode index() {
        ObjectNode index = JSON.objectNode();
        ObjectNode paths = index.putObject("paths");
        GroupVersions.of(registry)
                .forEach((group, versions) -> versions.forEach(version -> {
                    String path = path(group, version);
                    paths.putObject(path)
                            .put(
                                    "serverRelativeURL",
                                    "/openapi/v3/" + path + "?hash=" + hash(registry.of(group, version)));
                }));
        return index;
    }

    /** The document of a group and version, empty if there is no such one. */
    public Optional<String> document(String group, String version) {
        List<ResourceType> types = registry.of(group, version);
        if (types.isEmpty()) {
            return Optional.empty();
        }
        String hash = hash(types);
        Built known = built.get(path(group, version));
        if (known == null || !known.hash.equals(hash)) {
            known = new Built(hash, JsonWriter.text(build(group, version, types)));
            built.put(path(group, version), known);
        }
        return Optional.of(known.document);
    }

    /** The description in OpenAPI 2.0, without paths. */
    public ObjectNode versionTwo() {
        ObjectNode document = JSON.objectNode().put("swagger", "2.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.34.0");
        document.putObject("paths");
        return document;
    }

    /**
     * An OpenAPI 2.0 description without paths in protobuf.
     *
     * @see <a href="https://github.com/google/gnostic/blob/main/openapiv2/OpenAPIv2.proto">OpenAPIv2.proto</a>
     */
    public static byte[] protobuf(ObjectNode versionTwo) {
        JsonNode info = versionTwo.path("info");
        ByteString about = message(Map.of(
                1, ByteString.copyFromUtf8(info.path("title").asText()),
                2, ByteString.copyFromUtf8(info.path("version").asText())));
        return message(Map.of(
                        1, ByteString.copyFromUtf8(versionTwo.path("swagger").asText()), 2, about, 8, ByteString.EMPTY))
                .toByteArray();
    }

    private static ByteString message(Map<Integer, ByteString> fields) {
        ByteString.Output out = ByteString.newOutput();
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        try {
            for (Map.Entry<Integer, ByteString> field : new TreeMap<>(fields).entrySet()) {
                coded.writeBytes(field.getKey(), field.getValue());
            }
            coded.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return out.toByteString();
    }

    private static String path(String group, String version) {
        return group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
    }

    private static String hash(List<ResourceType> types) {
        CRC32 sum = new CRC32();
        for (ResourceType type : types) {
            String text = type.kind() + JsonWriter.text(type.document());
            sum.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return String.format("%08X", sum.getValue());
    }

    private ObjectNode build(String group, String version, List<ResourceType> types) {
        ObjectNode document = JSON.objectNode().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.34.0");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        OpenApiSchemas writer = new OpenApiSchemas(schemas);
        for (String name : List.of("Status", "DeleteOptions", "ListMeta", "ObjectMeta")) {
            writer.add(protos.meta(name));
        }
        schemas.putObject(META + "Patch")
                .put(
                        "description",
                        "Patch is provided to give a concrete name and type to the Kubernetes PATCH request body.")
                .put("type", "object");
        for (ResourceType type : types) {
            String name = componentName(type.kind());
            addKind(type, name, writer, schemas);
            if (type.verbs().contains("list")) {
                addList(type, name, schemas);
            }
            addPaths(type, name, "/" + path(group, version), paths);
            if (type.subresources().containsKey(Subresource.SCALE)) {
                writer.add(
                        protos.object(type.subresources().get(Subresource.SCALE).kind()));
            }
        }
        return document;
    }

    /** {@code checks.example.com/v1, Kind=Widget} is {@code com.example.checks.v1.Widget}. */
    private String componentName(GroupVersionKind kind) {
        Optional<ResourceType> type = registry.find(kind);
        if (type.isPresent() && !type.get().schema().name().isEmpty()) {
            return type.get().schema().name();
        }
        List<String> labels = new ArrayList<>(List.of(kind.group().split("\\.")));
        Collections.reverse(labels);
        return String.join(".", labels) + "." + kind.version() + "." + kind.kind();
    }

    private void addKind(ResourceType type, String name, OpenApiSchemas writer, ObjectNode schemas) {
        if (!type.isCustom()) {
            writer.add(type.schema());
            ((ObjectNode) schemas.get(name)).set(GROUP_VERSION_KIND, groupVersionKind(type.kind()));
            return;
        }
        ObjectNode schema = type.document().deepCopy();
        ObjectNode properties = JSON.objectNode();
        for (String field : List.of("apiVersion", "kind", "metadata")) {
            Schema property = type.schema().property(field);
            if (property != null) {
                properties.set(field, writer.use(property));
            }
        }
        schema.path("properties")
                .properties()
                .forEach(entry -> properties.putIfAbsent(entry.getKey(), entry.getValue()));
        schema.set("properties", properties);
        schema.set(GROUP_VERSION_KIND, groupVersionKind(type.kind()));
        schemas.set(name, schema);
    }

    private static ArrayNode groupVersionKind(GroupVersionKind kind) {
        return JSON.arrayNode().add(groupVersionKindObject(kind));
    }

    private static ObjectNode groupVersionKindObject(GroupVersionKind kind) {
        return JSON.objectNode()
                .put("group", kind.group())
                .put("kind", kind.kind())
                .put("version", kind.version());
    }

    private static void addList(ResourceType type, String name, ObjectNode schemas) {
        String listKind = type.names().listKind();
        ObjectNode list = schemas.putObject(name.substring(0, name.lastIndexOf('.') + 1) + listKind);
        list.put("description", listKind + " is a list of " + type.kind().kind())
                .put("type", "object")
                .putArray("required")
                .add("items");
        ObjectNode properties = list.putObject("properties");
        properties.putObject("apiVersion").put("type", "string");
        properties.putObject("items").put("type", "array").set("items", OpenApiSchemas.reference(name));
        properties.putObject("kind").put("type", "string");
        properties.putObject("metadata").putArray("allOf").add(OpenApiSchemas.reference(META + "ListMeta"));
        list.set(GROUP_VERSION_KIND, groupVersionKind(type.kind().withKind(listKind)));
    }

    private void addPaths(ResourceType type, String name, String prefix, ObjectNode paths) {
        String collection = prefix
                + (type.namespaced() ? "/namespaces/{namespace}/" : "/")
                + type.names().plural();
        ObjectNode all = paths.putObject(collection);
        if (type.verbs().contains("list")) {
            String list =
                    name.substring(0, name.lastIndexOf('.') + 1) + type.names().listKind();
            operation(all, "get", "list", type.kind(), list);
        }
        if (type.verbs().contains("create")) {
            ObjectNode post = operation(all, "post", "post", type.kind(), name);
            parameters(post, List.of("dryRun", "fieldManager", "fieldValidation"));
            body(post, List.of("*/*"), name);
        }
        if (type.verbs().contains("get")) {
            addObjectPath(type, name, paths.putObject(collection + "/{name}"), type.kind());
        }
        for (Subresource part : type.subresources().values()) {
            if (part.verbs().contains("patch")) {
                String response = part.name().equals(Subresource.SCALE) ? "io.k8s.api.autoscaling.v1.Scale" : name;
                ObjectNode path = paths.putObject(collection + "/{name}/" + part.name());
                addObjectPath(type, response, path, part.kind());
                path.remove("delete");
            }
        }
    }

    private void addObjectPath(ResourceType type, String name, ObjectNode path, GroupVersionKind kind) {
        operation(path, "get", "get", kind, name);
        ObjectNode put = operation(path, "put", "put", kind, name);
        parameters(put, List.of("dryRun", "fieldManager", "fieldValidation"));
        body(put, List.of("*/*"), name);
        ObjectNode patch = operation(path, "patch", "patch", kind, name);
        parameters(patch, List.of("dryRun", "fieldManager", "fieldValidation", "force"));
        body(patch, ObjectPatcher.mediaTypes(type), META + "Patch");
        ObjectNode delete = operation(path, "delete", "delete", kind, META + "Status");
        parameters(delete, List.of("dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"));
        body(delete, List.of("*/*"), META + "DeleteOptions");
    }

    private static ObjectNode operation(
            ObjectNode path, String method, String action, GroupVersionKind kind, String response) {
        ObjectNode operation = path.putObject(method);
        operation.put("operationId", action + kind.kind() + kind.version().toUpperCase(Locale.ROOT));
        ObjectNode ok = operation.putObject("responses").putObject("200").put("description", "OK");
        ok.putObject("content").putObject("application/json").set("schema", OpenApiSchemas.reference(response));
        operation.put("x-kubernetes-action", action);
        operation.set(GROUP_VERSION_KIND, groupVersionKindObject(kind));
        return operation;
    }

    private static void parameters(ObjectNode operation, List<String> names) {
        ArrayNode parameters = operation.putArray("parameters");
        for (String name : names) {
            String type = name.equals("force") || name.equals("orphanDependents")
                    ? "boolean"
                    : name.equals("gracePeriodSeconds") ? "integer" : "string";
            ObjectNode parameter = parameters.addObject().put("name", name).put("in", "query");
            parameter.putObject("schema").put("type", type).put("uniqueItems", true);
        }
    }

    private static void body(ObjectNode operation, List<String> mediaTypes, String schema) {
        ObjectNode content = operation.putObject("requestBody").putObject("content");
        JsonNode reference = OpenApiSchemas.reference(schema);
        mediaTypes.forEach(type -> content.putObject(type).set("schema", reference));
    }
}
