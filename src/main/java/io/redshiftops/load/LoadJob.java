package io.redshiftops.load;

import static io.redshiftops.sql.SqlText.literal;

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
import io.redshiftops.api.v1alpha1.S3Load;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Setup;
import io.redshiftops.api.v1alpha1.S3LoadStatus;
import io.redshiftops.aws.Aws;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlLogin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The work of one load: hold the warehouse, end what an earlier attempt left, prepare, set up, load. */
final class LoadJob implements Jobs.Work<LoadJob.Report> {

    private static final Logger LOG = Logger.getLogger(LoadJob.class);
    private static final Duration ROLLS_BACK_WITHIN = Duration.ofSeconds(20);

    private final S3Load load;
    private final LoadDesign design;
    private final WarehouseAccess access;
    private final WarehouseLocks locks;
    private final Aws aws;
    private final LoadProgress progress;
    private final BiConsumer<TableDesign, String> changes;

    LoadJob(
            S3Load load,
            LoadDesign design,
            WarehouseAccess access,
            WarehouseLocks locks,
            Aws aws,
            LoadProgress progress,
            BiConsumer<TableDesign, String> changes) {
        this.load = load;
        this.design = design;
        this.access = access;
        this.locks = locks;
        this.aws = aws;
        this.progress = progress;
        this.changes = changes;
    }

    /**
     * How a load went.
     *
     * @param cluster identity of the cluster that it loaded into; null if it did not get that far
     * @param problem what keeps a table from holding every object; null when nothing does
     */
    record Report(@Nullable String cluster, @Nullable Problem problem) {}

    @Override
    public Report run(JobControl control) {
        String namespace = load.getMetadata().getNamespace();
        Target target = access.resolve(
                namespace, load.getSpec().warehouseRef(), load.getSpec().database());
        SqlLogin admin = access.adminLogin(namespace, target);
        SqlLogin login = access.login(namespace, target, load.getSpec().runAs());
        try (HeldWarehouse held = hold(target, control)) {
            LedgerLocks ledgerLocks =
                    new LedgerLocks(() -> access.open(target, admin, "redshift-operator lock " + design.owner()));
            try (JobSession session = new JobSession(
                    access.open(target, admin, "redshift-operator prepare " + design.owner()), control, held::pulse)) {
                LeftSessions.end(session, earlierSessions(load), control);
                prepareLedgers(session, admin, login);
            }
            LoadRun run = new LoadRun(
                    design, target, login, access, aws, ledgerLocks, progress, control, held::pulse, changes);
            try (JobSession session = run.openSession()) {
                setUp(session);
            }
            return new Report(target.identity(), loadTables(run));
        } catch (SqlFailure e) {
            throw Problem.retry(
                            LoadReason.LOAD_FAILED,
                            "the ledger could not be prepared, trying again: %s".formatted(e.said()))
                    .exception();
        }
    }

    private HeldWarehouse hold(Target target, JobControl control) {
        Mode mode = design.exclusive() ? Mode.EXCLUSIVE : Mode.SHARED;
        HeldWarehouse held =
                HeldWarehouse.acquire(locks, target.server().address(), jobName(load), mode, control, inTheWay -> {
                    progress.waitingFor(Problem.waiting(
                            AccessReason.WAITING_FOR_WAREHOUSE,
                            "waiting for %s, which hold(s) warehouse %s"
                                    .formatted(String.join(", ", inTheWay), target.name())));
                    control.progressed();
                });
        progress.waitingFor(null);
        return held;
    }

    /** What the lock of a warehouse calls this load. */
    static String jobName(S3Load load) {
        return "S3Load " + load.getMetadata().getNamespace() + "/"
                + load.getMetadata().getName();
    }

    /** The sessions of attempts that did not tell how they ended. */
    static List<Left> earlierSessions(S3Load load) {
        S3LoadStatus status = load.getStatus();
        List<S3LoadStatus.Attempt> attempts = status == null ? null : status.attempts();
        return attempts == null
                ? List.of()
                : attempts.stream()
                        .map(attempt -> new Left(attempt.pid(), attempt.sessionStart()))
                        .toList();
    }

