package io.redshiftops.load;

import static io.redshiftops.sql.SqlText.literal;

import io.redshiftops.access.JobSession;
import io.redshiftops.aws.ObjectStorage.StoredObject;
import io.redshiftops.load.LedgerState.Attempt;
import io.redshiftops.load.LedgerState.Entry;
import io.redshiftops.sql.SqlResult;
import io.redshiftops.sql.SqlText;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one target table, in the table's own database: what was loaded, and the lock under which more is.
 *
 * <p>Redshift enforces no keys, and under snapshot isolation two COPYs of the same objects both commit. So whoever loads
 * locks the epoch table first and then updates its row: that aborts a transaction whose snapshot is older than the lock.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html">Isolation levels in Amazon Redshift</a>
 */
final class Ledger {

    /** A statement may have 16 MB; far less keeps it readable in the system views. */
    private static final int STATEMENT_CHARACTERS = 60_000;

    private final LedgerNames names;

    Ledger(LedgerNames names) {
        this.names = names;
    }

    /** The statements that create a ledger, each of them harmless when it is there. */
    static List<String> creation(LedgerNames names) {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE IF NOT EXISTS " + names.epoch()
                + " (id integer NOT NULL, epoch bigint NOT NULL) DISTSTYLE ALL");
        if (names.equals(LedgerNames.SETUP)) {
            statements.add("CREATE TABLE IF NOT EXISTS " + names.attempts()
                    + " (load varchar(600) NOT NULL, step varchar(127) NOT NULL, hash varchar(64) NOT NULL,"
                    + " ran_at timestamp NOT NULL) DISTSTYLE EVEN");
            return statements;
        }
        statements.add("CREATE TABLE IF NOT EXISTS " + names.objects()
                + " (table_id bigint NOT NULL, bucket varchar(63) NOT NULL, object_key varchar(4096) NOT NULL,"
                + " etag varchar(255) NOT NULL, size bigint NOT NULL, attempt varchar(64) NOT NULL) DISTSTYLE EVEN");
        statements.add("CREATE TABLE IF NOT EXISTS " + names.attempts()
                + " (attempt varchar(64) NOT NULL, table_id bigint NOT NULL, load varchar(600) NOT NULL,"
                + " entry varchar(63) NOT NULL, rows_loaded bigint, rows_rejected bigint, files bigint NOT NULL,"
                + " bytes bigint NOT NULL, copy_micros bigint NOT NULL, query_id bigint, reload varchar(1024),"
                + " committed_at timestamp NOT NULL) DISTSTYLE EVEN");
        return statements;
    }

    /** Puts the one row into a fresh epoch table; to be run under the lock, in a transaction of its own. */
    static String firstEpoch(LedgerNames names) {
        return "INSERT INTO " + names.epoch() + " SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM " + names.epoch() + ")";
    }

    /** What a user other than the admin needs to keep a ledger. */
    static List<String> grants(LedgerNames names, String username) {
        List<String> statements = new ArrayList<>();
        String user = SqlText.name(username);
        statements.add("GRANT USAGE ON SCHEMA " + LedgerNames.SCHEMA + " TO " + user);
        for (String table : List.of(names.epoch(), names.objects(), names.attempts())) {
            if (!table.isEmpty()) {
                statements.add("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " + user);
            }
        }
        return statements;
    }

    /** Waits for the lock; the first statement of a transaction. */
    static void lock(JobSession session, LedgerNames names, Duration atMost) {
        session.run("LOCK " + names.epoch(), atMost);
    }

    /**
     * Moves the epoch on, under the lock.
     *
     * @return whether the ledger is intact: it has its one row, and this transaction sees it
     */
    static boolean nextEpoch(JobSession session, LedgerNames names) {
        return session.run("UPDATE " + names.epoch() + " SET epoch = epoch + 1 WHERE id = 1")
                        .updateCount()
                == 1;
    }

    /** What the ledger holds. */
    LedgerState read(JobSession session, long tableId) {
        SqlResult objects = session.run("SELECT bucket, object_key, etag, size, attempt FROM " + names.objects()
                + " WHERE table_id = " + tableId);
        SqlResult attempts = session.run("SELECT attempt, load, entry, rows_loaded, rows_rejected, files, bytes,"
                + " copy_micros, query_id, reload FROM " + names.attempts() + " WHERE table_id = " + tableId
                + " ORDER BY committed_at, attempt");
        SqlResult elsewhere = session.run(
                "SELECT DISTINCT bucket, object_key FROM " + names.objects() + " WHERE table_id <> " + tableId);
        return new LedgerState(
                objects.rows().stream()
                        .map(Ledger::entry)
                        .collect(Collectors.toUnmodifiableMap(
                                entry -> entry.object().uri(), Function.identity(), (one, other) -> one)),
                attempts.rows().stream().map(Ledger::attempt).toList(),
                elsewhere.rows().stream()
                        .map(row -> new S3Uri(text(row, 0), decoded(text(row, 1))).toString())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Entry entry(List<@Nullable String> row) {
        return new Entry(
                new StoredObject(text(row, 0), decoded(text(row, 1)), text(row, 2), Long.parseLong(text(row, 3))),
                text(row, 4));
    }

    private static Attempt attempt(List<@Nullable String> row) {
        return new Attempt(
                text(row, 0),
                text(row, 1),
                text(row, 2),
                number(row.get(3)),
                number(row.get(4)),
                Long.parseLong(text(row, 5)),
                Long.parseLong(text(row, 6)),
                Long.parseLong(text(row, 7)),
                number(row.get(8)),
                row.get(9) == null ? null : decoded(text(row, 9)));
    }

    /** Forgets what was loaded into the table of this id. */
    void forget(JobSession session, long tableId) {
        session.run("DELETE FROM " + names.objects() + " WHERE table_id = " + tableId);
        session.run("DELETE FROM " + names.attempts() + " WHERE table_id = " + tableId);
    }

    /** Notes an attempt and its objects, in the transaction of its COPY. */
    void record(JobSession session, long tableId, Attempt attempt, Collection<StoredObject> objects) {
        session.run("INSERT INTO " + names.attempts() + " VALUES (" + literal(attempt.id()) + ", " + tableId + ", "
                + literal(attempt.load()) + ", " + literal(attempt.entry()) + ", " + literal(attempt.rowsLoaded())
                + ", " + literal(attempt.rowsRejected()) + ", " + attempt.files() + ", " + attempt.bytes() + ", "
                + attempt.micros() + ", " + literal(attempt.queryId()) + ", "
                + literal(encoded(attempt.reload())) + ", GETDATE())");
        for (String statement : insertions(tableId, attempt.id(), objects)) {
            session.run(statement);
        }
    }

    /** INSERTs of literals, each of bounded length. */
    List<String> insertions(long tableId, String attempt, Collection<StoredObject> objects) {
        List<String> statements = new ArrayList<>();
        StringBuilder values = new StringBuilder();
        for (StoredObject object : objects) {
            String row = "(" + tableId + ", " + literal(object.bucket()) + ", " + literal(encoded(object.key())) + ", "
                    + literal(object.etag()) + ", " + object.size() + ", " + literal(attempt) + ")";
            if (values.length() + row.length() > STATEMENT_CHARACTERS) {
                statements.add(insertion(values));
                values.setLength(0);
            }
            values.append(values.isEmpty() ? "" : ", ").append(row);
        }
        if (!values.isEmpty()) {
            statements.add(insertion(values));
        }
        return statements;
    }

    private String insertion(StringBuilder values) {
        return "INSERT INTO " + names.objects() + " VALUES " + values;
    }

    /** Keys and texts may hold anything; what a literal cannot is escaped as in URLs. */
    private static @Nullable String encoded(@Nullable String text) {
        return text == null ? null : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String text(List<@Nullable String> row, int column) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalStateException("the ledger holds a NULL in column " + (column + 1));
        }
        return value.trim();
    }

    private static @Nullable Long number(@Nullable String value) {
        return value == null ? null : Long.valueOf(value.trim());
    }
}
