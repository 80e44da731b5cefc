package io.redshiftops.load;

import io.redshiftops.access.JobControl;
import io.redshiftops.access.JobSession;
import io.redshiftops.access.JobStopped;
import io.redshiftops.access.Target;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.api.v1alpha1.S3LoadStatus.Attempt;
import io.redshiftops.api.v1alpha1.S3LoadStatus.RowError;
import io.redshiftops.aws.Aws;
import io.redshiftops.aws.AwsException;
import io.redshiftops.aws.ObjectStorage;
import io.redshiftops.kube.Problem;
import io.redshiftops.kube.ProblemException;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.load.LoadProgress.TableFacts;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlLogin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The run of one load while it holds its warehouse: what its tables share, and how they tell of themselves. Thread-safe,
 * since tables load side by side.
 */
final class LoadRun {

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final LoadDesign design;
    private final Target target;
    private final SqlLogin login;
    private final WarehouseAccess access;
    private final Aws aws;
    private final LedgerLocks ledgerLocks;
    private final LoadProgress progress;
    private final JobControl control;
    private final Runnable pulse;
    private final BiConsumer<TableDesign, String> changes;

    /**
     * A run.
     *
     * @param pulse is called several times a second while it waits, to renew the hold on the warehouse
     * @param changes is told what was committed
     */
    LoadRun(
            LoadDesign design,
            Target target,
            SqlLogin login,
            WarehouseAccess access,
            Aws aws,
            LedgerLocks ledgerLocks,
            LoadProgress progress,
            JobControl control,
            Runnable pulse,
            BiConsumer<TableDesign, String> changes) {
        this.design = design;
        this.target = target;
        this.login = login;
        this.access = access;
        this.aws = aws;
        this.ledgerLocks = ledgerLocks;
        this.progress = progress;
        this.control = control;
        this.pulse = pulse;
        this.changes = changes;
    }

    String owner() {
        return design.owner();
    }

    String database() {
        return target.server().database();
    }

    Duration timeout() {
        return design.timeout();
    }

    String roleArn() {
        String own = design.roleArn();
        return own == null ? target.roleArn() : own;
    }

    @Nullable
    String staging() {
        String own = design.stagingUri();
        return own == null ? target.stagingUri() : own;
    }

    JobSession openSession() {
        return new JobSession(access.open(target, login, "redshift-operator load " + owner()), control, pulse);
    }

    /** The objects of a table, until they are closed. */
    Source openSource(TableDesign table) {
        String region = table.region() == null ? target.region() : table.region();
        try {
            ObjectStorage storage = aws.objects(roleArn(), target.externalId(), region);
            return new Source(storage, new SourceObjects(storage, roleArn()));
        } catch (AwsException e) {
            throw notAssumable(e).exception();
        }
    }

    private Problem notAssumable(AwsException e) {
        if (!e.is(AwsException.Kind.DENIED)) {
            return WarehouseAccess.problem(e);
        }
        return Problem.user(
                LoadReason.ROLE_NOT_ASSUMABLE,
                "the operator cannot assume role %s, with which it lists the objects: %s. Add to the role's trust policy: {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"%s\"}, \"Action\": \"sts:AssumeRole\", \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \"%s\"}}}"
                        .formatted(roleArn(), e.awsMessage(), aws.account().principalArn(), target.externalId()));
    }

    /** Objects with the S3 client that sees them. */
    record Source(ObjectStorage storage, SourceObjects objects) implements AutoCloseable {
        @Override
        public void close() {
            storage.close();
        }
    }

    /** Waits until the status names the attempt: from then on a later operator can end its session. */
    void announce(Attempt attempt) {
        CompletableFuture<Void> acknowledged = progress.announce(attempt);
        control.wakeNow();
        while (true) {
            control.checkStop();
            try {
                acknowledged.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                pulse.run();
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

    /** The attempt of a table is over: its session holds nothing any more. */
    void over(TableDesign table) {
        progress.over(table.entry());
    }

    /** Waits for the lock of a ledger, and tells meanwhile who has it. */
    void lock(JobSession session, LedgerNames names, TableDesign table) {
        Runnable release = ledgerLocks.explainWait(
                names,
                holder -> progress.waitingFor(Problem.waiting(
                        LoadReason.LEDGER_LOCKED,
                        "%s: waiting for the ledger of %s, which session %s of user %s has held since %s"
                                .formatted(
                                        table.entry(),
                                        table.qualified(),
                                        holder.pid(),
                                        holder.user(),
                                        holder.since()))));
        try {
            Ledger.lock(session, names, design.timeout());
        } finally {
            release.run();
            progress.waitingFor(null);
        }
    }

    void rejected(TableDesign table, List<RowError> errors) {
        Optional<TableFacts> known = progress.tables().stream()
                .filter(facts -> facts.entry().equals(table.entry()))
                .findFirst();
        known.ifPresent(facts -> progress.table(
                new TableFacts(facts.entry(), facts.table(), facts.state(), facts.loaded(), facts.problem(), errors)));
    }

    /** Something was committed. */
    void tableChanged(TableDesign table, String what) {
        changes.accept(table, what);
        control.progressed();
    }

    /** Loads one table and notes how it went; a stop ends the run, a problem just this table. */
    Optional<Problem> load(TableDesign table) {
        progress.table(facts(table, "Loading", null, List.of()));
        control.progressed();
        try {
            TableLoad.Result result = new TableLoad(this, table).load();
            progress.table(
                    new TableFacts(table.entry(), table.qualified(), "Loaded", result.loaded(), null, result.errors()));
            return Optional.empty();
        } catch (ProblemException e) {
            return noted(table, e.problem());
        } catch (SqlFailure e) {
            return noted(table, CopyProblems.of(table, e, List.of()));
        } finally {
            control.progressed();
        }
    }

    private Optional<Problem> noted(TableDesign table, Problem problem) {
        List<RowError> errors = progress.tables().stream()
                .filter(facts -> facts.entry().equals(table.entry()))
                .findFirst()
                .map(TableFacts::errors)
                .orElse(List.of());
        String state = problem.kind() == Problem.Kind.USER ? "Failed" : "Pending";
        progress.table(facts(table, state, problem, errors));
        return Optional.of(problem);
    }

    private static TableFacts facts(TableDesign table, String state, @Nullable Problem problem, List<RowError> errors) {
        return new TableFacts(table.entry(), table.qualified(), state, null, problem, errors);
    }
}
