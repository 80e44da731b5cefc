package io.redshiftops.load;

import io.redshiftops.api.v1alpha1.S3LoadStatus.Attempt;
import io.redshiftops.api.v1alpha1.S3LoadStatus.RowError;
import io.redshiftops.kube.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a running load tells the reconciler, which alone writes status. Thread-safe. */
final class LoadProgress {

    private final Map<String, TableFacts> tables = new LinkedHashMap<>();
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Void>> acknowledgements = new ConcurrentHashMap<>();
    private @Nullable Problem waitingFor;

    /**
     * What is known about a table.
     *
     * @param state Pending, Loading, Loaded or Failed
     * @param loaded sums over the attempts that loaded its objects; null as long as the ledger was not read
     * @param problem what went wrong; null for nothing
     * @param errors the first rejected rows
     */
    record TableFacts(
            String entry,
            String table,
            String state,
            @Nullable Loaded loaded,
            @Nullable Problem problem,
            List<RowError> errors) {}

    /** Sums over attempts; rows and rejected rows of adopted objects are not known and count as none. */
    record Loaded(
            long rows,
            long rejected,
            long files,
            long bytes,
            long micros,
            @Nullable Long queryId) {

        static Loaded sum(List<LedgerState.Attempt> attempts) {
            long rows = 0;
            long rejected = 0;
            long files = 0;
            long bytes = 0;
            long micros = 0;
            Long queryId = null;
            for (LedgerState.Attempt attempt : attempts) {
                rows += attempt.rowsLoaded() == null ? 0 : attempt.rowsLoaded();
                rejected += attempt.rowsRejected() == null ? 0 : attempt.rowsRejected();
                files += attempt.files();
                bytes += attempt.bytes();
                micros += attempt.micros();
                queryId = attempt.queryId() == null ? queryId : attempt.queryId();
            }
            return new Loaded(rows, rejected, files, bytes, micros, queryId);
        }
    }

    synchronized void table(TableFacts facts) {
        tables.put(facts.entry(), facts);
    }

    synchronized List<TableFacts> tables() {
        return new ArrayList<>(tables.values());
    }

    /** Tells what the load waits for; null for nothing. */
    synchronized void waitingFor(@Nullable Problem problem) {
        waitingFor = problem;
    }

    synchronized Optional<Problem> waitingFor() {
        return Optional.ofNullable(waitingFor);
    }

    /** Announces an attempt; the answer completes when the status that names it is written. */
    CompletableFuture<Void> announce(Attempt attempt) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        acknowledgements.put(attempt.id(), acknowledged);
        synchronized (this) {
            attempts.put(attempt.table(), attempt);
        }
        return acknowledged;
    }

    /** The attempt of a table is over: its session is closed. */
    synchronized void over(String table) {
        attempts.remove(table);
    }

    synchronized List<Attempt> attempts() {
        return new ArrayList<>(attempts.values());
    }

    /** Says that a status with these attempts was written. */
    void acknowledge(List<Attempt> written) {
        for (Attempt attempt : written) {
            CompletableFuture<Void> waiting = acknowledgements.remove(attempt.id());
            if (waiting != null) {
                waiting.complete(null);
            }
        }
    }

    /** Says that the status could not be written, since somebody else changed the object. */
    void refuse() {
        acknowledgements.values().forEach(waiting -> waiting.cancel(false));
        acknowledgements.clear();
    }
}
