package io.redshiftops.load;

import static io.redshiftops.sql.SqlText.literal;

import io.redshiftops.kube.ProblemException;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlResult;
import io.redshiftops.sql.SqlSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds out who holds a ledger's lock, when waiting for it takes long. */
final class LedgerLocks {

    private static final Logger LOG = Logger.getLogger(LedgerLocks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final Supplier<SqlSession> adminSessions;

    /** Looks through sessions of the admin user, who sees the locks of all. */
    LedgerLocks(Supplier<SqlSession> adminSessions) {
        this.adminSessions = adminSessions;
    }

    /** A session that holds a lock. */
    record Holder(String pid, String user, String since) {}

    /**
     * Tells from time to time who holds a ledger's lock, until the returned action is run.
     *
     * @param tell is given the holder, in another thread
     */
    Runnable explainWait(LedgerNames names, Consumer<Holder> tell) {
        ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "ledger-lock");
            thread.setDaemon(true);
            return thread;
        });
        var asking = watcher.scheduleWithFixedDelay(
                () -> {
                    Holder holder = holder(names);
                    if (holder != null) {
                        tell.accept(holder);
                    }
                },
                PATIENCE.toMillis(),
                ASK_AGAIN.toMillis(),
                TimeUnit.MILLISECONDS);
        return () -> {
            asking.cancel(true);
            watcher.shutdownNow();
        };
    }

    private @Nullable Holder holder(LedgerNames names) {
        String relation = names.epoch()
                .substring(names.epoch().indexOf('"') + 1, names.epoch().length() - 1);
        try (SqlSession session = adminSessions.get()) {
            session.submit("SELECT t.pid, t.txn_owner, t.txn_start FROM svv_transactions t"
                    + " JOIN pg_class c ON c.oid = t.relation JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = " + literal(LedgerNames.SCHEMA) + " AND c.relname = " + literal(relation)
                    + " AND t.granted AND t.lock_mode = 'AccessExclusiveLock'");
            SqlResult result = session.poll(ANSWER);
            if (result == null || result.rows().isEmpty()) {
                return null;
            }
            List<@Nullable String> row = result.rows().get(0);
            return new Holder(text(row, 0), text(row, 1), text(row, 2));
        } catch (SqlFailure | ProblemException e) {
            // An exception would end the asking for good; the wait itself goes on without an explanation.
            LOG.debugf("cannot see who holds %s: %s", names.epoch(), e.getMessage());
            return null;
        }
    }

    private static String text(List<@Nullable String> row, int column) {
        String value = row.get(column);
        return value == null ? "?" : value.trim();
    }
}
