package io.redshiftops.sandbox.kube.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.builtin.StructDecoder;
import io.redshiftops.sandbox.kube.cel.CelRules;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.Behaviour;
import io.redshiftops.sandbox.kube.resource.DecodeException;
import io.redshiftops.sandbox.kube.resource.Decoded;
import io.redshiftops.sandbox.kube.resource.ScaleView;
import io.redshiftops.sandbox.kube.resource.Subresource;
import io.redshiftops.sandbox.kube.schema.Correlation;
import io.redshiftops.sandbox.kube.schema.Defaulter;
import io.redshiftops.sandbox.kube.schema.ListTypeValidation;
import io.redshiftops.sandbox.kube.schema.Pruner;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.schema.SchemaValidator;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import io.redshiftops.sandbox.kube.validation.ObjectMetaValidation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How custom resources of one version of a definition are read and written. */
final class CustomBehaviour implements Behaviour {

    private static final Set<FieldError.Type> HIDE_RULES = EnumSet.of(
            FieldError.Type.NOT_SUPPORTED,
            FieldError.Type.REQUIRED,
            FieldError.Type.TOO_LONG,
            FieldError.Type.TOO_MANY,
            FieldError.Type.TYPE_INVALID);

    private final Shape shape;

    /** Compiling takes a while, and many versions are never written. */
    private volatile @Nullable CelRules rules;

    /**
     * What a definition says of one version.
     *
     * @param kind the kind in this version
     * @param storedVersion the apiVersion in which objects are stored
     * @param schema the schema of the definition
     * @param selectable the fields that selectors can ask for, such as {@code spec.color}, by their steps
     */
    record Shape(
            GroupVersionKind kind,
            String storedVersion,
            boolean namespaced,
            Schema schema,
            CustomMetadata metadata,
            boolean hasStatus,
            Optional<ScaleView> scale,
            Map<String, List<String>> selectable) {}

    CustomBehaviour(Shape shape) {
        this.shape = shape;
    }

    @Override
    public Decoded decode(ObjectNode tree) throws DecodeException {
        try {
            List<String> unknown = new ArrayList<>();
            shape.metadata().coerce(tree, shape.schema(), unknown);
            Pruner.prune(tree, shape.schema()).forEach(path -> unknown.add("unknown field \"" + path + "\""));
            complete(tree);
            return new Decoded(new KubeObject(tree), unknown);
        } catch (StructDecoder.MismatchException e) {
            throw new DecodeException(e.text());
        }
    }

    private void complete(ObjectNode tree) {
        Pruner.dropNulls(tree, shape.schema());
        Defaulter.apply(tree, shape.schema());
    }

    @Override
    public boolean typeMetaIsOptional() {
        return false;
    }

    @Override
    public void prepareForCreate(KubeObject object) {
        if (shape.hasStatus()) {
            object.tree().remove(Subresource.STATUS);
        }
        object.metadata().put("generation", 1L);
    }

    @Override
    public List<FieldError> validate(KubeObject object) {
        if (!object.kind().equals(shape.kind().kind())) {
            return otherKind(object);
        }
        List<FieldError> errors =
                new ArrayList<>(ObjectMetaValidation.validate(object, shape.namespaced(), NameFormat.DNS_SUBDOMAIN));
        errors.addAll(SchemaValidator.validate(object.tree(), shape.schema(), "", null));
        shape.scale().ifPresent(scale -> errors.addAll(scale.validate(object)));
        errors.addAll(CustomMetadata.validateEmbedded(object.tree(), shape.schema()));
        errors.addAll(ListTypeValidation.validate(object.tree(), shape.schema()));
        addBrokenRules(object, null, errors);
        return errors;
    }

    /** Whose kind is another is not looked at any further. */
    private List<FieldError> otherKind(KubeObject object) {
        return List.of(FieldError.invalid(
                "kind", object.kind(), "must be " + shape.kind().kind()));
    }

    private void addBrokenRules(KubeObject object, @Nullable KubeObject old, List<FieldError> errors) {
        if (errors.stream().anyMatch(error -> HIDE_RULES.contains(error.type()))) {
            errors.add(FieldError.invalid(
                    FieldError.ROOT,
                    NullNode.getInstance(),
                    "some validation rules were not checked because the object was invalid; correct the existing errors"
                            + " to complete validation"));
            return;
        }
        JsonNode before = old == null ? null : old.tree();
        Correlation correlation = before == null ? null : new Correlation(object.tree(), before, shape.schema());
        errors.addAll(rules().validate(object.tree(), before, correlation));
    }

