package io.redshiftops;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkiverse.operatorsdk.runtime.QuarkusControllerConfiguration;

/**
 * The configuration of a controller whose reconciler hears of every event, the ones of objects that are being deleted
 * included.
 *
 * <p>The Quarkus extension reads {@code @ControllerConfiguration(triggerReconcilerOnAllEvents = true)} when it builds, but
 * does not hand it to the Java Operator SDK. Without it an object whose finalizer the reconciler itself added is never
 * reconciled again once it is marked for deletion.
 */
final class AllEventsConfiguration<P extends HasMetadata> extends QuarkusControllerConfiguration<P> {

    private AllEventsConfiguration(QuarkusControllerConfiguration<P> declared) {
        super(
                declared.getInformerConfig(),
                declared.getName(),
                declared.isGenerationAware(),
                declared.getAssociatedReconcilerClassName(),
                declared.getRetry(),
                declared.getRateLimiter(),
                declared.maxReconciliationInterval().orElse(null),
                declared.getFinalizerName(),
                declared.fieldManager(),
                declared.getWorkflow(),
                declared.getResourceTypeName(),
                declared.getResourceClass());
    }

    /** What is declared, with every event. */
    static <P extends HasMetadata> AllEventsConfiguration<P> of(
            QuarkusControllerConfiguration<P> declared, QuarkusConfigurationService parent) {
        AllEventsConfiguration<P> configuration = new AllEventsConfiguration<>(declared);
        configuration.setParent(parent);
        return configuration;
    }

    @Override
    public boolean triggerReconcilerOnAllEvents() {
        return true;
    }
}
