package io.redshiftops.benchmark;

import io.redshiftops.api.v1alpha1.Condition;
import io.redshiftops.api.v1alpha1.ConditionStatus;
import io.redshiftops.api.v1alpha1.QueryBenchmark;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.RunStatus;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.Summary;
import io.redshiftops.benchmark.BenchmarkStatuses.Facts;
import io.redshiftops.benchmark.Benchmarks.Next;
import io.redshiftops.benchmark.ResultsConfigMap.Written;
import io.redshiftops.kube.Annotations;
import io.redshiftops.kube.Conditions;
import io.redshiftops.kube.Problem;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts what became of a benchmark into the words of its status. */
final class BenchmarkReports {

    private static final Duration WHILE_RUNNING = Duration.ofSeconds(10);
    private static final Duration WHEN_WAITING = Duration.ofSeconds(30);
    private static final Duration WHEN_STOPPING = Duration.ofSeconds(1);
    private static final Duration WHEN_STALLED = Duration.ofSeconds(60);
    /** The ConfigMap is not watched: it may be large, and changes of it by others are rare. */
    private static final Duration WHEN_FINISHED = Duration.ofMinutes(10);

    private final QueryBenchmark benchmark;
    private final BenchmarkDesign design;
    private final @Nullable RunStatus left;
    private final boolean finished;

    /**
     * Reports of a benchmark.
     *
     * @param left the run whose session or user may be in the database
     * @param finished whether what is wanted has been measured
     */
    BenchmarkReports(QueryBenchmark benchmark, BenchmarkDesign design, @Nullable RunStatus left, boolean finished) {
        this.benchmark = benchmark;
        this.design = design;
        this.left = left;
        this.finished = finished;
    }

    private Facts facts(String state, Consumer<Conditions> conditions, @Nullable String progress) {
        return new Facts(state, conditions, finished, progress, left, null, null);
    }

    private boolean holds() {
        return left != null;
    }

    Next running(BenchmarkProgress progress, boolean cleaning) {
        Problem waiting = progress.waitingFor().orElse(null);
        String taken = progress.taken() + "/" + design.wantedSamples();
        Consumer<Conditions> conditions;
        String state;
        if (cleaning) {
            state = "Cleaning";
            conditions = next ->
                    next.reconciling(BenchmarkReason.CLEANING, "removing session and user of a run that broke off");
        } else if (waiting != null) {
            state = "Waiting";
            conditions = next -> next.reconciling(waiting.reason(), waiting.message());
        } else {
            state = "Running";
            conditions = next -> next.reconciling(BenchmarkReason.RUNNING, taken + " samples");
        }
        Facts facts = new Facts(
                state,
                conditions,
                finished,
                cleaning ? null : taken,
                progress.run().orElse(null),
                null,
                null);
        return new Next(facts, true, WHILE_RUNNING, progress);
    }

    Next stopping() {
        Facts facts = facts(
                "Stopping",
                next -> next.reconciling(BenchmarkReason.STOPPING, "the run is being stopped; its samples are dropped"),
                null);
        return new Next(facts, true, WHEN_STOPPING, null);
    }

    /** Suspended or paused; what is left in a warehouse that is gone is gone with it. */
    Next resting(boolean gone) {
        boolean paused = Annotations.isPaused(benchmark);
        BenchmarkReason reason = paused ? BenchmarkReason.PAUSED : BenchmarkReason.SUSPENDED;
        Facts facts = new Facts(
                reason.word(),
                next -> next.set(
                        Condition.READY,
                        ConditionStatus.FALSE,
                        reason.word(),
                        paused
                                ? "annotation redshiftops.io/paused is true: remove it to go on"
                                : "spec.suspend is true: set it to false to go on"),
                finished,
                null,
                gone ? null : left,
                null,
                null);
        boolean holds = holds() && !gone;
        return new Next(facts, holds, holds ? WHEN_WAITING : Duration.ZERO, null);
    }

    Next waiting(Problem hindrance, boolean gone) {
        Facts facts = new Facts(
                state(hindrance, gone),
                next -> next.problem(hindrance),
                finished,
                finished ? null : "0/" + design.wantedSamples(),
                gone ? null : left,
                null,
                null);
        return new Next(facts, holds() && !gone, WHEN_WAITING, null);
    }

    private static String state(Problem hindrance, boolean gone) {
        if (gone) {
            return hindrance.reason().word();
        }
        return hindrance.kind() == Problem.Kind.USER ? "Stalled" : "Waiting";
    }

    Next failed(Problem problem, Duration again, BenchmarkProgress progress) {
        Facts facts = facts(
                problem.kind() == Problem.Kind.USER ? "Stalled" : "Retrying",
                next -> next.problem(problem),
                progress.taken() + "/" + design.wantedSamples());
        return new Next(facts, holds(), again, null);
    }

    /**
     * What a run found.
     *
     * @param findings null if an earlier process wrote them to the status
     */
    Next finished(@Nullable Findings findings, Written written) {
        StatusResults results = findings == null ? StatusResults.of(benchmark.getStatus()) : StatusResults.of(findings);
        Problem problem = written.problem() == null ? problem(results) : written.problem();
        Facts facts = new Facts(
                problem == null ? "Finished" : problem.reason().word(),
                next -> {
                    if (problem == null) {
                        next.ready(BenchmarkReason.MEASURED, sentence(results));
                    } else {
                        next.problem(problem);
                    }
                },
                true,
                findings == null ? null : findings.counted() + "/" + findings.wanted(),
                left,
                results,
                written.problem() == null ? written.name() : null);
        return new Next(facts, holds(), written.problem() == null ? WHEN_FINISHED : WHEN_STALLED, null);
    }

    private static @Nullable Problem problem(StatusResults results) {
        List<String> differing = results.differing();
        if (!differing.isEmpty()) {
            return Problem.user(
                    BenchmarkReason.RESULTS_DIFFER,
                    "the variants did not return the same for %s: see status.queries[].message; make the data the same and change spec.trigger"
                            .formatted(String.join(", ", differing)));
        }
        List<String> without = results.withoutSamples();
        if (!without.isEmpty()) {
            return Problem.user(
                    BenchmarkReason.SAMPLES_MISSING,
                    "no sample counted on some variant for %s: the reasons are in the ConfigMap; change spec.trigger to measure again"
                            .formatted(String.join(", ", without)));
        }
        return null;
    }

    private static String sentence(StatusResults results) {
        Summary summary = results.summary();
        if (summary == null) {
            return "the run finished";
        }
        return "%d samples count, %d were spoiled; the variants returned the same"
                .formatted(summary.samples(), summary.rejected());
    }
}
