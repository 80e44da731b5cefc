package io.redshiftops.access;

import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlResult;
import io.redshiftops.sql.SqlSession;
import java.time.Duration;

/**
 * A session in the hands of a job: it waits for statements, and stops them when the job is asked to stop or takes too long.
 */
public final class JobSession implements AutoCloseable {

    /** For statements that read or write a few rows. */
    public static final Duration SHORT = Duration.ofMinutes(2);

    private static final Duration GLANCE = Duration.ofMillis(200);

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
     * @param atMost after which it is stopped
     * @throws SqlFailure if it failed or took too long, then of kind {@link SqlFailure.Kind#CANCELED}
     * @throws JobStopped if the job was asked to stop
     */
    public SqlResult run(String sql, Duration atMost) {
        control.checkStop();
        session.submit(sql);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            SqlResult result = session.poll(GLANCE);
            if (result != null) {
                return result;
            }
            if (control.stopRequested()) {
                session.cancel();
                throw new JobStopped();
            }
            if (System.nanoTime() - deadline > 0) {
                session.cancel();
                throw new SqlFailure(
                        SqlFailure.Kind.CANCELED,
                        null,
                        "the statement was stopped after %d s".formatted(atMost.toSeconds()),
                        null,
                        null);
            }
            pulse.run();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
