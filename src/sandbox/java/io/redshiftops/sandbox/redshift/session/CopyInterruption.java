package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.copy.CopyControl;
import io.redshiftops.sandbox.redshift.postgres.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stops a COPY: a cancellation, statement_timeout, or the backend's failure. The backend itself looks at the first
 * two only when it gets a row, which may take long while rows are read and sorted.
 */
final class CopyInterruption implements CopyControl {

    private final Backend backend;
    private final long cancellations;
    private final Instant deadline;

    private CopyInterruption(Backend backend, Instant deadline) {
        this.backend = backend;
        this.cancellations = backend.cancellations();
        this.deadline = deadline;
    }

    /** Begins to watch for a statement that began at this time; null if the backend has failed already. */
    static @Nullable CopyInterruption of(Conversation conversation, Instant start) throws IOException {
        List<List<@Nullable String>> rows = conversation
                .pipeline()
                .query("select (extract(epoch from pg_catalog.current_setting('statement_timeout')::interval)"
                        + " * 1000)::bigint");
        if (rows == null) {
            return null;
        }
        long millis = Long.parseLong(Objects.requireNonNull(rows.get(0).get(0)));
        return new CopyInterruption(
                conversation.backend(), millis == 0 ? Instant.MAX : start.plus(Duration.ofMillis(millis)));
    }

    @Override
    public boolean isCanceled() {
        return isAskedFor() || hasBackendFailed();
    }

    /** Whether it is the user who wants the COPY to stop. */
    private boolean isAskedFor() {
        return backend.cancellations() != cancellations || Instant.now().isAfter(deadline);
    }

    /** Whether the backend has said why it stopped; then it reads nothing more of the COPY. */
    boolean hasBackendFailed() {
        try {
            return backend.hasFailed();
        } catch (IOException e) {
            throw new UncheckedIOException("the connection to the backend broke", e);
        }
    }
}
