package io.redshiftops.benchmark;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.redshiftops.api.v1alpha1.ConditionStatus;
import io.redshiftops.api.v1alpha1.QueryBenchmark;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.RunStatus;
import io.redshiftops.kube.Annotations;
import io.redshiftops.kube.Conditions;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the whole status of a benchmark anew each time, as server-side apply wants it. */
final class BenchmarkStatuses {

    /** Whether a run of what is wanted now has finished, whatever came out. */
    static final String FINISHED = "Finished";

    private final Clock clock;

    BenchmarkStatuses(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is known about a benchmark.
     *
     * @param state one word for the column
     * @param conditions sets the conditions but {@link #FINISHED}
     * @param finished whether what is wanted has been measured
     * @param progress samples taken of samples wanted; null for what the status says already
     * @param run the run whose session or user may be there; null for none
     * @param results of a run that finished just now; null for what the status says already
     * @param configMap where the results are; null for what the status says already
     */
    record Facts(
            String state,
            Consumer<Conditions> conditions,
            boolean finished,
            @Nullable String progress,
            @Nullable RunStatus run,
            @Nullable StatusResults results,
            @Nullable String configMap) {}

    /**
     * The object with nothing but its identity and its new status.
     *
     * @param pinned whether to carry the resource version, so that the write fails if somebody else wrote meanwhile
     */
    QueryBenchmark withStatus(QueryBenchmark benchmark, Facts facts, boolean pinned) {
        QueryBenchmarkStatus before = benchmark.getStatus();
        Long generation = benchmark.getMetadata().getGeneration();
        Conditions conditions = Conditions.after(before == null ? null : before.conditions(), generation, clock);
        facts.conditions().accept(conditions);
        conditions.set(
                FINISHED,
                facts.finished() ? ConditionStatus.TRUE : ConditionStatus.FALSE,
                (facts.finished() ? BenchmarkReason.RUN_FINISHED : BenchmarkReason.WANTED).word(),
                facts.finished() ? "the run has finished" : "a run is wanted");
        StatusResults results = facts.results() == null ? StatusResults.of(before) : facts.results();
        QueryBenchmark fresh = new QueryBenchmark();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(benchmark.getMetadata().getName())
                .withNamespace(benchmark.getMetadata().getNamespace())
                .withUid(benchmark.getMetadata().getUid())
                .withResourceVersion(pinned ? benchmark.getMetadata().getResourceVersion() : null)
                .build());
        fresh.setStatus(new QueryBenchmarkStatus(
                generation,
                conditions.list(),
                facts.state(),
                facts.progress() == null && before != null ? before.progress() : facts.progress(),
                facts.run(),
                results.measured(),
                results.cluster(),
                results.startedAt(),
                results.finishedAt(),
                results.environment(),
                results.summary(),
                results.queries(),
                results.loads(),
                facts.configMap() == null && before != null ? before.configMap() : facts.configMap(),
                Annotations.reconcileRequestedAt(benchmark)));
        return fresh;
    }
}
