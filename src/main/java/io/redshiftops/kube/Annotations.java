package io.redshiftops.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.redshiftops.api.v1alpha1.Api;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The annotations that users steer the operator with. */
public final class Annotations {

    private Annotations() {}

    /** Whether the object asks not to be reconciled. */
    public static boolean isPaused(HasMetadata object) {
        return "true".equals(get(object, Api.PAUSED));
    }

    /** When the user last asked for a reconciliation, as a text that is only compared. */
    public static @Nullable String reconcileRequestedAt(HasMetadata object) {
        String value = get(object, Api.RECONCILE_REQUESTED_AT);
        return value == null || value.length() <= 128 ? value : value.substring(0, 128);
    }

    /** An annotation's value; null if there is none. */
    public static @Nullable String get(HasMetadata object, String key) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(key);
    }
}
