package io.redshiftops.load;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.redshiftops.api.v1alpha1.Api;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.S3Load;
import io.redshiftops.api.v1alpha1.S3LoadSpec.RunAs;
import io.redshiftops.kube.RelevantUpdate;
import io.redshiftops.kube.WakeUps;
import io.redshiftops.load.Loads.Next;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Keeps tables holding the objects that S3Loads name. */
@ControllerConfiguration(
        name = "s3load",
        finalizerName = Api.LOAD_FINALIZER,
        generationAwareEventProcessing = false,
        triggerReconcilerOnAllEvents = true,
        fieldManager = Api.OPERATOR,
        informer = @Informer(onUpdateFilter = RelevantUpdate.class))
@Singleton
public class S3LoadReconciler implements Reconciler<S3Load> {

    private static final Duration WHILE_LETTING_GO = Duration.ofSeconds(1);

    private final Loads loads;
    private final LoadStatuses statuses;
    private final WakeUps<S3Load> wakeUps = new WakeUps<>(S3Load.class);

    @Inject
    S3LoadReconciler(Loads loads, LoadStatuses statuses) {
        this.loads = loads;
        this.statuses = statuses;
    }

    @Override
    public List<EventSource<?, S3Load>> prepareEventSources(EventSourceContext<S3Load> context) {
        InformerEventSource<RedshiftWarehouse, S3Load> warehouses = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(RedshiftWarehouse.class, S3Load.class)
                        .withName("warehouses")
                        .withSecondaryToPrimaryMapper(warehouse -> concerned(
                                context,
                                warehouse.getMetadata().getNamespace(),
                                load -> load.getSpec()
                                        .warehouseRef()
                                        .name()
                                        .equals(warehouse.getMetadata().getName())))
                        .build(),
                context);
        InformerEventSource<Secret, S3Load> secrets = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Secret.class, S3Load.class)
                        .withName("secrets")
                        .withSecondaryToPrimaryMapper(secret -> concerned(
                                context,
                                secret.getMetadata().getNamespace(),
                                load -> isLogin(load, secret.getMetadata().getName())))
                        .build(),
                context);
        return List.of(wakeUps, warehouses, secrets);
    }

    private static boolean isLogin(S3Load load, String secret) {
        RunAs runAs = load.getSpec().runAs();
        return runAs != null && runAs.secretRef().name().equals(secret);
    }

    private static Set<ResourceID> concerned(
            EventSourceContext<S3Load> context, String namespace, Predicate<S3Load> condition) {
        return context.getPrimaryCache()
                .list(namespace, condition)
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    @Override
    public UpdateControl<S3Load> reconcile(S3Load load, Context<S3Load> context) {
        if (context.isPrimaryResourceDeleted()) {
            loads.forget(load.getMetadata().getUid());
            return UpdateControl.noUpdate();
        }
        Runnable wake = () -> wakeUps.wake(load);
        if (load.isMarkedForDeletion()) {
            return letGo(load, context, wake);
        }
        Next next = loads.advance(load, wake);
        S3Load current = next.holdsSession() ? withFinalizer(load, context) : load;
        boolean changed = report(current, next, context);
        if (!next.holdsSession() && load.hasFinalizer(Api.LOAD_FINALIZER)) {
            context.resourceOperations().removeFinalizer();
        }
        if (changed) {
            return UpdateControl.<S3Load>noUpdate().rescheduleAfter(RelevantUpdate.AT_ONCE);
        }
        return next.again().isZero()
                ? UpdateControl.noUpdate()
                : UpdateControl.<S3Load>noUpdate().rescheduleAfter(next.again().toMillis());
    }

    private static S3Load withFinalizer(S3Load load, Context<S3Load> context) {
        return load.hasFinalizer(Api.LOAD_FINALIZER)
                ? load
                : context.resourceOperations().addFinalizer();
    }

    private UpdateControl<S3Load> letGo(S3Load load, Context<S3Load> context, Runnable wake) {
        if (!load.hasFinalizer(Api.LOAD_FINALIZER)) {
            return UpdateControl.noUpdate();
        }
        if (loads.letGo(load, wake)) {
            context.resourceOperations().removeFinalizer();
            return UpdateControl.noUpdate();
        }
        return UpdateControl.<S3Load>noUpdate().rescheduleAfter(WHILE_LETTING_GO.toMillis());
    }

    /**
     * Writes the status. While a job runs it carries the resource version: an attempt goes on only when the status that
     * names its session is written, over what this process knew; if somebody else wrote meanwhile, it stops.
     *
     * @return whether the object was changed meanwhile, so that it is to be looked at again
     */
    private boolean report(S3Load load, Next next, Context<S3Load> context) {
        boolean pinned = next.progress() != null;
        S3Load fresh = statuses.withStatus(load, next.design(), next.facts(), pinned);
        try {
            S3Load stored = context.resourceOperations().serverSideApplyPrimaryStatus(fresh);
            if (next.progress() != null) {
                next.progress().acknowledge(next.facts().attempts());
            }
            return RelevantUpdate.cameBefore(stored, load);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                // It is gone, of which an event tells; there is nobody left to report to.
                return false;
            }
            if (next.progress() == null || e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            next.progress().refuse();
            return false;
        }
    }
}