    // ---------------------------------------------------------------- before anything is loaded

    private void prepareLedgers(JobSession session, SqlLogin admin, SqlLogin login) {
        createIfMissing(session, "CREATE SCHEMA IF NOT EXISTS " + LedgerNames.SCHEMA);
        List<LedgerNames> ledgers = new ArrayList<>(List.of(LedgerNames.SETUP));
        design.tables().forEach(table -> ledgers.add(LedgerNames.of(table.schema(), table.table())));
        for (LedgerNames names : ledgers) {
            Ledger.creation(names).forEach(statement -> createIfMissing(session, statement));
            session.run("BEGIN");
            Ledger.lock(session, names, design.timeout());
            session.run(Ledger.firstEpoch(names));
            session.run("COMMIT");
            if (!login.username().equals(admin.username())) {
                Ledger.grants(names, login.username()).forEach(session::run);
            }
        }
    }

    /** Two who create the same thing at once: one of them is told that it exists, or conflicts. */
    private static void createIfMissing(JobSession session, String statement) {
        try {
            session.run(statement);
        } catch (SqlFailure e) {
            boolean race = e.is(SqlFailure.Kind.ALREADY_EXISTS) || e.is(SqlFailure.Kind.SERIALIZATION);
            if (!race) {
                throw e;
            }
            session.run(statement);
        }
    }

    private void setUp(JobSession session) {
        boolean destructionAllowed = design.allowDestructiveSetup() || !anythingLoaded(session);
        for (Setup step : design.setup()) {
            SetupSteps.refusal(step, destructionAllowed).ifPresent(problem -> {
                throw problem.exception();
            });
        }
        boolean again = design.tables().stream().anyMatch(table -> !exists(session, table));
        SetupSteps steps = new SetupSteps(design.owner(), design.timeout());
        for (Setup step : design.setup()) {
            steps.run(session, step, again);
        }
    }

    private boolean anythingLoaded(JobSession session) {
        return design.tables().stream()
                .map(table -> LedgerNames.of(table.schema(), table.table()))
                .anyMatch(names -> !session.run("SELECT 1 FROM " + names.objects() + " LIMIT 1")
                        .rows()
                        .isEmpty());
    }

    private static boolean exists(JobSession session, TableDesign table) {
        return !session.run("SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
                        + literal(table.schema()) + " AND c.relname = " + literal(table.table()))
                .rows()
                .isEmpty();
    }

    // ---------------------------------------------------------------- loading

    /** Loads the tables side by side; the first problem, if any, speaks for all. */
    private @Nullable Problem loadTables(LoadRun run) {
        ExecutorService threads = Executors.newFixedThreadPool(design.parallelism(), work -> {
            Thread thread = new Thread(work, "load " + design.owner());
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Optional<Problem>>> loads = design.tables().stream()
                    .map(table -> threads.submit(() -> run.load(table)))
                    .toList();
            Problem first = null;
            for (Future<Optional<Problem>> load : loads) {
                Problem problem = outcome(load).orElse(null);
                first = first == null ? problem : worse(first, problem);
            }
            return first;
        } finally {
            end(threads);
        }
    }

    /** The hold on the warehouse must outlast the sessions of every table. */
    private void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(ROLLS_BACK_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warnf("a table of load %s is still being rolled back", design.owner());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A problem that only a user can mend is what the user should read first. */
    private static Problem worse(Problem first, @Nullable Problem second) {
        boolean secondNeedsUser = second != null && second.kind() == Problem.Kind.USER;
        return first.kind() != Problem.Kind.USER && secondNeedsUser ? Objects.requireNonNull(second) : first;
    }

    private static Optional<Problem> outcome(Future<Optional<Problem>> load) {
        try {
            return load.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobStopped();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
