package io.redshiftops.load;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.access.AccessReason;
import io.redshiftops.access.JobControl;
import io.redshiftops.access.JobSession;
import io.redshiftops.access.JobStopped;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.Jobs.Job;
import io.redshiftops.access.LeftSessions;
import io.redshiftops.access.Target;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.api.v1alpha1.Condition;
import io.redshiftops.api.v1alpha1.ConditionStatus;
import io.redshiftops.api.v1alpha1.S3Load;
import io.redshiftops.api.v1alpha1.S3LoadStatus;
import io.redshiftops.api.v1alpha1.S3LoadStatus.Attempt;
import io.redshiftops.aws.Aws;
import io.redshiftops.kube.Annotations;
import io.redshiftops.kube.Backoff;
import io.redshiftops.kube.Conditions;
import io.redshiftops.kube.EventRecorder;
import io.redshiftops.kube.Problem;
import io.redshiftops.kube.ProblemException;
import io.redshiftops.kube.Reason;
import io.redshiftops.load.LoadStatuses.Facts;
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

/** Decides what to do about a load, starts and stops its job, and remembers how the last one went. */
final class Loads {

    private static final Logger LOG = Logger.getLogger(Loads.class);
    private static final Duration WHILE_RUNNING = Duration.ofSeconds(10);
    private static final Duration WHEN_WAITING = Duration.ofSeconds(30);
    private static final Duration WHEN_STALLED = Duration.ofSeconds(60);
    private static final Duration WHEN_STOPPING = Duration.ofSeconds(1);

    /** Problems that no further attempt can change: they stall a load at once. */
    private static final Set<Reason> DECISIONS = Set.of(
            LoadReason.SETUP_REFUSED,
            LoadReason.LEDGER_MISMATCH,
            LoadReason.TABLE_EMPTIED,
            LoadReason.OBJECT_CHANGED,
            LoadReason.REPLACE_REFUSED,
            LoadReason.STAGING_REQUIRED,
            AccessReason.SECRET_NOT_FOUND);

    private final WarehouseAccess access;
    private final WarehouseLocks locks;
    private final Jobs jobs;
    private final Aws aws;
    private final Circumstances circumstances;
    private final EventRecorder events;
    private final Backoff backoff;
    private final Clock clock;
    private final Map<String, Memory> memories = new ConcurrentHashMap<>();

    Loads(
            WarehouseAccess access,
            WarehouseLocks locks,
            Jobs jobs,
            Aws aws,
            KubernetesClient kubernetes,
            EventRecorder events,
            Backoff backoff,
            Clock clock) {
        this.access = access;
        this.locks = locks;
        this.jobs = jobs;
        this.aws = aws;
        this.circumstances = new Circumstances(kubernetes);
        this.events = events;
        this.backoff = backoff;
        this.clock = clock;
    }

    /**
     * What this process remembers of a load.
     *
     * @param design what the job under way, or the last one, was to do
     * @param circumstances of everything in Kubernetes that it depends on; when they change it is tried at once
     * @param notBefore when to try again
     * @param outcome how the last job ended; null while it runs
     */
    private record Memory(
            LoadDesign design,
            LoadProgress progress,
            String circumstances,
            Instant notBefore,
            LoadJob.@Nullable Report outcome,
            int failures) {}

    /**
     * What to report, and when to look again.
     *
     * @param holdsSession whether a session may be open, so that the object must not vanish
     */
    record Next(
            LoadDesign design,
            Facts facts,
            boolean holdsSession,
            Duration again,
            @Nullable LoadProgress progress) {}

    /** The next step for a load that shall exist. */
    Next advance(S3Load load, Runnable wake) {
        LoadDesign design = LoadDesign.of(load);
        String uid = load.getMetadata().getUid();
        Optional<Problem> hindrance = hindrance(load);
        Job<?> job = jobs.find(uid).orElse(null);
        if (job != null && !job.hasEnded()) {
            Memory memory = Objects.requireNonNull(memories.get(uid));
            boolean obsolete = !memory.design().equals(design) || isStopped(load) || isGone(hindrance);
            return obsolete ? stopping(load, design, job, memory) : running(load, design, memory);
        }
        if (job != null) {
            harvest(load, job);
            jobs.forget(uid);
        }
        if (isStopped(load)) {
            return stopped(load, design);
        }
        return hindrance.isPresent() && !(isLoaded(load, null) && isTemporary(hindrance.get()))
                ? idle(load, design, hindrance.get())
                : startOrRest(load, design, wake);
    }

