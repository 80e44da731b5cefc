package io.redshiftops.load;

import static io.redshiftops.sql.SqlText.literal;

import io.redshiftops.access.JobSession;
import io.redshiftops.api.v1alpha1.S3LoadStatus;
import io.redshiftops.api.v1alpha1.S3LoadStatus.RowError;
import io.redshiftops.aws.ObjectStorage.StoredObject;
import io.redshiftops.kube.Problem;
import io.redshiftops.kube.ProblemException;
import io.redshiftops.load.LedgerDecision.Findings;
import io.redshiftops.load.LoadDesign.SourceDesign;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.load.LoadProgress.Loaded;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlResult;
import io.redshiftops.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings one table to hold every object of its source: attempts, each in one transaction of one session, until the ledger
 * says that nothing is missing.
 */
final class TableLoad {

    /** How many objects one attempt takes at most, where a manifest can name a part of them. */
    private static final int BATCH = 5_000;

    /** How often an attempt that met another transaction is repeated at once. */
    private static final int CONFLICTS = 5;

    /** How many rejected rows the status takes. */
    private static final int SHOWN_ERRORS = 10;

    private final LoadRun run;
    private final TableDesign table;
    private final LedgerNames names;
    private final Ledger ledger;
    private final CopyChecks checks;

    TableLoad(LoadRun run, TableDesign table) {
        this.run = run;
        this.table = table;
        this.names = LedgerNames.of(table.schema(), table.table());
        this.ledger = new Ledger(names);
        this.checks = new CopyChecks(table);
    }

    /**
     * What the table holds in the end.
     *
     * @param errors rows that COPY left out, the first of them
     */
    record Result(Loaded loaded, List<RowError> errors) {}

    /**
     * Loads what is missing.
     *
     * @throws io.redshiftops.kube.ProblemException if it cannot; what the attempt did is rolled back, or after a lost session
     *     the ledger will tell
     */
    Result load() {
        List<RowError> errors = new ArrayList<>();
        int conflicts = 0;
        while (true) {
            Attempt attempt = new Attempt();
            try {
                Loaded loaded = attempt.make();
                attempt.errors.stream().limit(SHOWN_ERRORS - errors.size()).forEach(errors::add);
                if (loaded != null) {
                    return new Result(loaded, errors);
                }
            } catch (ProblemException e) {
                conflicts++;
                if (e.problem().reason() != LoadReason.CONFLICT || conflicts == CONFLICTS) {
                    throw e;
                }
            }
        }
    }

    /** One attempt, from its session's first breath to COMMIT. */
    private final class Attempt {

        private final String id = UUID.randomUUID().toString();
        private final List<RowError> errors = new ArrayList<>();

        /** Sums over what the table holds, or null if there is more to load. */
        @Nullable
        Loaded make() {
            try (JobSession session = run.openSession()) {
                run.announce(new S3LoadStatus.Attempt(table.entry(), id, session.pid(), session.startedAt()));
                try (LoadRun.Source source = run.openSource(table)) {
                    Loaded loaded = inTransaction(session, source.objects());
                    run.over(table);
                    return loaded;
                } catch (SqlFailure e) {
                    throw failed(session, e);
                }
            }
        }

        private @Nullable Loaded inTransaction(JobSession session, SourceObjects source) {
            List<StoredObject> objects = source.list(table.source());
            session.run("BEGIN");
            run.lock(session, names, table);
            if (!Ledger.nextEpoch(session, names)) {
                throw rolledBack(
                        session,
                        Problem.retry(
                                LoadReason.CONFLICT,
                                "%s: the ledger was being made by somebody else, starting again"
                                        .formatted(table.entry())));
            }
            long tableId = tableId(session);
            LedgerState state = ledger.read(session, tableId);
            LedgerDecision decision =
                    LedgerDecision.decide(table, new Findings(run.owner(), tableId, hasRows(session), state, objects));
            if (decision instanceof LedgerDecision.Refuse refuse) {
                throw rolledBack(session, refuse.problem());
            } else if (decision instanceof LedgerDecision.Done) {
                session.run("ROLLBACK");
                return held(state, objects);
            } else if (decision instanceof LedgerDecision.Adopt adopt) {
                adopt(session, tableId, adopt.objects());
                return null;
            }
            copy(session, source, tableId, state, objects, (LedgerDecision.Load) decision);
            return null;
        }

