package io.redshiftops.warehouse;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.redshiftops.api.v1alpha1.Api;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import io.redshiftops.kube.Annotations;
import io.redshiftops.kube.Backoff;
import io.redshiftops.kube.EventRecorder;
import io.redshiftops.kube.Problem;
import io.redshiftops.kube.RelevantUpdate;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps clusters, their roles and their inbound rules as RedshiftWarehouses say. */
@ControllerConfiguration(
        name = "redshiftwarehouse",
        finalizerName = Api.WAREHOUSE_FINALIZER,
        generationAwareEventProcessing = false,
        fieldManager = Api.OPERATOR,
        informer = @Informer(onUpdateFilter = RelevantUpdate.class))
@Singleton
public class RedshiftWarehouseReconciler implements Reconciler<RedshiftWarehouse>, Cleaner<RedshiftWarehouse> {

    /** While AWS works, in case the watch of clusters misses something that DescribeClusters does not show. */
    private static final Duration WHILE_BUSY = Duration.ofSeconds(5);

    /** How often rules, roles and parameters are looked at when nothing happens. */
    private static final Duration WHEN_READY = Duration.ofMinutes(5);

    /** How often what only a user can mend is tried again, since a mended policy sends no event. */
    private static final Duration WHEN_STALLED = Duration.ofSeconds(60);

    private final Warehouses warehouses;
    private final WarehouseStatuses statuses;
    private final ClusterWatch watch;
    private final EventRecorder events;
    private final Backoff backoff;

    @Inject
    RedshiftWarehouseReconciler(
            Warehouses warehouses,
            WarehouseStatuses statuses,
            ClusterWatch watch,
            EventRecorder events,
            Backoff backoff) {
        this.warehouses = warehouses;
        this.statuses = statuses;
        this.watch = watch;
        this.events = events;
        this.backoff = backoff;
    }

    @Override
    public List<EventSource<?, RedshiftWarehouse>> prepareEventSources(EventSourceContext<RedshiftWarehouse> context) {
        InformerEventSource<Secret, RedshiftWarehouse> secrets = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Secret.class, RedshiftWarehouse.class)
                        .withName("secrets")
                        .withSecondaryToPrimaryMapper(secret -> concernedBy(secret, context))
                        .build(),
                context);
        return List.of(watch, secrets);
    }

    /** The warehouses that take their password from a Secret, and the one whose connection it holds. */
    private static Set<ResourceID> concernedBy(Secret secret, EventSourceContext<RedshiftWarehouse> context) {
        String name = secret.getMetadata().getName();
        return context.getPrimaryCache()
                .list(
                        secret.getMetadata().getNamespace(),
                        warehouse -> name.equals(Warehouses.passwordSecret(warehouse))
                                || name.equals(Warehouses.connectionSecret(warehouse)))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    @Override
    public UpdateControl<RedshiftWarehouse> reconcile(RedshiftWarehouse warehouse, Context<RedshiftWarehouse> context) {
        if (Annotations.isPaused(warehouse)) {
            return UpdateControl.patchStatus(statuses.paused(warehouse));
        }
        Outcome outcome = warehouses.converge(warehouse, namespacePolicy(warehouse, context.getClient()));
        follow(warehouse, outcome);
        Duration next = announceAndSchedule(warehouse, outcome);
        RedshiftWarehouse stored =
                context.resourceOperations().serverSideApplyPrimaryStatus(outcome.report(warehouse, statuses));
        return UpdateControl.<RedshiftWarehouse>noUpdate()
                .rescheduleAfter(RelevantUpdate.cameBefore(stored, warehouse) ? RelevantUpdate.AT_ONCE : next);
    }

    @Override
    public DeleteControl cleanup(RedshiftWarehouse warehouse, Context<RedshiftWarehouse> context) {
        if (Annotations.isPaused(warehouse)) {
            return DeleteControl.noFinalizerRemoval();
        }
        Outcome outcome = warehouses.dismantle(warehouse, namespacePolicy(warehouse, context.getClient()));
        follow(warehouse, outcome);
        Duration next = announceAndSchedule(warehouse, outcome);
        if (outcome.problem() != null) {
            context.resourceOperations().serverSideApplyPrimaryStatus(outcome.report(warehouse, statuses));
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(next.toMillis());
        }
        watch.forget(ResourceID.fromResource(warehouse));
        WarehouseDesign design = outcome.design();
        if (design != null && design.deletionPolicy() == DeletionPolicy.RETAIN) {
            events.normal(
                    warehouse,
                    WarehouseReason.RETAINED,
                    "cluster %s stays in %s, with its role and rules"
                            .formatted(design.clusterIdentifier(), design.region()));
        }
        return DeleteControl.defaultDelete();
    }

    private void follow(RedshiftWarehouse warehouse, Outcome outcome) {
        WarehouseDesign design = outcome.design();
        if (design != null) {
            boolean busy = outcome.problem() != null && outcome.problem().kind() == Problem.Kind.WAIT;
            watch.follow(ResourceID.fromResource(warehouse), design.region(), design.clusterIdentifier(), busy);
        }
    }

    /** Tells of what went wrong and says when to look again. */
    private Duration announceAndSchedule(RedshiftWarehouse warehouse, Outcome outcome) {
        String uid = warehouse.getMetadata().getUid();
        Problem problem = outcome.problem();
        if (problem == null) {
            backoff.succeeded(uid);
            return backoff.jittered(WHEN_READY);
        }
        return switch (problem.kind()) {
            case WAIT -> {
                backoff.succeeded(uid);
                yield WHILE_BUSY;
            }
            case RETRY -> {
                events.warning(warehouse, problem.reason(), problem.message());
                yield backoff.afterFailure(uid);
            }
            case USER -> {
                events.warning(warehouse, problem.reason(), problem.message());
                yield backoff.jittered(WHEN_STALLED);
            }
        };
    }

    private static @Nullable DeletionPolicy namespacePolicy(RedshiftWarehouse warehouse, KubernetesClient client) {
        Namespace namespace = client.namespaces()
                .withName(warehouse.getMetadata().getNamespace())
                .get();
        String word = namespace == null ? null : Annotations.get(namespace, Api.DELETION_POLICY);
        return word == null
                ? null
                : Arrays.stream(DeletionPolicy.values())
                        .filter(policy -> policy.name().equalsIgnoreCase(word))
                        .findFirst()
                        .orElse(null);
    }
}