    /** Why it must not run: the user says so. */
    private static boolean isStopped(S3Load load) {
        return load.getSpec().suspend() || Annotations.isPaused(load);
    }

    private Optional<Problem> hindrance(S3Load load) {
        try {
            access.resolve(
                    load.getMetadata().getNamespace(),
                    load.getSpec().warehouseRef(),
                    load.getSpec().database());
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    private static boolean isGone(Optional<Problem> hindrance) {
        return hindrance
                .filter(problem -> problem.reason() == AccessReason.WAREHOUSE_DELETED
                        || problem.reason() == AccessReason.WAREHOUSE_NOT_FOUND)
                .isPresent();
    }

    /** A warehouse that is being modified does not make loaded rows vanish. */
    private static boolean isTemporary(Problem hindrance) {
        return hindrance.reason() == AccessReason.WAREHOUSE_NOT_READY;
    }

    // ---------------------------------------------------------------- a job is under way

    private static Next running(S3Load load, LoadDesign design, Memory memory) {
        LoadProgress progress = memory.progress();
        long done = progress.tables().stream()
                .filter(table -> table.state().equals("Loaded"))
                .count();
        Problem waiting = progress.waitingFor().orElse(null);
        Facts facts = new Facts(
                waiting == null ? "Loading" : "Waiting",
                conditions -> conditions.reconciling(
                        waiting == null ? LoadReason.LOADING : waiting.reason(),
                        waiting == null
                                ? "%d of %d tables hold every object"
                                        .formatted(done, design.tables().size())
                                : waiting.message()),
                progress.tables(),
                attempts(load, progress),
                failures(load),
                cluster(load));
        return new Next(design, facts, true, WHILE_RUNNING, progress);
    }

    private static Next stopping(S3Load load, LoadDesign design, Job<?> job, Memory memory) {
        job.stop();
        Facts facts = new Facts(
                "Stopping",
                conditions -> conditions.reconciling(LoadReason.STOPPING, "rolling back what is under way"),
                List.of(),
                attempts(load, memory.progress()),
                failures(load),
                cluster(load));
        return new Next(design, facts, true, WHEN_STOPPING, null);
    }

    /** The attempts whose sessions the last job left: from what this process remembers, or else the status. */
    private List<Attempt> left(S3Load load) {
        Memory memory = memories.get(load.getMetadata().getUid());
        return attempts(load, memory == null ? new LoadProgress() : memory.progress());
    }

    /** Those that run, and those of before whose end is not known. */
    private static List<Attempt> attempts(S3Load load, LoadProgress progress) {
        List<Attempt> current = progress.attempts();
        S3LoadStatus status = load.getStatus();
        boolean stillOfBefore = current.isEmpty() && progress.tables().isEmpty();
        List<Attempt> before = status == null ? null : status.attempts();
        return stillOfBefore && before != null ? before : current;
    }

    // ---------------------------------------------------------------- a job has ended

    private void harvest(S3Load load, Job<?> job) {
        String uid = load.getMetadata().getUid();
        Memory memory = Objects.requireNonNull(memories.get(uid));
        LoadJob.Report report = report(load, job);
        Problem problem = report.problem();
        int failures = problem == null || problem.kind() != Problem.Kind.USER
                ? (problem == null ? 0 : memory.failures())
                : memory.failures() + 1;
        memories.put(
                uid,
                new Memory(
                        memory.design(),
                        memory.progress(),
                        memory.circumstances(),
                        clock.instant().plus(delay(load, problem, failures)),
                        report,
                        failures));
        if (problem != null && problem.kind() != Problem.Kind.WAIT) {
            events.warning(load, problem.reason(), problem.message());
        } else if (problem == null) {
            events.normal(load, LoadReason.LOADED, "every table holds every object");
        }
    }

    private static LoadJob.Report report(S3Load load, Job<?> job) {
        RuntimeException failure = job.failure();
        if (failure == null) {
            return (LoadJob.Report) Objects.requireNonNull(job.result());
        }
        if (failure instanceof ProblemException known) {
            return new LoadJob.Report(null, known.problem());
        }
        if (failure instanceof JobStopped) {
            return new LoadJob.Report(
                    null, Problem.waiting(LoadReason.STOPPING, "the load was stopped and starts again"));
        }
        LOG.errorf(failure, "load %s failed", LoadJob.jobName(load));
        return new LoadJob.Report(
                null, Problem.retry(LoadReason.LOAD_FAILED, "the load failed, trying again: " + failure));
    }

    private Duration delay(S3Load load, @Nullable Problem problem, int failures) {
        String uid = load.getMetadata().getUid();
        if (problem == null || problem.kind() == Problem.Kind.WAIT) {
            backoff.succeeded(uid);
            return Duration.ZERO;
        }
        return isStalled(load, problem, failures) ? backoff.jittered(WHEN_STALLED) : backoff.afterFailure(uid);
    }

    private static boolean isStalled(S3Load load, Problem problem, int failures) {
        return problem.kind() == Problem.Kind.USER
                && (DECISIONS.contains(problem.reason())
                        || failures >= load.getSpec().maxAttempts());
    }

    // ---------------------------------------------------------------- no job

    private Next startOrRest(S3Load load, LoadDesign design, Runnable wake) {
        String uid = load.getMetadata().getUid();
        Memory memory = memories.get(uid);
        Target target = access.resolve(
                load.getMetadata().getNamespace(),
                load.getSpec().warehouseRef(),
                load.getSpec().database());
        String current = circumstances.of(load, target);
        LoadJob.Report last = memory == null ? null : memory.outcome();
        boolean justLoaded = last != null
                && last.problem() == null
                && memory != null
                && memory.design().equals(design)
                && target.identity().equals(last.cluster())
                && memory.circumstances().equals(current);
        if (justLoaded || (memory == null && isLoaded(load, target.identity()))) {
            return loaded(design, target, memory);
        }
        boolean due = memory == null
                || last == null
                || !memory.circumstances().equals(current)
                || !clock.instant().isBefore(memory.notBefore());
        return due ? start(load, design, current, wake) : failed(load, design, Objects.requireNonNull(memory));
    }

    private Next start(S3Load load, LoadDesign design, String circumstances, Runnable wake) {
        LoadProgress progress = new LoadProgress();
        String uid = load.getMetadata().getUid();
        Memory memory = new Memory(design, progress, circumstances, clock.instant(), null, failures(load));
        memories.put(uid, memory);
        jobs.start(
                uid,
                new LoadJob(
                        load,
                        design,
                        access,
                        locks,
                        aws,
                        progress,
                        (table, what) -> events.normal(load, LoadReason.TABLE_LOADED, table.qualified() + ": " + what)),
                wake);
        return running(load, design, memory);
    }

    private static Next loaded(LoadDesign design, Target target, @Nullable Memory memory) {
        Facts facts = new Facts(
                "Loaded",
                conditions -> conditions.ready(
                        LoadReason.LOADED,
                        "%d table(s) hold every object"
                                .formatted(design.tables().size())),
                memory == null ? List.of() : memory.progress().tables(),
                List.of(),
                0,
                target.identity());
        return new Next(design, facts, false, Duration.ZERO, null);
    }

    private Next failed(S3Load load, LoadDesign design, Memory memory) {
        Problem problem =
                Objects.requireNonNull(Objects.requireNonNull(memory.outcome()).problem());
        boolean stalled = isStalled(load, problem, memory.failures());
        List<Attempt> left = attempts(load, memory.progress());
        Facts facts = new Facts(
                stalled ? "Stalled" : "Retrying",
                conditions -> conditions.problem(
                        stalled || problem.kind() != Problem.Kind.USER
                                ? problem
                                : Problem.retry(problem.reason(), problem.message())),
                memory.progress().tables(),
                left,
                memory.failures(),
                cluster(load));
        Duration again = Duration.between(clock.instant(), memory.notBefore());
        return new Next(design, facts, !left.isEmpty(), again.isNegative() ? Duration.ofMillis(100) : again, null);
    }

    private Next idle(S3Load load, LoadDesign design, Problem problem) {
        boolean gone = isGone(Optional.of(problem));
        List<Attempt> left = gone ? List.of() : left(load);
        Facts facts = new Facts(
                gone ? problem.reason().word() : "Waiting",
                conditions -> conditions.problem(problem),
                List.of(),
                left,
                failures(load),
                gone ? null : cluster(load));
        return new Next(design, facts, !left.isEmpty(), WHEN_WAITING, null);
    }

    private Next stopped(S3Load load, LoadDesign design) {
        boolean paused = Annotations.isPaused(load);
        LoadReason reason = paused ? LoadReason.PAUSED : LoadReason.SUSPENDED;
        List<Attempt> left = left(load);
        Facts facts = new Facts(
                reason.word(),
                conditions -> conditions.set(
                        Condition.READY,
                        ConditionStatus.FALSE,
                        reason.word(),
                        paused
                                ? "annotation redshiftops.io/paused is true: remove it to go on"
                                : "spec.suspend is true: set it to false to go on"),
                List.of(),
                left,
                failures(load),
                cluster(load));
        return new Next(design, facts, !left.isEmpty(), Duration.ZERO, null);
    }

    // ---------------------------------------------------------------- deletion

    /**
     * Lets go of a load that is being deleted: stops its job and ends sessions that it left.
     *
     * @return whether nothing of it is left
     */
    boolean letGo(S3Load load, Runnable wake) {
        String uid = load.getMetadata().getUid();
        Job<?> job = jobs.find(uid).orElse(null);
        if (job != null && !job.hasEnded()) {
            job.stop();
            return false;
        }
        boolean ended = job != null;
        jobs.forget(uid);
        Memory memory = memories.remove(uid);
        boolean left = memory == null
                ? !LoadJob.earlierSessions(load).isEmpty()
                : !memory.progress().attempts().isEmpty();
        if (!left || (ended && memory == null) || hindrance(load).isPresent()) {
            return true;
        }
        jobs.start(uid, control -> endSessions(load, control), wake);
        return false;
    }

    /** Forgets a load that is gone. */
    void forget(String uid) {
        jobs.find(uid).ifPresent(Job::stop);
        jobs.forget(uid);
        memories.remove(uid);
    }

    private boolean endSessions(S3Load load, JobControl control) {
        String namespace = load.getMetadata().getNamespace();
        Target target = access.resolve(
                namespace, load.getSpec().warehouseRef(), load.getSpec().database());
        try (JobSession session = new JobSession(
                access.open(target, access.adminLogin(namespace, target), "redshift-operator clean"),
                control,
                () -> {})) {
            LeftSessions.end(session, LoadJob.earlierSessions(load), control);
            return true;
        }
    }

    // ---------------------------------------------------------------- what is known

    /** Whether the status says that this generation of the spec is loaded, into this cluster if one is given. */
    private static boolean isLoaded(S3Load load, @Nullable String cluster) {
        S3LoadStatus status = load.getStatus();
        return status != null
                && Conditions.isTrue(
                        status.conditions(), Condition.READY, load.getMetadata().getGeneration())
                && (cluster == null || cluster.equals(status.cluster()))
                && Objects.equals(status.reconcileRequestedAt(), Annotations.reconcileRequestedAt(load));
    }

    private static int failures(S3Load load) {
        S3LoadStatus status = load.getStatus();
        Integer failures = status == null ? null : status.failures();
        return failures == null ? 0 : failures;
    }

    private static @Nullable String cluster(S3Load load) {
        S3LoadStatus status = load.getStatus();
        return status == null ? null : status.cluster();
    }
}