    private CelRules rules() {
        CelRules compiled = rules;
        if (compiled == null) {
            compiled = CelRules.compile(shape.schema());
            rules = compiled;
        }
        return compiled;
    }

    @Override
    public void prepareForUpdate(KubeObject object, KubeObject old, String subresource) {
        if (subresource.equals(Subresource.STATUS)) {
            keepAllButStatus(object, old);
            return;
        }
        if (shape.hasStatus()) {
            set(object.tree(), Subresource.STATUS, old.get(Subresource.STATUS));
        }
        if (!content(object).equals(content(old))) {
            object.metadata().put("generation", old.generation() + 1);
        }
    }

    private ObjectNode content(KubeObject object) {
        ObjectNode content = object.tree().objectNode().setAll(object.tree());
        content.remove("metadata");
        if (shape.hasStatus()) {
            content.remove(Subresource.STATUS);
        }
        return content;
    }

    private static void keepAllButStatus(KubeObject object, KubeObject old) {
        JsonNode status = object.get(Subresource.STATUS);
        JsonNode managedFields = object.meta("managedFields");
        ObjectNode kept = old.tree().deepCopy();
        object.tree().removeAll();
        object.tree().setAll(kept);
        set(object.metadata(), "managedFields", managedFields);
        set(object.tree(), Subresource.STATUS, status);
    }

    private static void set(ObjectNode tree, String field, JsonNode value) {
        if (value.isMissingNode()) {
            tree.remove(field);
        } else {
            tree.set(field, value);
        }
    }

    @Override
    public List<FieldError> validateUpdate(KubeObject object, KubeObject old, String subresource) {
        if (!object.kind().equals(shape.kind().kind())) {
            return otherKind(object);
        }
        List<FieldError> errors = new ArrayList<>();
        boolean status = subresource.equals(Subresource.STATUS);
        Schema schema = status ? shape.schema().property(Subresource.STATUS) : shape.schema();
        JsonNode value = status ? object.get(Subresource.STATUS) : object.tree();
        JsonNode before = status ? old.get(Subresource.STATUS) : old.tree();
        if (schema != null && !value.isMissingNode()) {
            Correlation correlation = before.isMissingNode() ? null : new Correlation(value, before, schema);
            errors.addAll(SchemaValidator.validate(value, schema, status ? Subresource.STATUS : "", correlation));
        }
        if (!status) {
            shape.scale().ifPresent(scale -> errors.addAll(scale.validate(object)));
            errors.addAll(CustomMetadata.validateEmbedded(object.tree(), shape.schema()));
        }
        if (ListTypeValidation.validate(old.tree(), shape.schema()).isEmpty()) {
            errors.addAll(ListTypeValidation.validate(object.tree(), shape.schema()));
        }
        addBrokenRules(object, old, errors);
        return errors;
    }

    @Override
    public List<String> warnings(KubeObject object, @Nullable KubeObject old) {
        List<String> added = new ArrayList<>(object.finalizers());
        if (old != null) {
            added.removeAll(old.finalizers());
        }
        return ObjectMetaValidation.finalizerWarnings(added);
    }

    /** An update must say which version it is made from. */
    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    public boolean allowsStrategicPatch() {
        return false;
    }

    @Override
    public List<String> ignoredFields(String subresource) {
        if (subresource.equals(Subresource.STATUS)) {
            return List.of("apiVersion", "kind", "metadata", "spec");
        }
        return shape.hasStatus() ? List.of(Subresource.STATUS) : List.of();
    }

    @Override
    public KubeObject toStored(KubeObject object) {
        if (object.apiVersion().equals(shape.storedVersion())) {
            return object;
        }
        KubeObject stored = object.copy();
        stored.tree().put("apiVersion", shape.storedVersion());
        return stored;
    }

    @Override
    public KubeObject fromStored(KubeObject stored) {
        KubeObject shown = stored.copy();
        shown.tree().put("apiVersion", shape.kind().apiVersion());
        Pruner.prune(shown.tree(), shape.schema());
        complete(shown.tree());
        return shown;
    }

    @Override
    public Map<String, String> selectableFields(KubeObject object) {
        Map<String, String> values = new TreeMap<>();
        shape.selectable().forEach((field, steps) -> {
            JsonNode value = object.tree();
            for (String step : steps) {
                value = value.path(step);
            }
            values.put(field, value.asText(""));
        });
        return values;
    }

    @Override
    public String unknownFieldSelector(String field, boolean namespaced) {
        return "field label not supported: " + field;
    }
}
