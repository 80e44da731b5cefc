package io.redshiftops.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redshiftops.aws.ObjectStorage.StoredObject;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlLogin;
import io.redshiftops.sql.SqlResult;
import io.redshiftops.sql.SqlServer;
import io.redshiftops.sql.SqlSession;
import io.redshiftops.sql.SqlSessions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of Redshift as a load asks for: one table and its ledger under snapshot isolation, where two COPYs of the same
 * objects both commit. A snapshot is taken by the first statement after LOCK. Each statement is a step; a session whose
 * client died or lost it keeps its locks until the server notices.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html">Isolation levels in Amazon Redshift</a>
 */
final class SimulatedDatabase implements SqlSessions {

    /** Rows that COPY reads from each object. */
    static final int ROWS_PER_OBJECT = 2;

    /** A protection that the database can be without, to see that a test notices. */
    enum Weakness {
        /** LOCK locks nothing. */
        NO_LOCK,
        /** An UPDATE of a row that another transaction has updated since the snapshot succeeds. */
        NO_CONFLICT
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LITERAL = Pattern.compile("'([^']*)'");
    private static final Pattern TUPLE =
            Pattern.compile("\\((\\d+), '([^']*)', '([^']*)', '([^']*)', (\\d+), '([^']*)'\\)");
    private static final Pattern ATTEMPT = Pattern.compile("VALUES \\((.*), GETDATE\\(\\)\\)");

    /** A row of the target table, by the object that it came from. */
    record TargetRow(long number, String uri, String etag) {}

    /** A row of the ledger's objects. */
    record ObjectRow(long number, long tableId, List<String> values) {}

    /** A row of the ledger's attempts. */
    record AttemptRow(long number, long tableId, List<@Nullable String> values) {}

    /** Everything that is stored. */
    private record State(
            long epoch, long tableId, List<TargetRow> target, List<ObjectRow> objects, List<AttemptRow> attempts) {}

    private final Turns turns;
    private final SimulatedStorage storage;
    private final Set<Weakness> weaknesses = EnumSet.noneOf(Weakness.class);
    private final List<Session> lost = new ArrayList<>();
    private State committed = new State(0, 101, List.of(), List.of(), List.of());
    private @Nullable Session lockHolder;
    private @Nullable Session epochHolder;
    private long numbers;

    SimulatedDatabase(Turns turns, SimulatedStorage storage, Weakness... weaknesses) {
        this.turns = turns;
        this.storage = storage;
        this.weaknesses.addAll(Arrays.asList(weaknesses));
    }

    /** The rows of the table. */
    List<TargetRow> rows() {
        return committed.target();
    }

