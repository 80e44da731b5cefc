package io.redshiftops.sandbox.kube.builtin;

import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is peculiar to one built-in kind; the defaults suit a kind that is merely stored. */
public interface KindRules {

    /** A kind without peculiarities. */
    KindRules PLAIN = new KindRules() {};

    /** What its objects may be called. */
    default NameFormat nameFormat() {
        return NameFormat.DNS_SUBDOMAIN;
    }

    /** Sets defaults that depend on other fields. */
    default void setDefaults(KubeObject object) {}

    /** Sets what the server alone decides on a new object. */
    default void prepareForCreate(KubeObject object) {}

    /** Puts back what an update of the object itself may not change. */
    default void prepareForUpdate(KubeObject object, KubeObject old) {}

    /** What is wrong with an object's content. */
    default List<FieldError> validate(KubeObject object) {
        return List.of();
    }

    /** What is wrong with a new object, beside its content. */
    default List<FieldError> validateNew(KubeObject object) {
        return List.of();
    }

    /** What is wrong with a change. */
    default List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
        return List.of();
    }

    /** What users are told although the object is stored. */
    default List<String> warnings(KubeObject object, @Nullable KubeObject old) {
        return List.of();
    }

    /** Whether changes of the content are counted in {@code metadata.generation}. */
    default boolean hasGeneration() {
        return false;
    }

    /** Whether an update need not say which version it is made from. */
    default boolean allowsUnconditionalUpdate() {
        return true;
    }

    /** The form in which an object is stored. */
    default KubeObject toStored(KubeObject object) {
        return object;
    }

    /** The stored object in the form of this kind. */
    default KubeObject fromStored(KubeObject stored) {
        return stored;
    }

    /** What field selectors can ask for, beside name and namespace. */
    default Map<String, String> selectableFields(KubeObject object) {
        return Map.of();
    }

    /** See {@link io.redshiftops.sandbox.kube.resource.Behaviour#beginDeletion}. */
    default Optional<KubeObject> beginDeletion(KubeObject object) {
        return Optional.empty();
    }

    /** Whether nothing holds an object any more that is to be deleted. */
    default boolean isFinalised(KubeObject object) {
        return object.finalizers().isEmpty();
    }
}
