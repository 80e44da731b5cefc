package io.redshiftops.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Lets through the updates of an object that a reconciler cares about: of spec, annotations, finalizers and deletion, but
 * not of its own status.
 */
public final class RelevantUpdate implements OnUpdateFilter<HasMetadata> {
    @Override
    public boolean accept(HasMetadata after, HasMetadata before) {
        ObjectMeta now = after.getMetadata();
        ObjectMeta then = before.getMetadata();
        return !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getAnnotations(), then.getAnnotations())
                || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp())
                || !Objects.equals(now.getFinalizers(), then.getFinalizers());
    }
}
