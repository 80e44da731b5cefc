package io.redshiftops.sandbox.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.builtin.ProtobufReader;
import io.redshiftops.sandbox.kube.codec.Document;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.codec.YamlReader;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.DecodeException;
import io.redshiftops.sandbox.kube.resource.Decoded;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import io.redshiftops.sandbox.kube.resource.ResourceRegistry;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.WriteOptions.FieldValidation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads the objects in the bodies of requests. */
final class BodyReader {

    private static final int SUMMARY_LIMIT = 30;

    private final ResourceRegistry registry;

    BodyReader(ResourceRegistry registry) {
        this.registry = registry;
    }

    /** The object that a request wants to create or to put in place of another. */
    KubeObject read(Request request, ResourceType type, FieldValidation validation, RequestContext context) {
        byte[] body = request.body();
        Document document = parse(request, type.kind(), body);
        if (!(document.tree() instanceof ObjectNode tree)) {
            throw unrecognised(
                    type.kind(),
                    "couldn't get version/kind; json parse error: json: cannot unmarshal " + word(document.tree())
                            + " into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind"
                            + " string \"json:\\\"kind,omitempty\\\"\" }",
                    body);
        }
        GroupVersionKind given = typeMeta(tree, type, body);
        requireKind(given, tree, type, validation, context);
        try {
            Decoded decoded = type.behaviour().decode(tree);
            List<String> problems = new ArrayList<>(document.duplicates());
            problems.addAll(decoded.strictErrors());
            report(problems, given, type, validation, context);
            return decoded.object();
        } catch (DecodeException e) {
            throw cannotBeHandled(given, type, e.text());
        }
    }

    /** The options in the body of a delete; empty if there is no body. */
    Optional<JsonNode> readDeleteOptions(Request request) {
        byte[] body = request.body();
        if (body.length == 0) {
            return Optional.empty();
        }
        return Optional.of(parse(request, new GroupVersionKind("meta.k8s.io", "v1", "DeleteOptions"), body)
                .tree());
    }

    private static Document parse(Request request, GroupVersionKind expected, byte[] body) {
        String contentType = request.contentType();
        try {
            return switch (contentType) {
                case "", MediaType.JSON -> JsonReader.read(body);
                case MediaType.YAML -> YamlReader.read(body);
                case MediaType.PROTOBUF -> new Document(ProtobufReader.read(body), List.of());
                default -> throw ApiException.unsupportedMediaType(MediaType.OBJECTS);
            };
        } catch (MalformedDocumentException e) {
            throw unrecognised(expected, "couldn't get version/kind; json parse error: " + e.getMessage(), body);
        } catch (DecodeException e) {
            throw unrecognised(expected, e.text(), body);
        }
    }

    private static ApiException unrecognised(GroupVersionKind expected, String problem, byte[] body) {
        return ApiException.badRequest("the object provided is unrecognized (must be of type " + expected.kind() + "): "
                + problem + " (" + summary(body) + ")");
    }

    private static String summary(byte[] body) {
        if (body.length == 0) {
            return "<empty>";
        }
        boolean cut = body.length > SUMMARY_LIMIT;
        byte[] start = cut ? Arrays.copyOf(body, SUMMARY_LIMIT) : body;
        String text = body[0] == '{'
                ? new String(start, StandardCharsets.UTF_8)
                : HexFormat.of().formatHex(start);
        return cut ? text + " ..." : text;
    }

    private static GroupVersionKind typeMeta(ObjectNode tree, ResourceType type, byte[] body) {
        boolean optional = type.behaviour().typeMetaIsOptional();
        for (String field : List.of("kind", "apiVersion")) {
            if (tree.path(field).asText("").isEmpty() && !optional) {
                String shown = field.equals("kind") ? "Kind" : field;
                throw unrecognised(
                        type.kind(), "Object '" + shown + "' is missing in '" + JsonWriter.text(tree) + "'", body);
            }
        }
        String version = tree.path("apiVersion").asText("");
        String kind = tree.path("kind").asText("");
        return GroupVersionKind.of(
                version.isEmpty() ? type.kind().apiVersion() : version,
                kind.isEmpty() ? type.kind().kind() : kind);
    }

    private void requireKind(
            GroupVersionKind given,
            ObjectNode tree,
            ResourceType type,
            FieldValidation validation,
            RequestContext context) {
        if (given.equals(type.kind())) {
            return;
        }
        if (!type.isCustom()) {
            if (registry.find(given).isEmpty()) {
                throw cannotBeHandled(
                        given,
                        type,
                        "no kind \"" + given.kind() + "\" is registered for version \"" + given.apiVersion()
                                + "\" in scheme \"k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30\"");
            }
            throw cannotBeHandled(
                    given,
                    type,
                    "converting (" + versioned(given) + ") to (" + internal(type.kind()) + "): unknown conversion");
        }
        if (!given.apiVersion().equals(type.kind().apiVersion())) {
            if (validation == FieldValidation.WARN) {
                tree.fieldNames().forEachRemaining(field -> {
                    if (!List.of("apiVersion", "kind", "metadata").contains(field)) {
                        context.warn("unknown field \"" + field + "\"");
                    }
                });
            }
            throw ApiException.badRequest("the API version in the data (" + given.apiVersion()
                    + ") does not match the expected API version ("
                    + type.kind().apiVersion() + ")");
        }
    }

    /** A Go type such as {@code v1.Secret}. */
    private static String versioned(GroupVersionKind kind) {
        return kind.version() + "." + kind.kind();
    }

    /** A Go type such as {@code core.ConfigMap}. */
    private static String internal(GroupVersionKind kind) {
        String group = kind.group().isEmpty() ? "core" : kind.group().split("\\.", 2)[0];
        return group + "." + kind.kind();
    }

    private static ApiException cannotBeHandled(GroupVersionKind given, ResourceType type, String problem) {
        return ApiException.badRequest(given.kind() + " in version \"" + given.version() + "\" cannot be handled as a "
                + type.kind().kind() + ": " + problem);
    }

    private static void report(
            List<String> problems,
            GroupVersionKind given,
            ResourceType type,
            FieldValidation validation,
            RequestContext context) {
        if (problems.isEmpty() || validation == FieldValidation.IGNORE) {
            return;
        }
        if (validation == FieldValidation.STRICT) {
            throw cannotBeHandled(given, type, "strict decoding error: " + String.join(", ", problems));
        }
        problems.forEach(context::warn);
    }

    private static String word(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> "number";
            default -> "null";
        };
    }
}