        /** A session that broke may live on in the server with its lock, so it is not over. */
        private RuntimeException failed(JobSession session, SqlFailure e) {
            if (!e.is(SqlFailure.Kind.CONNECTION)) {
                session.run("ROLLBACK");
                errors.addAll(rejectedRows(session));
                run.over(table);
            }
            run.rejected(table, errors);
            return CopyProblems.of(table, e, errors).exception();
        }

        private RuntimeException rolledBack(JobSession session, Problem problem) {
            session.run("ROLLBACK");
            run.over(table);
            return problem.exception();
        }

        // ------------------------------------------------------------ looking

        /** The id of the table, which another table of the same name does not share. */
        private long tableId(JobSession session) {
            String found = session.run("SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                            + " WHERE n.nspname = " + literal(table.schema()) + " AND c.relname = "
                            + literal(table.table()))
                    .single();
            if (found == null) {
                throw rolledBack(
                        session,
                        Problem.user(
                                LoadReason.TABLE_NOT_FOUND,
                                "%s: there is no table %s in database %s: create it in spec.setup, or correct spec.tables[%s]"
                                        .formatted(table.entry(), table.qualified(), run.database(), table.entry())));
            }
            return Long.parseLong(found.trim());
        }

        private boolean hasRows(JobSession session) {
            return !session.run("SELECT 1 FROM " + SqlText.name(table.schema(), table.table()) + " LIMIT 1")
                    .rows()
                    .isEmpty();
        }

        private static Loaded held(LedgerState state, List<StoredObject> objects) {
            return Loaded.sum(state.attemptsThatLoaded(uris(objects)));
        }

        // ------------------------------------------------------------ acting

        private void adopt(JobSession session, long tableId, List<StoredObject> objects) {
            ledger.record(session, tableId, attempt(objects, null, null, 0, null), objects);
            session.run("COMMIT");
            run.tableChanged(table, "adopted the rows of %d object(s)".formatted(objects.size()));
        }

        private void copy(
                JobSession session,
                SourceObjects source,
                long tableId,
                LedgerState state,
                List<StoredObject> listed,
                LedgerDecision.Load load) {
            List<StoredObject> batch = batch(load);
            S3Uri own = ownManifest(session, load, batch);
            if (own != null) {
                source.writeManifest(own, batch);
            }
            try {
                if (load.deleteFirst()) {
                    session.run("DELETE FROM " + SqlText.name(table.schema(), table.table()), run.timeout());
                    ledger.forget(session, tableId);
                }
                long before = lastCopyId(session);
                SqlResult copied = session.run(copyText(own), run.timeout());
                long queryId = lastCopyId(session);
                verifyTable(session, tableId);
                verify(session, checks.files(filesRead(session, queryId, before), batch, own != null));
                verify(session, checks.objects(source.list(table.source()), own == null ? listed : batch, own == null));
                long rows = number(session, "SELECT pg_last_copy_count()");
                long rejected = rejected(session, queryId);
                boolean last = batch.size() == load.objects().size();
                verify(session, checks.expectations(heldBefore(load, state, listed), rows, rejected, last));
                ledger.record(session, tableId, attempt(batch, rows, rejected, copied.micros(), queryId), batch);
                session.run("COMMIT");
                if (rejected > 0) {
                    errors.addAll(rejectedRows(session));
                }
                run.tableChanged(
                        table,
                        "loaded %d row(s) of %d object(s) in %.3f s"
                                .formatted(rows, batch.size(), copied.micros() / 1e6));
            } finally {
                if (own != null) {
                    source.deleteManifest(own);
                }
            }
        }

        private List<StoredObject> batch(LedgerDecision.Load load) {
            boolean all = load.deleteFirst()
                    || run.staging() == null
                    || load.objects().size() <= BATCH;
            return all ? load.objects() : load.objects().subList(0, BATCH);
        }

