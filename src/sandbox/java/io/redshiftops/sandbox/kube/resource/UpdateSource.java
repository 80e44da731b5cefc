package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.model.KubeObject;
import org.jspecify.annotations.Nullable;

/** Where the new state of an object comes from: a whole object, or a patch of the present state. */
interface UpdateSource {

    /**
     * The new state, which the caller may change.
     *
     * @param current the present state, null if there is no object
     */
    KubeObject updated(@Nullable KubeObject current);

    /** Whether the object is made if it is not there. */
    boolean mayCreate();

    /** The uid that the object must have, empty if any will do. */
    String expectedUid();
}
