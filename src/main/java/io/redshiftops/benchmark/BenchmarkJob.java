package io.redshiftops.benchmark;

import io.redshiftops.access.AccessReason;
import io.redshiftops.access.HeldWarehouse;
import io.redshiftops.access.JobControl;
import io.redshiftops.access.JobSession;
import io.redshiftops.access.JobStopped;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.LeftSessions;
import io.redshiftops.access.LeftSessions.Left;
import io.redshiftops.access.Target;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.access.WarehouseLocks.Mode;
import io.redshiftops.api.v1alpha1.QueryBenchmark;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.RunStatus;
import io.redshiftops.benchmark.QueryHistory.Patience;
import io.redshiftops.kube.Problem;
import io.redshiftops.kube.ProblemException;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlLogin;
import io.redshiftops.sql.SqlResult;
import io.redshiftops.sql.SqlSession;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The work of one run: hold the warehouse, remove what an earlier run left, make the user, measure, drop the user. */
final class BenchmarkJob implements Jobs.Work<RunResult> {

    private static final Logger LOG = Logger.getLogger(BenchmarkJob.class);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration CLEANING_STATEMENT = Duration.ofSeconds(20);

    private final QueryBenchmark benchmark;
    private final BenchmarkDesign design;
    private final Target target;
    private final WarehouseAccess access;
    private final WarehouseLocks locks;
    private final BenchmarkProgress progress;
    private final Clock clock;
    private final Patience patience;
    private final ReadOnlyUser user;

    BenchmarkJob(
            QueryBenchmark benchmark,
            BenchmarkDesign design,
            Target target,
            WarehouseAccess access,
            WarehouseLocks locks,
            BenchmarkProgress progress,
            Clock clock,
            Patience patience) {
        this.benchmark = benchmark;
        this.design = design;
        this.target = target;
        this.access = access;
        this.locks = locks;
        this.progress = progress;
        this.clock = clock;
        this.patience = patience;
        this.user = new ReadOnlyUser(design, target.server().database());
    }

    /** What the lock of a warehouse calls a benchmark. */
    static String jobName(QueryBenchmark benchmark) {
        return "QueryBenchmark " + benchmark.getMetadata().getNamespace() + "/"
                + benchmark.getMetadata().getName();
    }

    @Override
    public RunResult run(JobControl control) {
        QueryProblems.refusal(design.queries()).ifPresent(problem -> {
            throw problem.exception();
        });
        SqlLogin admin = access.adminLogin(design.namespace(), target);
        try (HeldWarehouse held = hold(control)) {
            try (JobSession session = adminSession(admin, control, held)) {
                endEarlierSession(session, control);
            }
            RunStatus run = new RunStatus(
                    UUID.randomUUID().toString().substring(0, 8),
                    design.hash(),
                    clock.instant().toString(),
                    null,
                    null);
            announce(run, control, held);
            try {
                return measure(run, login(admin, control, held), control, held);
            } finally {
                cleanUp(admin);
            }
        }
    }

    private HeldWarehouse hold(JobControl control) {
        HeldWarehouse held = HeldWarehouse.acquire(
                locks, target.server().address(), jobName(benchmark), Mode.EXCLUSIVE, control, inTheWay -> {
                    progress.waitingFor(Problem.waiting(
                            AccessReason.WAITING_FOR_WAREHOUSE,
                            "waiting to have warehouse %s alone, which %s hold(s)"
                                    .formatted(target.name(), String.join(", ", inTheWay))));
                    control.progressed();
                });
        progress.waitingFor(null);
        return held;
    }

    private JobSession adminSession(SqlLogin admin, JobControl control, HeldWarehouse held) {
        return new JobSession(
                access.open(target, admin, "redshift-operator prepare " + design.owner()), control, held::pulse);
    }

