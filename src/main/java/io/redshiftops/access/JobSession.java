package io.redshiftops.access;

import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlResult;
import io.redshiftops.sql.SqlSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session in the hands of a job: it waits for statements, and stops them when the job is asked to stop or takes too long.
 */
public final class JobSession implements AutoCloseable {

    /** For statements that read or write a few rows. */
    public static final Duration SHORT = Duration.ofMinutes(2);

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);

    private final SqlSession session;
    private final JobControl control;
    private final Runnable pulse;

    /**
     * A session for a job.
     *
     * @param pulse is called several times a second while a statement runs, to renew what the job holds
     */
    public JobSession(SqlSession session, JobControl control, Runnable pulse) {
        this.session = session;
        this.control = control;
        this.pulse = pulse;
    }

    /** Process id of the session in the server. */
    public long pid() {
        return session.pid();
    }

    /** When the session started, as the server says. */
    public String startedAt() {
        return session.startedAt();
    }

    /** Runs a short statement. */
    public SqlResult run(String sql) {
        return run(sql, SHORT);
    }

    /**
     * Runs a statement.
     *
     * @param atMost after which it is stopped; one that ends well all the same just then has its result
     * @throws SqlFailure if it failed; of kind {@link SqlFailure.Kind#CANCELED} if it took too long, and {@link
     *     SqlFailure.Kind#CONNECTION} if it cannot even be stopped
     * @throws JobStopped if the job was asked to stop, or its thread interrupted
     */
    public SqlResult run(String sql, Duration atMost) {
        control.checkStop();
        session.submit(sql);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            SqlResult result = poll();
            if (result != null) {
                return result;
            }
            if (control.stopRequested()) {
                session.cancel();
                throw new JobStopped();
            }
            if (System.nanoTime() - deadline > 0) {
                return stopped(atMost);
            }
            pulse.run();
        }
    }

    /** An interrupted thread is a job that is stopped: the session's statement goes on, so it takes no other. */
    private @Nullable SqlResult poll() {
        try {
            return session.poll(GLANCE);
        } catch (SqlFailure e) {
            if (Thread.currentThread().isInterrupted()) {
                session.cancel();
                throw new JobStopped();
            }
            throw e;
        }
    }

    /** Stops a statement and sees it end: only then can the session take another, such as ROLLBACK. */
    private SqlResult stopped(Duration after) {
        session.cancel();
        String text = "the statement was stopped after %d s".formatted(after.toSeconds());
        SqlResult result;
        try {
            result = session.poll(STOPS_WITHIN);
        } catch (SqlFailure e) {
            throw e.is(SqlFailure.Kind.CONNECTION)
                    ? e
                    : new SqlFailure(SqlFailure.Kind.CANCELED, e.sqlState(), text, null, e);
        }
        if (result == null) {
            throw new SqlFailure(
                    SqlFailure.Kind.CONNECTION,
                    null,
                    "%s, and the database did not confirm that within %d s".formatted(text, STOPS_WITHIN.toSeconds()),
                    null,
                    null);
        }
        return result;
    }

    @Override
    public void close() {
        session.close();
    }
}
