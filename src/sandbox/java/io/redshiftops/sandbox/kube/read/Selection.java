package io.redshiftops.sandbox.kube.read;

import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.ResourceType;

/** Chooses objects by labels and fields. */
public record Selection(LabelSelector labels, FieldSelector fields) {

    /** Chooses everything. */
    public static final Selection EVERYTHING = new Selection(LabelSelector.EVERYTHING, FieldSelector.EVERYTHING);

    public boolean matches(ResourceType type, KubeObject object) {
        return (labels.isEverything() || labels.matches(object.labels())) && fields.matches(type, object);
    }

    public boolean isEverything() {
        return labels.isEverything() && fields.isEverything();
    }
}
