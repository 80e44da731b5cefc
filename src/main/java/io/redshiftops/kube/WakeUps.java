package io.redshiftops.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Lets running jobs wake the reconciler of their object. */
public final class WakeUps<P extends HasMetadata> extends AbstractEventSource<P, P> {

    /** For the jobs of objects of one kind. */
    public WakeUps(Class<P> kind) {
        super(kind, "jobs");
    }

    /** Has the object reconciled soon; without effect while the operator stops. */
    public void wake(P object) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(ResourceID.fromResource(object)));
        }
    }

    @Override
    public Set<P> getSecondaryResources(P primary) {
        return Set.of();
    }
}