    /** The URIs that the ledger holds for the table as it is now. */
    List<String> ledger() {
        return committed.objects().stream()
                .filter(row -> row.tableId() == committed.tableId())
                .map(row -> "s3://" + row.values().get(0) + "/"
                        + URLDecoder.decode(row.values().get(1), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    /** Rows that the attempts in the ledger say they loaded. */
    long rowsAccordingToAttempts() {
        return committed.attempts().stream()
                .filter(row -> row.tableId() == committed.tableId())
                .mapToLong(row ->
                        Long.parseLong(Objects.requireNonNull(row.values().get(3))))
                .sum();
    }

    /** Deletes the rows of the table, as a person would. */
    void truncate() {
        committed =
                new State(committed.epoch(), committed.tableId(), List.of(), committed.objects(), committed.attempts());
    }

    /** Puts another table of the same name in the place of the table, with its rows or empty. */
    void replaceTable(boolean withRows) {
        committed = new State(
                committed.epoch(),
                committed.tableId() + 1,
                withRows ? committed.target() : List.of(),
                committed.objects(),
                committed.attempts());
    }

    /** The id of the table. */
    long tableId() {
        return committed.tableId();
    }

    /** Whether a session that its client lost is still open. */
    boolean hasLostSession() {
        return !lost.isEmpty();
    }

    /** The server notices that the client of its oldest lost session is gone. */
    void noticeLostSession() {
        lost.remove(0).rollBack();
    }

    @Override
    public SqlSession open(SqlServer server, SqlLogin login, String label) {
        return turns.step("open", () -> true, () -> new Session(++numbers), SimulatedDatabase::connectionLost);
    }

    private static SqlFailure connectionLost() {
        return new SqlFailure(SqlFailure.Kind.CONNECTION, "08006", "the connection broke", null, null);
    }

    private static SqlFailure serialization() {
        return new SqlFailure(
                SqlFailure.Kind.SERIALIZATION, "XX000", "conflict with concurrent transaction", null, null);
    }

    private final class Session implements SqlSession {

        private final long pid;
        private String submitted = "";
        private boolean broken;
        private boolean closed;
        private boolean inTransaction;
        private boolean failed;
        private @Nullable State snapshot;
        private @Nullable State mine;
        private long lastCopy;
        private List<String> lastFiles = List.of();

        Session(long pid) {
            this.pid = pid;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public String startedAt() {
            return "2026-01-01 00:00:0" + pid;
        }

        @Override
        public void submit(String sql) {
            submitted = sql;
        }

        @Override
        public SqlResult poll(Duration atMost) {
            if (broken) {
                throw connectionLost();
            }
            return turns.step(submitted, this::canRun, () -> execute(submitted), () -> {
                broken = true;
                return connectionLost();
            });
        }

        @Override
        public void cancel() {
            throw new IllegalStateException("nothing here takes long enough to be canceled");
        }

        /** A dead process says no goodbye, and over a broken connection none is heard. */
        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            if (turns.isDead() || broken) {
                lost.add(this);
            } else {
                turns.step("close", () -> true, () -> rollBack(), null);
            }
        }

        private boolean canRun() {
            if (submitted.startsWith("LOCK ") && !weaknesses.contains(Weakness.NO_LOCK)) {
                return lockHolder == null || lockHolder == this;
            }
            return !submitted.startsWith("UPDATE ")
                    || epochHolder == null
                    || epochHolder == this
                    || weaknesses.contains(Weakness.NO_CONFLICT);
        }

        private boolean rollBack() {
            inTransaction = false;
            failed = false;
            snapshot = null;
            mine = null;
            lockHolder = lockHolder == this ? null : lockHolder;
            epochHolder = epochHolder == this ? null : epochHolder;
            return true;
        }

        private SqlResult execute(String sql) {
            if (sql.equals("ROLLBACK")) {
                rollBack();
                return done(0);
            }
            if (failed) {
                throw new SqlFailure(SqlFailure.Kind.STATEMENT, "25P02", "current transaction is aborted", null, null);
            }
            try {
                return sql.equals("BEGIN") || sql.equals("COMMIT") || sql.startsWith("LOCK ")
                        ? control(sql)
                        : query(sql);
            } catch (SqlFailure e) {
                failed = true;
                throw e;
            }
        }

        private SqlResult control(String sql) {
            if (sql.equals("BEGIN")) {
                inTransaction = true;
            } else if (sql.equals("COMMIT")) {
                commit();
                rollBack();
            } else if (!inTransaction) {
                throw new SqlFailure(SqlFailure.Kind.STATEMENT, "25P01", "LOCK outside of a transaction", null, null);
            } else {
                lockHolder = this;
            }
            return done(0);
        }

        /** What was added and deleted since the snapshot is done to what is committed now. */
        private void commit() {
            if (snapshot == null || mine == null) {
                return;
            }
            State before = snapshot;
            State after = mine;
            committed = new State(
                    Math.max(committed.epoch(), after.epoch()),
                    committed.tableId(),
                    merged(before.target(), after.target(), committed.target()),
                    merged(before.objects(), after.objects(), committed.objects()),
                    merged(before.attempts(), after.attempts(), committed.attempts()));
        }

        private static <T> List<T> merged(List<T> before, List<T> after, List<T> now) {
            Set<T> deleted = new HashSet<>(before);
            deleted.removeAll(Set.copyOf(after));
            if (!now.containsAll(deleted)) {
                throw serialization();
            }
            List<T> result = new ArrayList<>(now);
            result.removeAll(deleted);
            Set<T> known = Set.copyOf(before);
            after.stream().filter(row -> !known.contains(row)).forEach(result::add);
            return List.copyOf(result);
        }

        private SqlResult query(String sql) {
            if (snapshot == null) {
                snapshot = committed;
                mine = committed;
            }
            State state = Objects.requireNonNull(mine);
            SqlResult result = sql.startsWith("SELECT ") ? select(sql, state) : change(sql, state);
            if (!inTransaction) {
                commit();
                rollBack();
            }
            return result;
        }

        // ------------------------------------------------------------ reading

        private SqlResult select(String sql, State state) {
            if (sql.startsWith("SELECT c.oid FROM pg_class")) {
                return one(Long.toString(state.tableId()));
            } else if (sql.startsWith("SELECT bucket, ")) {
                return rows(state.objects().stream()
                        .filter(row -> sql.endsWith(" = " + row.tableId()))
                        .<List<@Nullable String>>map(row -> new ArrayList<>(row.values()))
                        .toList());
            } else if (sql.startsWith("SELECT attempt, ")) {
                return rows(state.attempts().stream()
                        .filter(row -> sql.contains(" = " + row.tableId() + " "))
                        .map(AttemptRow::values)
                        .toList());
            } else if (sql.startsWith("SELECT DISTINCT bucket, ")) {
                return rows(state.objects().stream()
                        .filter(row -> !sql.endsWith(" <> " + row.tableId()))
                        .<List<@Nullable String>>map(
                                row -> new ArrayList<>(row.values().subList(0, 2)))
                        .distinct()
                        .toList());
            } else if (sql.equals("SELECT 1 FROM \"public\".\"t\" LIMIT 1")) {
                return state.target().isEmpty() ? rows(List.of()) : one("1");
            } else if (sql.equals("SELECT pg_last_copy_id()")) {
                return one(Long.toString(lastCopy));
            } else if (sql.equals("SELECT pg_last_copy_count()")) {
                return one(Integer.toString(lastFiles.size() * ROWS_PER_OBJECT));
            } else if (sql.startsWith("SELECT filename FROM stl_load_commits WHERE query = " + lastCopy)) {
                return rows(lastFiles.stream()
                        .<List<@Nullable String>>map(file -> new ArrayList<>(List.of(file)))
                        .toList());
            } else if (sql.startsWith("SELECT count(*) FROM stl_load_errors")) {
                return one("0");
            } else if (sql.startsWith("SELECT file_name, ")) {
                return rows(List.of());
            }
            throw unknown(sql);
        }

        private static IllegalStateException unknown(String sql) {
            return new IllegalStateException("the simulated database does not know: " + sql);
        }

        // ------------------------------------------------------------ writing

        private SqlResult change(String sql, State state) {
            if (sql.startsWith("UPDATE ")) {
                return nextEpoch(state);
            } else if (sql.startsWith("COPY ")) {
                return copy(sql, state);
            } else if (sql.startsWith("DELETE FROM \"public\".\"t\"")) {
                return changed(new State(state.epoch(), state.tableId(), List.of(), state.objects(), state.attempts()));
            } else if (sql.startsWith("DELETE FROM ") && sql.contains("_objects\"")) {
                return changed(new State(
                        state.epoch(),
                        state.tableId(),
                        state.target(),
                        without(state.objects(), row -> sql.endsWith(" = " + row.tableId())),
                        state.attempts()));
            } else if (sql.startsWith("DELETE FROM ") && sql.contains("_attempts\"")) {
                return changed(new State(
                        state.epoch(),
                        state.tableId(),
                        state.target(),
                        state.objects(),
                        without(state.attempts(), row -> sql.endsWith(" = " + row.tableId()))));
            } else if (sql.startsWith("INSERT INTO ") && sql.contains("_objects\"")) {
                return insertObjects(sql, state);
            } else if (sql.startsWith("INSERT INTO ") && sql.contains("_attempts\"")) {
                return insertAttempt(sql, state);
            }
            throw unknown(sql);
        }

        private SqlResult nextEpoch(State state) {
            boolean stale = Objects.requireNonNull(snapshot).epoch() != committed.epoch();
            if (stale && !weaknesses.contains(Weakness.NO_CONFLICT)) {
                throw serialization();
            }
            epochHolder = this;
            mine = new State(state.epoch() + 1, state.tableId(), state.target(), state.objects(), state.attempts());
            return done(1);
        }

        private SqlResult copy(String sql, State state) {
            if (state.tableId() != committed.tableId()) {
                throw new SqlFailure(
                        SqlFailure.Kind.SERIALIZATION, "XX000", "1018 DETAIL: Relation does not exist", null, null);
            }
            Matcher literal = LITERAL.matcher(sql);
            String from = literal.find() ? literal.group(1) : "";
            List<StoredObject> objects = sql.contains(" MANIFEST ") ? named(from) : storage.lookUnder(from);
            List<TargetRow> target = new ArrayList<>(state.target());
            for (StoredObject object : objects) {
                for (int row = 0; row < ROWS_PER_OBJECT; row++) {
                    target.add(new TargetRow(++numbers, object.uri(), object.etag()));
                }
            }
            lastCopy = ++numbers;
            lastFiles = objects.stream().map(StoredObject::uri).toList();
            return changed(
                    new State(state.epoch(), state.tableId(), List.copyOf(target), state.objects(), state.attempts()));
        }

        private List<StoredObject> named(String manifest) {
            String text = storage.text(manifest).orElseThrow(() -> noSuchFile(manifest));
            List<StoredObject> objects = new ArrayList<>();
            try {
                for (JsonNode entry : JSON.readTree(text).path("entries")) {
                    String uri = entry.path("url").asText();
                    objects.add(storage.look(uri).orElseThrow(() -> noSuchFile(uri)));
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(text, e);
            }
            return objects;
        }

        private static SqlFailure noSuchFile(String uri) {
            return new SqlFailure(
                    SqlFailure.Kind.STATEMENT, "XX000", "S3ServiceException: no such key " + uri, null, null);
        }

        private SqlResult insertObjects(String sql, State state) {
            List<ObjectRow> objects = new ArrayList<>(state.objects());
            Matcher tuple = TUPLE.matcher(sql);
            while (tuple.find()) {
                objects.add(new ObjectRow(
                        ++numbers,
                        Long.parseLong(tuple.group(1)),
                        List.of(tuple.group(2), tuple.group(3), tuple.group(4), tuple.group(5), tuple.group(6))));
            }
            return changed(
                    new State(state.epoch(), state.tableId(), state.target(), List.copyOf(objects), state.attempts()));
        }

        private SqlResult insertAttempt(String sql, State state) {
            Matcher matcher = ATTEMPT.matcher(sql);
            if (!matcher.find()) {
                throw unknown(sql);
            }
            List<@Nullable String> values = new ArrayList<>();
            for (String value : matcher.group(1).split(", ", -1)) {
                values.add(value.equals("NULL") ? null : value.replace("'", ""));
            }
            long tableId = Long.parseLong(Objects.requireNonNull(values.remove(1)));
            List<AttemptRow> attempts = new ArrayList<>(state.attempts());
            attempts.add(new AttemptRow(++numbers, tableId, values));
            return changed(
                    new State(state.epoch(), state.tableId(), state.target(), state.objects(), List.copyOf(attempts)));
        }

        private SqlResult changed(State state) {
            mine = state;
            return done(0);
        }

        private static <T> List<T> without(List<T> rows, Predicate<T> condition) {
            return rows.stream().filter(condition.negate()).toList();
        }
    }

    private static SqlResult done(long count) {
        return new SqlResult(List.of(), List.of(), count, 1);
    }

    private static SqlResult one(String value) {
        List<@Nullable String> row = new ArrayList<>();
        row.add(value);
        List<List<@Nullable String>> rows = new ArrayList<>();
        rows.add(row);
        return rows(rows);
    }

    // NullAway does not see in a class file that values of a result may be null.
    @SuppressWarnings("NullAway")
    private static SqlResult rows(List<List<@Nullable String>> rows) {
        return new SqlResult(List.of(), rows, 0, 1);
    }
}
