package io.redshiftops.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.time.Duration;
import java.util.Objects;

/**
 * Lets through the updates of an object that a reconciler cares about: of spec, annotations, finalizers and deletion, but
 * not of its own status.
 */
public final class RelevantUpdate implements OnUpdateFilter<HasMetadata> {
    /** How soon to look again at an object that {@link #cameBefore changed before a write}. */
    public static final Duration AT_ONCE = Duration.ofMillis(1);

    /**
     * Whether a relevant update reached the API server between a reconciliation's read and its write of the status. The
     * answer to the write then holds it, and the framework takes its event for the write's own and drops it.
     *
     * @param stored the answer to the write
     * @param known the object that the reconciliation knew
     */
    public static boolean cameBefore(HasMetadata stored, HasMetadata known) {
        return new RelevantUpdate().accept(stored, known);
    }

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
