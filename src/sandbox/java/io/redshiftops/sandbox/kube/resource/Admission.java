package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.model.UserInfo;
import org.jspecify.annotations.Nullable;

/** A rule beyond that of the kind: refuses writes by throwing. */
@FunctionalInterface
public interface Admission {

    /** What a write does. */
    enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    /**
     * A write on its way.
     *
     * @param object the object as it will be, null for a delete
     * @param old the object as it is, null for a create
     */
    record Request(
            Operation operation,
            Target target,
            @Nullable KubeObject object,
            @Nullable KubeObject old,
            UserInfo user) {}

    /** Lets a write pass or refuses it with an {@link io.redshiftops.sandbox.kube.model.ApiException}. */
    void admit(Request request);
}
