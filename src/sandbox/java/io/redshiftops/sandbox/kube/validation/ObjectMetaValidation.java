package io.redshiftops.sandbox.kube.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.model.OwnerReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What {@code metadata} must look like, whatever the kind.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/">ObjectMeta</a>
 */
public final class ObjectMetaValidation {

    /** Keys and values of all annotations together, in bytes. */
    private static final long ANNOTATIONS_LIMIT = 256 * 1024;

    private static final String IMMUTABLE = "field is immutable";

    private ObjectMetaValidation() {}

    /** What is wrong with an object's metadata. */
    public static List<FieldError> validate(KubeObject object, boolean namespaced, NameFormat format) {
        List<FieldError> errors = new ArrayList<>();
        String prefix = object.meta("generateName").asText("");
        if (!prefix.isEmpty()) {
            format.prefixProblems(prefix)
                    .forEach(problem -> errors.add(FieldError.invalid("metadata.generateName", prefix, problem)));
        }
        if (object.name().isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
        } else {
            format.problems(object.name())
                    .forEach(problem -> errors.add(FieldError.invalid("metadata.name", object.name(), problem)));
        }
        validateNamespace(object, namespaced, errors);
        validateMaps(object, errors);
        validateOwners(object, errors);
        validateFinalizers(object, errors);
        return errors;
    }

    /** What is wrong with the change of an object's metadata. */
    public static List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
        List<FieldError> errors = new ArrayList<>();
        if (old.isDeleting()) {
            TreeSet<String> added = new TreeSet<>(object.finalizers());
            old.finalizers().forEach(added::remove);
            if (!added.isEmpty()) {
                String names = added.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
                errors.add(FieldError.forbidden(
                        "metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                                + names + "}"));
            }
        }
        if (object.resourceVersion().isEmpty()) {
            errors.add(FieldError.invalid("metadata.resourceVersion", "", "must be specified for an update"));
        }
        for (String field : List.of("name", "namespace", "uid")) {
            if (!object.meta(field).asText("").equals(old.meta(field).asText(""))) {
                errors.add(FieldError.invalid(
                        "metadata." + field, object.meta(field).asText(""), IMMUTABLE));
            }
        }
        for (String field : List.of("creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds")) {
            if (!object.meta(field).equals(old.meta(field))) {
                errors.add(FieldError.invalid("metadata." + field, object.meta(field), IMMUTABLE));
            }
        }
        validateMaps(object, errors);
        validateOwners(object, errors);
        return errors;
    }

    /** What the server warns of when these finalizers are added. */
    public static List<String> finalizerWarnings(List<String> added) {
        List<String> warnings = new ArrayList<>();
        for (String name : new TreeSet<>(added)) {
            String start = "metadata.finalizers: \"" + name + "\": ";
            NameFormat.QUALIFIED_NAME.problems(name).forEach(problem -> warnings.add(start + problem));
            if (!name.contains("/")
                    && !List.of("orphan", "foregroundDeletion", "kubernetes").contains(name)) {
                warnings.add(start + "prefer a domain-qualified finalizer name "
                        + (name.contains(".") ? "including a path (/) " : "")
                        + "to avoid accidental conflicts with other finalizer writers");
            }
        }
        return warnings;
    }

    private static void validateNamespace(KubeObject object, boolean namespaced, List<FieldError> errors) {
        String namespace = object.namespace();
        if (!namespaced) {
            if (!namespace.isEmpty()) {
                errors.add(FieldError.forbidden("metadata.namespace", "not allowed on this type"));
            }
        } else if (namespace.isEmpty()) {
            errors.add(FieldError.required("metadata.namespace", ""));
        } else {
            NameFormat.DNS_LABEL
                    .problems(namespace)
                    .forEach(problem -> errors.add(FieldError.invalid("metadata.namespace", namespace, problem)));
        }
    }

