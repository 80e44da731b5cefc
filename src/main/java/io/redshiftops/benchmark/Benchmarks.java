package io.redshiftops.benchmark;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.access.AccessReason;
import io.redshiftops.access.JobStopped;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.Jobs.Job;
import io.redshiftops.access.Target;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.api.v1alpha1.QueryBenchmark;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.RunStatus;
import io.redshiftops.benchmark.BenchmarkStatuses.Facts;
import io.redshiftops.benchmark.Findings.Load;
import io.redshiftops.benchmark.QueryHistory.Patience;
import io.redshiftops.benchmark.Step.Situation;
import io.redshiftops.benchmark.Step.Warehouse;
import io.redshiftops.benchmark.Step.Work;
import io.redshiftops.kube.Annotations;
import io.redshiftops.kube.Backoff;
import io.redshiftops.kube.EventRecorder;
import io.redshiftops.kube.Problem;
import io.redshiftops.kube.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Decides what to do about a benchmark, starts and stops its job, and remembers how the last one went. */
final class Benchmarks {

    private static final Logger LOG = Logger.getLogger(Benchmarks.class);
    private static final Duration WHEN_STALLED = Duration.ofSeconds(60);

    private final WarehouseAccess access;
    private final WarehouseLocks locks;
    private final Jobs jobs;
    private final KubernetesClient kubernetes;
    private final VariantLoads variantLoads;
    private final ResultsConfigMap output;
    private final EventRecorder events;
    private final Backoff backoff;
    private final Clock clock;
    private final Patience patience;
    private final Map<String, Memory> memories = new ConcurrentHashMap<>();
    private final Set<String> lettingGo = ConcurrentHashMap.newKeySet();

