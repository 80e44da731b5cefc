package io.redshiftops.sandbox.kube.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.builtin.KindRules;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of custom resource definitions themselves.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/">CustomResourceDefinition</a>
 */
public final class DefinitionRules implements KindRules {

    private static final String IMMUTABLE = "field is immutable";

    private final Clock clock;

    public DefinitionRules(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    public void setDefaults(KubeObject object) {
        if (object.get("spec").path("names") instanceof ObjectNode names) {
            String kind = names.path("kind").asText("");
            if (names.path("singular").asText("").isEmpty() && !kind.isEmpty()) {
                names.put("singular", kind.toLowerCase(Locale.ROOT));
            }
            if (names.path("listKind").asText("").isEmpty() && !kind.isEmpty()) {
                names.put("listKind", kind + "List");
            }
        }
    }

    @Override
    public void prepareForCreate(KubeObject object) {
        ObjectNode status = object.tree().putObject("status");
        status.putNull("conditions");
        status.putObject("acceptedNames").put("plural", "").put("kind", "");
        storedVersion(object).ifPresent(status.putArray("storedVersions")::add);
    }

    @Override
    public void prepareForUpdate(KubeObject object, KubeObject old) {
        storedVersion(object).ifPresent(version -> {
            if (object.get("status") instanceof ObjectNode status) {
                ArrayNode stored = status.withArrayProperty("storedVersions");
                boolean known = false;
                for (JsonNode one : stored) {
                    known |= one.asText().equals(version);
                }
                if (!known) {
                    ObjectNode changed = status.deepCopy();
                    changed.withArrayProperty("storedVersions").add(version);
                    object.tree().set("status", changed);
                }
            }
        });
    }

    private static Optional<String> storedVersion(KubeObject object) {
        for (JsonNode version : object.get("spec").path("versions")) {
            if (version.path("storage").asBoolean(false)) {
                return Optional.of(version.path("name").asText(""));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<FieldError> validateNew(KubeObject object) {
        String expected = CustomTypes.resource(object).toString();
        return object.name().equals(expected)
                ? List.of()
                : List.of(FieldError.invalid(
                        "metadata.name", object.name(), "must be spec.names.plural+\".\"+spec.group"));
    }

    @Override
    public List<FieldError> validate(KubeObject object) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode spec = object.get("spec");
        String group = spec.path("group").asText("");
        validateGroup(group, errors);
        validateScope(spec.path("scope").asText(""), errors);
        validateVersions(spec.path("versions"), errors);
        validateNames(spec.path("names"), errors);
        if (errors.isEmpty()) {
            errors.addAll(DefinitionSchemas.validate(spec.path("versions")));
        }
        return errors;
    }

    private static void validateGroup(String group, List<FieldError> errors) {
        if (group.isEmpty()) {
            errors.add(FieldError.required("spec.group", ""));
            return;
        }
        NameFormat.DNS_SUBDOMAIN
                .problems(group)
                .forEach(problem -> errors.add(FieldError.invalid("spec.group", group, problem)));
        if (!group.contains(".")) {
            errors.add(FieldError.invalid("spec.group", group, "should be a domain with at least one dot"));
        }
    }

    private static void validateScope(String scope, List<FieldError> errors) {
        List<String> scopes = List.of("Cluster", "Namespaced");
        if (scope.isEmpty()) {
            errors.add(FieldError.required("spec.scope", ""));
        } else if (!scopes.contains(scope)) {
            errors.add(FieldError.notSupported("spec.scope", scope, scopes));
        }
    }

    private static void validateVersions(JsonNode versions, List<FieldError> errors) {
        Set<String> names = new TreeSet<>();
        int stored = 0;
        for (int i = 0; i < versions.size(); i++) {
            JsonNode version = versions.get(i);
            String name = version.path("name").asText("");
            String path = "spec.versions[" + i + "]";
            NameFormat.DNS_LABEL
                    .problems(name)
                    .forEach(problem -> errors.add(FieldError.invalid(path + ".name", name, problem)));
            if (!names.add(name)) {
                errors.add(FieldError.invalid("spec.versions", versions, "must contain unique version names"));
            }
            stored += version.path("storage").asBoolean(false) ? 1 : 0;
            if (!version.path("schema").path("openAPIV3Schema").isObject()) {
                errors.add(FieldError.required(path + ".schema.openAPIV3Schema", "schemas are required"));
            }
        }
        if (stored != 1) {
            errors.add(FieldError.invalid(
                    "spec.versions", versions, "must have exactly one version marked as storage version"));
        }
    }

    private static void validateNames(JsonNode names, List<FieldError> errors) {
        for (String field : List.of("plural", "singular", "kind", "listKind")) {
            String path = "spec.names." + field;
            String value = names.path(field).asText("");
            if (value.isEmpty()) {
                errors.add(FieldError.required(path, ""));
            } else {
                validateLabel(path, field.endsWith("ind") ? value.toLowerCase(Locale.ROOT) : value, errors);
            }
        }
        for (String field : List.of("shortNames", "categories")) {
            JsonNode values = names.path(field);
            for (int i = 0; i < values.size(); i++) {
                validateLabel(
                        "spec.names." + field + "[" + i + "]", values.get(i).asText(), errors);
            }
        }
    }

    private static void validateLabel(String path, String value, List<FieldError> errors) {
        NameFormat.DNS_LABEL.problems(value).forEach(problem -> errors.add(FieldError.invalid(path, value, problem)));
    }

    @Override
    public List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
        List<FieldError> errors = new ArrayList<>();
        boolean established = Conditions.isTrue(old, Conditions.ESTABLISHED);
        immutable(
                "spec.group", object.get("spec").path("group"), old.get("spec").path("group"), errors);
        if (established) {
            immutable(
                    "spec.scope",
                    object.get("spec").path("scope"),
                    old.get("spec").path("scope"),
                    errors);
            immutable(
                    "spec.names.kind",
                    object.get("spec").path("names").path("kind"),
                    old.get("spec").path("names").path("kind"),
                    errors);
        }
        immutable(
                "spec.names.plural",
                object.get("spec").path("names").path("plural"),
                old.get("spec").path("names").path("plural"),
                errors);
        return errors;
    }

    private static void immutable(String path, JsonNode value, JsonNode old, List<FieldError> errors) {
        if (!value.equals(old)) {
            errors.add(FieldError.invalid(path, value, IMMUTABLE));
        }
    }

    @Override
    public Optional<KubeObject> beginDeletion(KubeObject object) {
        List<String> finalizers = new ArrayList<>(object.finalizers());
        if (!finalizers.contains(DefinitionController.FINALIZER)) {
            finalizers.add(DefinitionController.FINALIZER);
        }
        object.setFinalizers(finalizers);
        Conditions.set(
                object,
                new Conditions.Condition(
                        Conditions.TERMINATING,
                        true,
                        "InstanceDeletionPending",
                        "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon"),
                clock.instant());
        return Optional.of(object);
    }
}
