package io.redshiftops.sandbox.kube.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the objects of one kind differ from those of others when they are read and written. */
public interface Behaviour {

    /** Makes an object of a tree, which it may take as its own. */
    Decoded decode(ObjectNode tree) throws DecodeException;

    /** Whether bodies may leave apiVersion and kind out. */
    boolean typeMetaIsOptional();

    /** Sets what the server alone decides on a new object. */
    default void prepareForCreate(KubeObject object) {}

    /** What is wrong with a new object, beside its metadata's general rules. */
    List<FieldError> validate(KubeObject object);

    /**
     * Puts back what the request may not change and counts the generation.
     *
     * @param subresource empty for the object itself
     */
    void prepareForUpdate(KubeObject object, KubeObject old, String subresource);

    /** What is wrong with a changed object, beside its metadata's general rules. */
    List<FieldError> validateUpdate(KubeObject object, KubeObject old, String subresource);

    /** What the user should know although the object is stored. */
    default List<String> warnings(KubeObject object, @Nullable KubeObject old) {
        return List.of();
    }

    /** Whether an update need not say which version it is made from. */
    boolean allowsUnconditionalUpdate();

    /** Whether strategic merge patches are understood. */
    boolean allowsStrategicPatch();

    /** The top-level fields that requests on the object or a subresource can neither change nor own. */
    List<String> ignoredFields(String subresource);

    /** The object in the form in which it is stored. */
    default KubeObject toStored(KubeObject object) {
        return object;
    }

    /** The stored object as this version of the kind shows it. */
    default KubeObject fromStored(KubeObject stored) {
        return stored;
    }

    /** The values that field selectors can ask for, beside name and namespace. */
    default Map<String, String> selectableFields(KubeObject object) {
        return Map.of();
    }

    /** The message for a field selector on a field that cannot be selected by. */
    String unknownFieldSelector(String field, boolean namespaced);

    /**
     * Turns a delete into the first of several stages.
     *
     * @param object a copy of the object, to be changed
     * @return the object as it is to be stored for the time being; empty if it is deleted like any other
     */
    default Optional<KubeObject> beginDeletion(KubeObject object) {
        return Optional.empty();
    }

    /** Whether nothing holds an object any more that is to be deleted. */
    default boolean isFinalised(KubeObject object) {
        return object.finalizers().isEmpty();
    }
}