    Benchmarks(
            WarehouseAccess access,
            WarehouseLocks locks,
            Jobs jobs,
            KubernetesClient kubernetes,
            ResultsConfigMap output,
            EventRecorder events,
            Backoff backoff,
            Clock clock,
            Patience patience) {
        this.access = access;
        this.locks = locks;
        this.jobs = jobs;
        this.kubernetes = kubernetes;
        this.variantLoads = new VariantLoads(kubernetes);
        this.output = output;
        this.events = events;
        this.backoff = backoff;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * What this process remembers of a benchmark.
     *
     * @param design what the job under way, or the last one, was to measure
     * @param target where
     * @param circumstances of everything in Kubernetes that it depends on; when they change it is tried at once
     * @param cleaning whether the job is to remove what is left, not to measure
     * @param notBefore when to try again
     * @param problem how the last job failed; null if it runs or did not fail
     * @param findings of the last run that finished in this process; null for none
     */
    private record Memory(
            BenchmarkDesign design,
            Target target,
            List<Load> loads,
            BenchmarkProgress progress,
            String circumstances,
            boolean cleaning,
            Instant notBefore,
            @Nullable Problem problem,
            @Nullable Findings findings) {

        Memory ended(@Nullable Problem newProblem, @Nullable Findings newFindings, Instant newNotBefore) {
            return new Memory(
                    design,
                    target,
                    loads,
                    progress,
                    circumstances,
                    cleaning,
                    newNotBefore,
                    newProblem,
                    newFindings == null ? findings : newFindings);
        }
    }

    /**
     * What a benchmark depends on, as it is now.
     *
     * @param target null while the warehouse cannot be used
     * @param hindrance why nothing can be measured; null if something can
     * @param loads what the variants took to load; empty while that is not known
     */
    private record Surroundings(
            @Nullable Target target, @Nullable Problem hindrance, List<Load> loads) {

        Warehouse warehouse() {
            if (target != null) {
                return Warehouse.READY;
            }
            boolean gone = hindrance != null
                    && (hindrance.reason() == AccessReason.WAREHOUSE_DELETED
                            || hindrance.reason() == AccessReason.WAREHOUSE_NOT_FOUND);
            return gone ? Warehouse.GONE : Warehouse.NOT_READY;
        }
    }

    /**
     * What to report, and when to look again.
     *
     * @param holdsSession whether something in the database is the benchmark's, so that the object must not vanish
     * @param again zero for never
     * @param progress of the job under way; null for none
     */
    record Next(
            Facts facts,
            boolean holdsSession,
            Duration again,
            @Nullable BenchmarkProgress progress) {}

    /** The next step for a benchmark that shall exist. */
    Next advance(QueryBenchmark benchmark, Runnable wake) {
        harvest(benchmark);
        BenchmarkDesign design = BenchmarkDesign.of(benchmark);
        Surroundings surroundings = surroundings(benchmark, design);
        String uid = benchmark.getMetadata().getUid();
        Memory memory = memories.get(uid);
        String circumstances = circumstances(benchmark, design, surroundings);
        boolean measured = isMeasured(benchmark, design, surroundings, memory);
        Situation situation = new Situation(
                work(design, surroundings, memory, jobs.find(uid).isPresent()),
                isStopped(benchmark),
                surroundings.warehouse(),
                surroundings.hindrance() == null,
                measured,
                leftRun(benchmark, memory) != null,
                isDue(memory, circumstances));
        BenchmarkReports reports = new BenchmarkReports(benchmark, design, leftRun(benchmark, memory), measured);
        return switch (Step.of(situation)) {
            case WATCH -> reports.running(Objects.requireNonNull(memory).progress(), memory.cleaning());
            case STOP -> {
                jobs.find(uid).ifPresent(Job::stop);
                yield reports.stopping();
            }
            case REST -> reports.resting(surroundings.warehouse() == Warehouse.GONE);
            case WAIT ->
                reports.waiting(
                        Objects.requireNonNull(surroundings.hindrance()), surroundings.warehouse() == Warehouse.GONE);
            case RUN -> start(benchmark, design, surroundings, circumstances, false, wake, reports);
            case CLEAN -> start(benchmark, design, surroundings, circumstances, true, wake, reports);
            case REPORT -> report(benchmark, memory, reports);
            case RETRY_LATER ->
                reports.failed(
                        Objects.requireNonNull(Objects.requireNonNull(memory).problem()),
                        untilDue(memory),
                        memory.progress());
        };
    }

    // ---------------------------------------------------------------- observe

    /** Why it must not run: the user says so. */
    private static boolean isStopped(QueryBenchmark benchmark) {
        return benchmark.getSpec().suspend() || Annotations.isPaused(benchmark);
    }

    private Surroundings surroundings(QueryBenchmark benchmark, BenchmarkDesign design) {
        Target target;
        try {
            target = access.resolve(design.namespace(), benchmark.getSpec().warehouseRef(), design.database());
        } catch (ProblemException e) {
            return new Surroundings(null, e.problem(), List.of());
        }
        try {
            return new Surroundings(target, null, variantLoads.times(design));
        } catch (ProblemException e) {
            return new Surroundings(target, e.problem(), List.of());
        }
    }

    private static Work work(
            BenchmarkDesign design, Surroundings surroundings, @Nullable Memory memory, boolean underWay) {
        if (!underWay || memory == null) {
            return Work.NONE;
        }
        Target target = surroundings.target();
        boolean wanted = memory.cleaning()
                || (memory.design().hash().equals(design.hash())
                        && (target == null
                                || target.identity().equals(memory.target().identity())));
        return wanted ? Work.WANTED : Work.OBSOLETE;
    }

    private static boolean isMeasured(
            QueryBenchmark benchmark, BenchmarkDesign design, Surroundings surroundings, @Nullable Memory memory) {
        Target target = surroundings.target();
        String cluster = target == null ? null : target.identity();
        Findings findings = memory == null ? null : memory.findings();
        QueryBenchmarkStatus status = benchmark.getStatus();
        return (findings != null
                        && isOf(
                                design,
                                cluster,
                                findings.measured(),
                                findings.environment().cluster()))
                || (findings == null && status != null && isOf(design, cluster, status.measured(), status.cluster()));
    }

    private static boolean isOf(
            BenchmarkDesign design, @Nullable String cluster, @Nullable String measured, @Nullable String measuredOn) {
        return design.hash().equals(measured) && (cluster == null || cluster.equals(measuredOn));
    }

    /** The run whose session or user may be in the database. */
    private static @Nullable RunStatus leftRun(QueryBenchmark benchmark, @Nullable Memory memory) {
        QueryBenchmarkStatus status = benchmark.getStatus();
        if (memory != null) {
            return memory.progress().run().orElse(null);
        }
        return status == null ? null : status.run();
    }

    private boolean isDue(@Nullable Memory memory, String circumstances) {
        return memory == null
                || memory.problem() == null
                || !memory.circumstances().equals(circumstances)
                || !clock.instant().isBefore(memory.notBefore());
    }

    private Duration untilDue(Memory memory) {
        if (memory.notBefore().equals(Instant.MAX)) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(clock.instant(), memory.notBefore());
        return wait.isNegative() || wait.isZero() ? Duration.ofMillis(100) : wait;
    }

    /** Everything in Kubernetes that a run depends on, as a text that is only compared. */
    private String circumstances(QueryBenchmark benchmark, BenchmarkDesign design, Surroundings surroundings) {
        return String.join(
                "\n",
                String.valueOf(benchmark.getMetadata().getGeneration()),
                String.valueOf(Annotations.reconcileRequestedAt(benchmark)),
                String.valueOf(surroundings.target()),
                surroundings.loads().toString(),
                secretVersion(design));
    }

    private String secretVersion(BenchmarkDesign design) {
        if (design.runAs() == null) {
            return "";
        }
        Secret secret = kubernetes
                .secrets()
                .inNamespace(design.namespace())
                .withName(design.runAs())
                .get();
        return secret == null ? "none" : secret.getMetadata().getResourceVersion();
    }

    // ---------------------------------------------------------------- act

    private Next start(
            QueryBenchmark benchmark,
            BenchmarkDesign design,
            Surroundings surroundings,
            String circumstances,
            boolean cleaning,
            Runnable wake,
            BenchmarkReports reports) {
        String uid = benchmark.getMetadata().getUid();
        Memory before = memories.get(uid);
        Target target = Objects.requireNonNull(surroundings.target());
        BenchmarkProgress progress = new BenchmarkProgress(leftRun(benchmark, before));
        memories.put(
                uid,
                new Memory(
                        design,
                        target,
                        surroundings.loads(),
                        progress,
                        circumstances,
                        cleaning,
                        clock.instant(),
                        null,
                        before == null ? null : before.findings()));
        BenchmarkJob job = job(benchmark, design, target, progress);
        if (cleaning) {
            jobs.start(uid, job::clean, wake);
        } else {
            events.normal(
                    benchmark,
                    BenchmarkReason.RUN_STARTED,
                    "measuring %d queries on %d variants, %d samples of each"
                            .formatted(
                                    design.queries().size(), design.variants().size(), design.iterations()));
            jobs.start(uid, job, wake);
        }
        return reports.running(progress, cleaning);
    }

    private BenchmarkJob job(
            QueryBenchmark benchmark, BenchmarkDesign design, Target target, BenchmarkProgress progress) {
        return new BenchmarkJob(benchmark, design, target, access, locks, progress, clock, patience);
    }

    private Next report(QueryBenchmark benchmark, @Nullable Memory memory, BenchmarkReports reports) {
        Findings findings = memory == null ? null : memory.findings();
        Next next = reports.finished(findings, output.ensure(benchmark, findings));
        boolean cleaningFailed = memory != null && memory.problem() != null && leftRun(benchmark, memory) != null;
        return cleaningFailed
                ? new Next(next.facts(), next.holdsSession(), untilDue(Objects.requireNonNull(memory)), null)
                : next;
    }

    /** Takes over what a job that has ended found. */
    private void harvest(QueryBenchmark benchmark) {
        String uid = benchmark.getMetadata().getUid();
        Job<?> job = jobs.find(uid).orElse(null);
        if (job == null || !job.hasEnded()) {
            return;
        }
        Memory memory = Objects.requireNonNull(memories.get(uid));
        if (job.result() instanceof RunResult result) {
            Findings findings = Comparison.of(memory.design(), result, memory.target(), memory.loads());
            memories.put(uid, memory.ended(null, findings, clock.instant()));
            backoff.succeeded(uid);
            events.normal(
                    benchmark,
                    BenchmarkReason.RUN_FINISHED,
                    "run %s finished: %d of %d samples count"
                            .formatted(findings.run(), findings.counted(), findings.wanted()));
        } else {
            Problem problem = problem(benchmark, job).orElse(null);
            memories.put(uid, memory.ended(problem, null, notBefore(uid, problem)));
            if (problem != null && problem.kind() != Problem.Kind.WAIT) {
                events.warning(benchmark, problem.reason(), problem.message());
            }
        }
        jobs.forget(uid);
    }

    private static Optional<Problem> problem(QueryBenchmark benchmark, Job<?> job) {
        RuntimeException failure = job.failure();
        if (failure == null) {
            return Optional.empty();
        }
        if (failure instanceof ProblemException known) {
            return Optional.of(known.problem());
        }
        if (failure instanceof JobStopped) {
            return Optional.of(Problem.waiting(BenchmarkReason.STOPPING, "the run was stopped and starts again"));
        }
        LOG.errorf(failure, "%s failed", BenchmarkJob.jobName(benchmark));
        return Optional.of(Problem.retry(BenchmarkReason.RUN_FAILED, "the run failed, trying again: " + failure));
    }

    private Instant notBefore(String uid, @Nullable Problem problem) {
        if (problem == null || problem.kind() == Problem.Kind.WAIT) {
            backoff.succeeded(uid);
            return clock.instant();
        }
        if (problem.reason() == BenchmarkReason.RUN_TIMED_OUT) {
            // Hours of the same once more help nobody.
            return Instant.MAX;
        }
        Duration delay =
                problem.kind() == Problem.Kind.USER ? backoff.jittered(WHEN_STALLED) : backoff.afterFailure(uid);
        return clock.instant().plus(delay);
    }

    // ---------------------------------------------------------------- deletion

    /**
     * Lets go of a benchmark that is being deleted: stops its job, and removes what it left in the database, in one attempt.
     *
     * @return whether nothing more can be done
     */
    boolean letGo(QueryBenchmark benchmark, Runnable wake) {
        String uid = benchmark.getMetadata().getUid();
        Job<?> job = jobs.find(uid).orElse(null);
        if (job != null && !job.hasEnded()) {
            if (!lettingGo.contains(uid)) {
                job.stop();
            }
            return false;
        }
        harvest(benchmark);
        RunStatus left = leftRun(benchmark, memories.get(uid));
        BenchmarkDesign design = BenchmarkDesign.of(benchmark);
        Surroundings surroundings = surroundings(benchmark, design);
        if (left == null || surroundings.target() == null || !lettingGo.add(uid)) {
            if (left != null) {
                LOG.warnf(
                        "%s is let go; session or user of its run %s may be left in the database",
                        BenchmarkJob.jobName(benchmark), left.id());
            }
            return true;
        }
        start(benchmark, design, surroundings, "", true, wake, new BenchmarkReports(benchmark, design, left, false));
        return false;
    }

    /** Forgets a benchmark that is gone. */
    void forget(String uid) {
        jobs.find(uid).ifPresent(Job::stop);
        jobs.forget(uid);
        memories.remove(uid);
        lettingGo.remove(uid);
    }
}