    /** The user that measures: one made for the run, or the one that the spec names. */
    private SqlLogin login(SqlLogin admin, JobControl control, HeldWarehouse held) {
        if (design.runAs() != null) {
            return access.login(design.namespace(), target, benchmark.getSpec().runAs());
        }
        try (JobSession session = adminSession(admin, control, held)) {
            return user.create(session::run, clock);
        } catch (SqlFailure e) {
            throw Problem.retry(
                            AccessReason.CONNECTION_FAILED,
                            "the user that measures cannot be made, trying again: " + e.said())
                    .exception();
        }
    }

    private RunResult measure(RunStatus run, SqlLogin login, JobControl control, HeldWarehouse held) {
        try (JobSession session = new JobSession(
                access.open(target, login, "redshift-operator benchmark " + design.owner()), control, held::pulse)) {
            RunStatus inSession =
                    new RunStatus(run.id(), run.measures(), run.startedAt(), session.pid(), session.startedAt());
            announce(inSession, control, held);
            return new BenchmarkRun(run.id(), design, session, control, held::pulse, progress, clock, patience)
                    .measure();
        }
    }

    /** Waits until the status names the run: from then on a later operator can remove what it leaves. */
    private void announce(RunStatus run, JobControl control, HeldWarehouse held) {
        CompletableFuture<Void> acknowledged = progress.announce(run);
        control.wakeNow();
        while (true) {
            control.checkStop();
            try {
                acknowledged.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                held.pulse();
            } catch (CancellationException e) {
                throw new JobStopped();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new JobStopped();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an acknowledgement carries no failure", e);
            }
        }
    }

    // ---------------------------------------------------------------- what is left behind

    private void endEarlierSession(JobSession session, JobControl control) {
        try {
            LeftSessions.end(session, earlierSession(), control);
        } catch (SqlFailure e) {
            throw Problem.retry(
                            AccessReason.SESSION_LEFT,
                            "the session of an earlier run cannot be ended, trying again: " + e.said())
                    .exception();
        }
    }

    private List<Left> earlierSession() {
        RunStatus run = progress.run().orElse(null);
        return run == null || run.pid() == null || run.sessionStart() == null
                ? List.of()
                : List.of(new Left(run.pid(), run.sessionStart()));
    }

    /**
     * Drops the user, also when the job was asked to stop: so not by a {@link JobSession}. If that fails the status keeps the
     * run, and the user is dropped later.
     */
    private void cleanUp(SqlLogin admin) {
        if (design.runAs() != null) {
            progress.over();
            return;
        }
        try (SqlSession session = access.open(target, admin, "redshift-operator clean " + design.owner())) {
            user.drop(sql -> bounded(session, sql));
            progress.over();
        } catch (SqlFailure | ProblemException e) {
            LOG.warnf(
                    "the user of %s cannot be dropped now and is dropped later: %s",
                    jobName(benchmark), e.getMessage());
        }
    }

    private static SqlResult bounded(SqlSession session, String sql) {
        session.submit(sql);
        @Nullable SqlResult result = session.poll(CLEANING_STATEMENT);
        if (result == null) {
            session.cancel();
            throw new SqlFailure(
                    SqlFailure.Kind.CANCELED,
                    null,
                    "no answer within %d s to: %s".formatted(CLEANING_STATEMENT.toSeconds(), sql),
                    null,
                    null);
        }
        return result;
    }

    /**
     * Removes session and user of a run that broke off, as a job of its own.
     *
     * @return always true
     * @throws ProblemException if that fails
     */
    boolean clean(JobControl control) {
        SqlLogin admin = access.adminLogin(design.namespace(), target);
        try (JobSession session = new JobSession(
                access.open(target, admin, "redshift-operator clean " + design.owner()), control, () -> {})) {
            LeftSessions.end(session, earlierSession(), control);
            user.drop(session::run);
            progress.over();
            return true;
        } catch (SqlFailure e) {
            throw Problem.retry(
                            AccessReason.CONNECTION_FAILED,
                            "user and session of an earlier run cannot be removed, trying again: " + e.said())
                    .exception();
        }
    }
}