        /** Where a manifest of its own is put; null where the user's prefix or manifest names just what is to be loaded. */
        private @Nullable S3Uri ownManifest(JobSession session, LedgerDecision.Load load, List<StoredObject> batch) {
            String staging = run.staging();
            boolean named = table.source() instanceof SourceDesign.Objects;
            if (staging != null) {
                return S3Uri.parse(staging + "redshift-operator/" + run.owner() + "/" + id + ".manifest");
            }
            if (!load.whole() || (named && batch.size() > 1)) {
                throw rolledBack(
                        session,
                        Problem.user(
                                LoadReason.STAGING_REQUIRED,
                                "%s: %d of the objects are to be loaded, which only a manifest can name: set spec.staging.uri, here or in the warehouse, to a prefix where the operator may put one"
                                        .formatted(table.entry(), batch.size())));
            }
            return null;
        }

        private String copyText(@Nullable S3Uri own) {
            S3Uri from = own;
            boolean manifest = true;
            if (from == null) {
                SourceDesign source = table.source();
                manifest = source instanceof SourceDesign.Manifest;
                from = source instanceof SourceDesign.Prefix prefix
                        ? prefix.uri()
                        : source instanceof SourceDesign.Manifest users
                                ? users.uri()
                                : ((SourceDesign.Objects) source).uris().get(0);
            }
            return CopyCommand.text(table, from, manifest, run.roleArn(), table.region());
        }

        private LedgerState.Attempt attempt(
                List<StoredObject> objects,
                @Nullable Long rows,
                @Nullable Long rejected,
                long micros,
                @Nullable Long queryId) {
            return new LedgerState.Attempt(
                    id,
                    run.owner(),
                    table.entry(),
                    rows,
                    rejected,
                    objects.size(),
                    objects.stream().mapToLong(StoredObject::size).sum(),
                    micros,
                    queryId,
                    table.reload());
        }

        // ------------------------------------------------------------ verifying, before COMMIT

        /** Somebody may have put another table in its place between our look and COPY's lock. */
        private void verifyTable(JobSession session, long tableId) {
            if (tableId(session) != tableId) {
                throw rolledBack(
                        session,
                        Problem.retry(
                                LoadReason.CONFLICT,
                                "%s: table %s was replaced by another meanwhile, starting again"
                                        .formatted(table.entry(), table.qualified())));
            }
        }

        private List<String> filesRead(JobSession session, long queryId, long before) {
            return queryId == before
                    ? List.of()
                    : session
                            .run("SELECT filename FROM stl_load_commits WHERE query = " + queryId)
                            .firstColumn()
                            .stream()
                            .map(String::trim)
                            .toList();
        }

        private void verify(JobSession session, Optional<Problem> problem) {
            if (problem.isPresent()) {
                throw rolledBack(session, problem.get());
            }
        }

        private Loaded heldBefore(LedgerDecision.Load load, LedgerState state, List<StoredObject> listed) {
            return load.deleteFirst() ? Loaded.sum(List.of()) : held(state, listed);
        }

        // ------------------------------------------------------------ numbers

        private long lastCopyId(JobSession session) {
            return number(session, "SELECT pg_last_copy_id()");
        }

        private long rejected(JobSession session, long queryId) {
            return number(session, "SELECT count(*) FROM stl_load_errors WHERE query = " + queryId);
        }

        private static long number(JobSession session, String sql) {
            return Long.parseLong(
                    Objects.requireNonNull(session.run(sql).single(), sql).trim());
        }

        /** The first rejected rows, without what stood in them. */
        private List<RowError> rejectedRows(JobSession session) {
            return session
                    .run("SELECT file_name, line_number, column_name, column_type, error_code, error_message"
                            + " FROM sys_load_error_detail WHERE session_id = " + session.pid()
                            + " ORDER BY start_time DESC, line_number LIMIT " + SHOWN_ERRORS)
                    .rows()
                    .stream()
                    .map(TableLoad::rowError)
                    .toList();
        }
    }

    private static RowError rowError(List<@Nullable String> row) {
        return new RowError(
                trimmed(row.get(0)),
                Long.valueOf(trimmed(row.get(1))),
                row.get(2) == null ? null : trimmed(row.get(2)),
                row.get(3) == null ? null : trimmed(row.get(3)),
                Integer.valueOf(trimmed(row.get(4))),
                trimmed(row.get(5)));
    }

    private static String trimmed(@Nullable String value) {
        return value == null ? "" : value.trim();
    }

    private static Set<String> uris(List<StoredObject> objects) {
        return objects.stream().map(StoredObject::uri).collect(Collectors.toUnmodifiableSet());
    }
}
