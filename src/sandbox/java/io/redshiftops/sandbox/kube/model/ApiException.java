package io.redshiftops.sandbox.kube.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that fails, with the {@code Status} object that the client gets.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/">Status</a>
 */
public final class ApiException extends RuntimeException {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final int code;
    private final String reason;
    private final @Nullable ObjectNode details;

    private ApiException(int code, String reason, String message, @Nullable ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    public static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message, null);
    }

    public static ApiException unauthorized() {
        return new ApiException(401, "Unauthorized", "Unauthorized", null);
    }

    /** A request on a resource that the user may not make, or that an admission rule refuses. */
    public static ApiException forbidden(GroupResource resource, String name, String why) {
        String what = name.isEmpty() ? resource.toString() : resource + " " + GoText.quote(name);
        return new ApiException(403, "Forbidden", what + " is forbidden: " + why, about(resource, name));
    }

    /** A create in a namespace that is being deleted. */
    public static ApiException namespaceTerminating(GroupResource resource, String name, String namespace) {
        ApiException refusal = forbidden(
                resource,
                name,
                "unable to create new content in namespace " + namespace + " because it is being terminated");
        ObjectNode details = about(resource, name);
        details.putArray("causes")
                .addObject()
                .put("reason", "NamespaceTerminating")
                .put("message", "namespace " + namespace + " is being terminated")
                .put("field", "metadata.namespace");
        return new ApiException(refusal.code, refusal.reason, String.valueOf(refusal.getMessage()), details);
    }

    /** A request on a path that is no resource, which the user may not make. */
    public static ApiException forbiddenPath(String why) {
        return new ApiException(403, "Forbidden", "forbidden: " + why, JSON.objectNode());
    }

    public static ApiException notFound(GroupResource resource, String name) {
        return new ApiException(
                404, "NotFound", resource + " " + GoText.quote(name) + " not found", about(resource, name));
    }

    /** A path under a known group and version that names nothing. */
    public static ApiException unknownResource() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource", JSON.objectNode());
    }

    public static ApiException methodNotAllowed() {
        return new ApiException(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                JSON.objectNode());
    }

    public static ApiException notAcceptable(String message) {
        return new ApiException(406, "NotAcceptable", message, null);
    }

    public static ApiException alreadyExists(GroupResource resource, String name) {
        return new ApiException(
                409, "AlreadyExists", resource + " " + GoText.quote(name) + " already exists", about(resource, name));
    }

    /** A create of a name whose former object still has finalizers to run. */
    public static ApiException alreadyExistsBeingDeleted(GroupResource resource, String name) {
        return new ApiException(
                409,
                "AlreadyExists",
                "object is being deleted: " + resource + " " + GoText.quote(name) + " already exists",
                about(resource, name));
    }

    public static ApiException conflict(GroupResource resource, String name, String why) {
        return new ApiException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + resource + " " + GoText.quote(name) + ": " + why,
                about(resource, name));
    }

    /** A write against a version that is no longer the newest. */
    public static ApiException modified(GroupResource resource, String name) {
        return conflict(
                resource,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    /** A field that a server-side apply may not take from its managers. */
    public record FieldConflict(String field, String message) {}

    /** A server-side apply against other managers' fields. */
    public static ApiException applyConflict(String message, List<FieldConflict> conflicts) {
        ObjectNode details = JSON.objectNode();
        ArrayNode causes = details.putArray("causes");
        conflicts.forEach(conflict -> causes.addObject()
                .put("reason", "FieldManagerConflict")
                .put("message", conflict.message())
                .put("field", conflict.field()));
        return new ApiException(409, "Conflict", message, details);
    }

    /** A version that the server no longer remembers. */
    public static ApiException expired(String message) {
        return new ApiException(410, "Expired", message, null);
    }

    public static ApiException tooLarge(String message) {
        return new ApiException(413, "RequestEntityTooLarge", "Request entity too large: " + message, null);
    }

    public static ApiException unsupportedMediaType(List<String> accepted) {
        return unsupportedMediaType("the body of the request was in an unknown format - accepted media types include: "
                + String.join(", ", accepted));
    }

    public static ApiException unsupportedMediaType(String message) {
        return new ApiException(415, "UnsupportedMediaType", message, null);
    }

    /** An object that breaks rules of its kind. */
    public static ApiException invalid(GroupVersionKind kind, String name, List<FieldError> errors) {
        ObjectNode details = JSON.objectNode();
        putUnlessEmpty(details, "name", name);
        putUnlessEmpty(details, "group", kind.group());
        putUnlessEmpty(details, "kind", kind.kind());
        ArrayNode causes = details.putArray("causes");
        Set<String> messages = new LinkedHashSet<>();
        for (FieldError error : errors) {
            causes.addObject()
                    .put("reason", error.type().reason())
                    .put("message", error.body())
                    .put("field", error.field());
            messages.add(error.message());
        }
        String what = messages.size() == 1 ? messages.iterator().next() : "[" + String.join(", ", messages) + "]";
        return new ApiException(
                422, "Invalid", kind.qualifiedKind() + " " + GoText.quote(name) + " is invalid: " + what, details);
    }

    /** A request that was understood but cannot be carried out; clients print a text of their own. */
    public static ApiException unprocessable() {
        return new ApiException(
                422, "Invalid", "the server rejected our request due to an error in our request", JSON.objectNode());
    }

    /** A failure that Kubernetes answers without a reason. */
    public static ApiException internal(String message) {
        return new ApiException(500, "", message, null);
    }

    /** A version of the future was asked for. */
    public static ApiException tooLargeResourceVersion(long requested, long current) {
        ObjectNode details = JSON.objectNode();
        details.putArray("causes")
                .addObject()
                .put("reason", "ResourceVersionTooLarge")
                .put("message", "Too large resource version");
        details.put("retryAfterSeconds", 1);
        return new ApiException(
                504, "Timeout", "Timeout: Too large resource version: " + requested + ", current: " + current, details);
    }

    /** The HTTP status. */
    public int code() {
        return code;
    }

    /** The machine-readable reason, such as {@code NotFound}; may be empty. */
    public String reason() {
        return reason;
    }

    /** When the client should come again, in seconds; 0 if the server does not say. */
    public int retryAfterSeconds() {
        return details == null ? 0 : details.path("retryAfterSeconds").asInt(0);
    }

    /** The object that the client gets. */
    public ObjectNode toStatus() {
        ObjectNode status = JSON.objectNode().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure");
        putUnlessEmpty(status, "message", getMessage());
        putUnlessEmpty(status, "reason", reason);
        if (details != null) {
            status.set("details", details.deepCopy());
        }
        return status.put("code", code);
    }

    /** What a successful request without an object to show is answered with. */
    public static JsonNode success(GroupResource resource, String name, String uid) {
        ObjectNode status = JSON.objectNode().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        status.set("details", about(resource, name).put("uid", uid));
        return status;
    }

    private static ObjectNode about(GroupResource resource, String name) {
        ObjectNode details = JSON.objectNode();
        putUnlessEmpty(details, "name", name);
        putUnlessEmpty(details, "group", resource.group());
        putUnlessEmpty(details, "kind", resource.resource());
        return details;
    }

    private static void putUnlessEmpty(ObjectNode object, String field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            object.put(field, value);
        }
    }
}
