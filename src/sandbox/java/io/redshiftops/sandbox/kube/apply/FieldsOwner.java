package io.redshiftops.sandbox.kube.apply;

import io.redshiftops.sandbox.kube.model.GoText;
import java.util.Comparator;

/**
 * Who manages fields: an entry of {@code metadata.managedFields} without its fields.
 *
 * @param manager the client's name for itself
 * @param applies whether by apply, else by updates
 * @param apiVersion the version in which the fields are named; for updates it is part of the identity
 * @param subresource empty for the object itself
 */
record FieldsOwner(String manager, boolean applies, String apiVersion, String subresource) {

    /** By the form that the real server uses as key. */
    static final Comparator<FieldsOwner> ORDER = Comparator.comparing(FieldsOwner::manager)
            .thenComparing(owner -> owner.applies ? "Apply" : "Update")
            .thenComparing(FieldsOwner::apiVersion)
            .thenComparing(FieldsOwner::subresource);

    static FieldsOwner applier(String manager, String subresource) {
        return new FieldsOwner(manager, true, "", subresource);
    }

    static FieldsOwner updater(String manager, String apiVersion, String subresource) {
        return new FieldsOwner(manager, false, apiVersion, subresource);
    }

    String operation() {
        return applies ? "Apply" : "Update";
    }

    /** The owner in messages about conflicts. */
    String shown() {
        return GoText.quote(manager)
                + (subresource.isEmpty() ? "" : " with subresource " + GoText.quote(subresource))
                + (applies ? "" : " using " + apiVersion);
    }
}
