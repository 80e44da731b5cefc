package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.Behaviour;
import io.redshiftops.sandbox.kube.resource.DecodeException;
import io.redshiftops.sandbox.kube.resource.Decoded;
import io.redshiftops.sandbox.kube.schema.Defaulter;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.validation.ObjectMetaValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How built-in kinds are read and written: by their types, with the rules of each.
 *
 * @param hasStatus whether the status is a part of its own, which only writes to it change
 */
record BuiltinBehaviour(GroupVersionKind kind, boolean namespaced, Schema schema, boolean hasStatus, KindRules rules)
        implements Behaviour {

    @Override
    public Decoded decode(ObjectNode tree) throws DecodeException {
        List<String> unknown = new ArrayList<>();
        try {
            KubeObject object = new KubeObject(StructDecoder.decode(tree, schema, kind.kind(), "", unknown));
            object.setGroupVersionKind(kind);
            object.metadata();
            Defaulter.apply(object.tree(), schema);
            rules.setDefaults(object);
            return new Decoded(object, unknown);
        } catch (StructDecoder.MismatchException e) {
            throw new DecodeException(e.text());
        }
    }

    @Override
    public boolean typeMetaIsOptional() {
        return true;
    }

    @Override
    public void prepareForCreate(KubeObject object) {
        if (rules.hasGeneration()) {
            object.metadata().put("generation", 1L);
        }
        rules.prepareForCreate(object);
    }

    @Override
    public List<FieldError> validate(KubeObject object) {
        List<FieldError> errors =
                new ArrayList<>(ObjectMetaValidation.validate(object, namespaced, rules.nameFormat()));
        errors.addAll(rules.validateNew(object));
        errors.addAll(rules.validate(object));
        return errors;
    }

    @Override
    public void prepareForUpdate(KubeObject object, KubeObject old, String subresource) {
        if (subresource.isEmpty()) {
            if (hasStatus) {
                set(object, "status", old.get("status"));
            }
            rules.prepareForUpdate(object, old);
            boolean changed = object.tree().properties().stream()
                    .filter(entry -> !List.of("metadata", "status").contains(entry.getKey()))
                    .anyMatch(entry -> !entry.getValue().equals(old.get(entry.getKey())));
            if (rules.hasGeneration() && changed) {
                object.metadata().put("generation", old.generation() + 1);
            }
            return;
        }
        if (!subresource.equals("status")) {
            // Finalizing: what holds the object is in its spec, and that alone changes.
            set(object, "status", old.get("status"));
            return;
        }
        for (Map.Entry<String, JsonNode> entry : old.tree().deepCopy().properties()) {
            if (!entry.getKey().equals("status") && !entry.getKey().equals("metadata")) {
                object.tree().set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static void set(KubeObject object, String field, JsonNode value) {
        if (value.isMissingNode()) {
            object.tree().remove(field);
        } else {
            object.tree().set(field, value);
        }
    }

    @Override
    public List<FieldError> validateUpdate(KubeObject object, KubeObject old, String subresource) {
        if (!subresource.isEmpty()) {
            return List.of();
        }
        List<FieldError> errors = new ArrayList<>(rules.validateUpdate(object, old));
        errors.addAll(rules.validate(object));
        return errors;
    }

    @Override
    public List<String> warnings(KubeObject object, @Nullable KubeObject old) {
        return rules.warnings(object, old);
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return rules.allowsUnconditionalUpdate();
    }

    @Override
    public boolean allowsStrategicPatch() {
        return true;
    }

    @Override
    public List<String> ignoredFields(String subresource) {
        if (!hasStatus) {
            return List.of();
        }
        return subresource.equals("status") ? List.of("spec") : List.of("status");
    }

    @Override
    public KubeObject toStored(KubeObject object) {
        return rules.toStored(object);
    }

    @Override
    public KubeObject fromStored(KubeObject stored) {
        return rules.fromStored(stored);
    }

    @Override
    public Map<String, String> selectableFields(KubeObject object) {
        return rules.selectableFields(object);
    }

    @Override
    public String unknownFieldSelector(String field, boolean inNamespace) {
        TreeSet<String> known = new TreeSet<>(List.of("metadata.name", "metadata.namespace"));
        known.addAll(rules.selectableFields(KubeObject.of(kind)).keySet());
        String names = known.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        return known.size() == 2
                ? "\"" + field + "\" is not a known field selector: only " + names
                : "field label not supported: " + field;
    }

    @Override
    public Optional<KubeObject> beginDeletion(KubeObject object) {
        return rules.beginDeletion(object);
    }

    @Override
    public boolean isFinalised(KubeObject object) {
        return rules.isFinalised(object);
    }
}
