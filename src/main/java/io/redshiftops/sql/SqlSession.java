package io.redshiftops.sql;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session of a database, in which statements run one after the other. Statements that no {@code BEGIN} came before commit
 * by themselves. Closing it, or losing it, rolls back what is open.
 *
 * <p>Statements are submitted and asked after; {@link #cancel} may come from another thread.
 */
public interface SqlSession extends AutoCloseable {

    /** Process id of the session in the server. */
    long pid();

    /** When the session started, as {@code STV_SESSIONS} says: with the pid it names the session for good. */
    String startedAt();

    /** Starts a statement; the one before must have finished. */
    void submit(String sql);

    /**
     * Waits for the statement.
     *
     * @param atMost how long to wait
     * @return its result, or null if it has not finished yet
     * @throws SqlFailure if it failed
     */
    @Nullable
    SqlResult poll(Duration atMost);

    /** Asks the server to stop the statement, which then fails; without one under way nothing happens. */
    void cancel();

    @Override
    void close();
}
