package io.redshiftops.sandbox.kube.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An object of the API as a JSON tree, with accessors for its metadata.
 *
 * <p>Trees that are stored or were answered are shared by many readers and are never changed: change a {@link #copy()}.
 */
public record KubeObject(ObjectNode tree) {

    /** A new object of a kind, without a name. */
    public static KubeObject of(GroupVersionKind kind) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        tree.putObject("metadata");
        return new KubeObject(tree);
    }

    /** An independent object with the same content. */
    public KubeObject copy() {
        return new KubeObject(tree.deepCopy());
    }

    public String apiVersion() {
        return tree.path("apiVersion").asText("");
    }

    public String kind() {
        return tree.path("kind").asText("");
    }

    public GroupVersionKind groupVersionKind() {
        return GroupVersionKind.of(apiVersion(), kind());
    }

    public void setGroupVersionKind(GroupVersionKind kind) {
        tree.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
    }

    /** The metadata, to be changed; made if there is none. */
    public ObjectNode metadata() {
        return tree.path("metadata") instanceof ObjectNode metadata ? metadata : tree.putObject("metadata");
    }

    /** A metadata field, missing if there is none. */
    public JsonNode meta(String field) {
        return tree.path("metadata").path(field);
    }

    /** A top-level field, missing if there is none. */
    public JsonNode get(String field) {
        return tree.path(field);
    }

    public String name() {
        return meta("name").asText("");
    }

    /** The namespace, empty for objects of the cluster. */
    public String namespace() {
        return meta("namespace").asText("");
    }

    public String uid() {
        return meta("uid").asText("");
    }

    /** The version as clients see it, empty if the object was never stored. */
    public String resourceVersion() {
        return meta("resourceVersion").asText("");
    }

    /** The generation, 0 for kinds that have none. */
    public long generation() {
        return meta("generation").asLong(0);
    }

    public Map<String, String> labels() {
        return strings(meta("labels"));
    }

    public Map<String, String> annotations() {
        return strings(meta("annotations"));
    }

    public List<String> finalizers() {
        List<String> names = new ArrayList<>();
        meta("finalizers").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Sets the finalizers; without any, the field goes. */
    public void setFinalizers(List<String> names) {
        if (names.isEmpty()) {
            metadata().remove("finalizers");
            return;
        }
        ArrayNode array = metadata().putArray("finalizers");
        names.forEach(array::add);
    }

    public List<OwnerReference> ownerReferences() {
        List<OwnerReference> references = new ArrayList<>();
        meta("ownerReferences").forEach(entry -> references.add(OwnerReference.of(entry)));
        return references;
    }

    /** Takes the owner references away that a rule matches; without any left, the field goes. */
    public void removeOwnerReferences(Predicate<OwnerReference> which) {
        if (meta("ownerReferences") instanceof ArrayNode array) {
            array.removeIf(entry -> which.test(OwnerReference.of(entry)));
            if (array.isEmpty()) {
                metadata().remove("ownerReferences");
            }
        }
    }

    /** Whether deletion was asked for and finalizers hold the object. */
    public boolean isDeleting() {
        return meta("deletionTimestamp").isTextual();
    }

    /** A time in the form of {@code metav1.Time}: RFC 3339, UTC, whole seconds. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText("")));
        return map;
    }
}