    private static void validateMaps(KubeObject object, List<FieldError> errors) {
        errors.addAll(validateLabels(object.meta("labels"), "metadata.labels"));
        long size = 0;
        for (Map.Entry<String, String> entry : object.annotations().entrySet()) {
            String key = entry.getKey();
            NameFormat.QUALIFIED_NAME
                    .problems(key.toLowerCase(Locale.ROOT))
                    .forEach(problem -> errors.add(FieldError.invalid("metadata.annotations", key, problem)));
            size += bytes(key) + bytes(entry.getValue());
        }
        if (size > ANNOTATIONS_LIMIT) {
            errors.add(FieldError.tooLong("metadata.annotations", ANNOTATIONS_LIMIT));
        }
    }

    /** What is wrong with a map of labels, wherever it stands. */
    public static List<FieldError> validateLabels(JsonNode labels, String path) {
        List<FieldError> errors = new ArrayList<>();
        labels.properties().forEach(entry -> {
            NameFormat.QUALIFIED_NAME
                    .problems(entry.getKey())
                    .forEach(problem -> errors.add(FieldError.invalid(path, entry.getKey(), problem)));
            NameFormat.LABEL_VALUE
                    .problems(entry.getValue().asText())
                    .forEach(problem ->
                            errors.add(FieldError.invalid(path, entry.getValue().asText(), problem)));
        });
        return errors;
    }

    private static void validateOwners(KubeObject object, List<FieldError> errors) {
        String path = "metadata.ownerReferences";
        String controller = "";
        for (OwnerReference owner : object.ownerReferences()) {
            if (owner.apiVersion().isEmpty() || owner.apiVersion().endsWith("/")) {
                errors.add(FieldError.invalid(path + ".apiVersion", owner.apiVersion(), "version must not be empty"));
            }
            requireText(path + ".kind", owner.kind(), errors);
            requireText(path + ".name", owner.name(), errors);
            requireText(path + ".uid", owner.uid(), errors);
            if (owner.apiVersion().equals("v1") && owner.kind().equals("Event")) {
                errors.add(FieldError.invalid(
                        path, ownerTree(owner), "/v1, Kind=Event is disallowed from being an owner"));
            }
            if (owner.controller()) {
                String name = owner.kind() + "/" + owner.name();
                if (controller.isEmpty()) {
                    controller = name;
                } else {
                    errors.add(FieldError.invalid(
                            path,
                            ownerTrees(object.ownerReferences()),
                            "Only one reference can have Controller set to true. Found \"true\" in references for "
                                    + controller + " and " + name));
                }
            }
        }
    }

    private static void requireText(String path, String value, List<FieldError> errors) {
        if (value.isEmpty()) {
            errors.add(FieldError.invalid(path, value, "must not be empty"));
        }
    }

    private static JsonNode ownerTrees(List<OwnerReference> owners) {
        return owners.stream()
                .map(ObjectMetaValidation::ownerTree)
                .collect(
                        JsonNodeFactory.instance::arrayNode, (array, owner) -> array.add(owner), (a, b) -> a.addAll(b));
    }

    /** The reference with its fields in the order of the real server's type. */
    private static ObjectNode ownerTree(OwnerReference owner) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", owner.apiVersion())
                .put("kind", owner.kind())
                .put("name", owner.name())
                .put("uid", owner.uid());
        if (owner.controller()) {
            tree.put("controller", true);
        }
        if (owner.blocksDeletion()) {
            tree.put("blockOwnerDeletion", true);
        }
        return tree;
    }

    private static void validateFinalizers(KubeObject object, List<FieldError> errors) {
        List<String> finalizers = object.finalizers();
        for (String name : finalizers) {
            NameFormat.QUALIFIED_NAME
                    .problems(name)
                    .forEach(problem -> errors.add(FieldError.invalid("metadata.finalizers", name, problem)));
        }
        if (finalizers.contains("orphan") && finalizers.contains("foregroundDeletion")) {
            errors.add(FieldError.invalid(
                    "metadata.finalizers",
                    object.meta("finalizers"),
                    "finalizer foregroundDeletion and orphan cannot be both set"));
        }
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
