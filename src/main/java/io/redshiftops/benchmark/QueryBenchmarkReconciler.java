package io.redshiftops.benchmark;

import io.fabric8.kubernetes.api.model.HasMetadata;
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
import io.redshiftops.api.v1alpha1.QueryBenchmark;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.S3Load;
import io.redshiftops.benchmark.Benchmarks.Next;
import io.redshiftops.kube.RelevantUpdate;
import io.redshiftops.kube.WakeUps;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Measures what QueryBenchmarks ask for. */
@ControllerConfiguration(
        name = "querybenchmark",
        finalizerName = Api.BENCHMARK_FINALIZER,
        generationAwareEventProcessing = false,
        triggerReconcilerOnAllEvents = true,
        fieldManager = Api.OPERATOR,
        informer = @Informer(onUpdateFilter = RelevantUpdate.class))
@Singleton
public class QueryBenchmarkReconciler implements Reconciler<QueryBenchmark> {

    private static final Duration WHILE_LETTING_GO = Duration.ofSeconds(1);

    private final Benchmarks benchmarks;
    private final BenchmarkStatuses statuses;
    private final WakeUps<QueryBenchmark> wakeUps = new WakeUps<>(QueryBenchmark.class);

    @Inject
    QueryBenchmarkReconciler(Benchmarks benchmarks, BenchmarkStatuses statuses) {
        this.benchmarks = benchmarks;
        this.statuses = statuses;
    }

    @Override
    public List<EventSource<?, QueryBenchmark>> prepareEventSources(EventSourceContext<QueryBenchmark> context) {
        return List.of(
                wakeUps,
                source(
                        context,
                        RedshiftWarehouse.class,
                        "warehouses",
                        (benchmark, name) ->
                                benchmark.getSpec().warehouseRef().name().equals(name)),
                source(
                        context,
                        S3Load.class,
                        "loads",
                        (benchmark, name) -> benchmark.getSpec().variants().stream()
                                .anyMatch(variant -> variant.loadRef() != null
                                        && variant.loadRef().name().equals(name))),
                source(context, Secret.class, "secrets", (benchmark, name) -> {
                    var runAs = benchmark.getSpec().runAs();
                    return runAs != null && runAs.secretRef().name().equals(name);
                }));
    }

    /** Wakes the benchmarks of an object's namespace that depend on it. */
    private static <T extends HasMetadata> EventSource<?, QueryBenchmark> source(
            EventSourceContext<QueryBenchmark> context,
            Class<T> kind,
            String name,
            BiPredicate<QueryBenchmark, String> dependsOn) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, QueryBenchmark.class)
                        .withName(name)
                        .withSecondaryToPrimaryMapper(secondary -> context.getPrimaryCache()
                                .list(
                                        secondary.getMetadata().getNamespace(),
                                        benchmark -> dependsOn.test(
                                                benchmark,
                                                secondary.getMetadata().getName()))
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .build(),
                context);
    }

    @Override
    public UpdateControl<QueryBenchmark> reconcile(QueryBenchmark benchmark, Context<QueryBenchmark> context) {
        if (context.isPrimaryResourceDeleted()) {
            benchmarks.forget(benchmark.getMetadata().getUid());
            return UpdateControl.noUpdate();
        }
        Runnable wake = () -> wakeUps.wake(benchmark);
        if (benchmark.isMarkedForDeletion()) {
            return letGo(benchmark, context, wake);
        }
        Next next = benchmarks.advance(benchmark, wake);
        QueryBenchmark current = next.holdsSession() ? withFinalizer(benchmark, context) : benchmark;
        boolean changed = report(current, next, context);
        if (!next.holdsSession() && benchmark.hasFinalizer(Api.BENCHMARK_FINALIZER)) {
            context.resourceOperations().removeFinalizer();
        }
        if (changed) {
            return UpdateControl.<QueryBenchmark>noUpdate().rescheduleAfter(RelevantUpdate.AT_ONCE);
        }
        return next.again().isZero()
                ? UpdateControl.noUpdate()
                : UpdateControl.<QueryBenchmark>noUpdate()
                        .rescheduleAfter(next.again().toMillis());
    }

    private static QueryBenchmark withFinalizer(QueryBenchmark benchmark, Context<QueryBenchmark> context) {
        return benchmark.hasFinalizer(Api.BENCHMARK_FINALIZER)
                ? benchmark
                : context.resourceOperations().addFinalizer();
    }

    private UpdateControl<QueryBenchmark> letGo(
            QueryBenchmark benchmark, Context<QueryBenchmark> context, Runnable wake) {
        if (!benchmark.hasFinalizer(Api.BENCHMARK_FINALIZER)) {
            return UpdateControl.noUpdate();
        }
        if (benchmarks.letGo(benchmark, wake)) {
            context.resourceOperations().removeFinalizer();
            return UpdateControl.noUpdate();
        }
        return UpdateControl.<QueryBenchmark>noUpdate().rescheduleAfter(WHILE_LETTING_GO.toMillis());
    }

    /**
     * Writes the status. While a job runs it carries the resource version: a run goes on only when the status that names its
     * session is written, over what this process knew; if somebody else wrote meanwhile, it stops.
     *
     * @return whether the object was changed meanwhile, so that it is to be looked at again
     */
    private boolean report(QueryBenchmark benchmark, Next next, Context<QueryBenchmark> context) {
        boolean pinned = next.progress() != null;
        QueryBenchmark fresh = statuses.withStatus(benchmark, next.facts(), pinned);
        try {
            QueryBenchmark stored = context.resourceOperations().serverSideApplyPrimaryStatus(fresh);
            if (next.progress() != null) {
                next.progress().acknowledge(next.facts().run());
            }
            return RelevantUpdate.cameBefore(stored, benchmark);
        } catch (KubernetesClientException e) {
            if (next.progress() == null || e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            next.progress().refuse();
            return false;
        }
    }
}
