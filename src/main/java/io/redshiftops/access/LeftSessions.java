package io.redshiftops.access;

import static io.redshiftops.sql.SqlText.literal;

import io.redshiftops.kube.Problem;
import java.time.Duration;
import java.util.List;

/**
 * Ends sessions that an earlier operator, or a broken connection, left behind: they may hold locks for hours after their
 * client died. A session is told by pid and start, since pids come again.
 */
public final class LeftSessions {

    private static final Duration GOES_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private LeftSessions() {}

    /** A session as {@code STV_SESSIONS} shows it. */
    public record Left(long pid, String startedAt) {}

    /**
     * Terminates sessions and waits until they are gone.
     *
     * @param session of the admin user
     * @throws io.redshiftops.kube.ProblemException if one does not go within a minute
     */
    public static void end(JobSession session, List<Left> sessions, JobControl control) {
        for (Left left : sessions) {
            long deadline = System.nanoTime() + GOES_WITHIN.toNanos();
            while (isAlive(session, left)) {
                if (System.nanoTime() > deadline) {
                    throw Problem.retry(
                                    AccessReason.SESSION_LEFT,
                                    "session %d, left by an earlier attempt at %s, does not end though it was terminated"
                                            .formatted(left.pid(), left.startedAt()))
                            .exception();
                }
                session.run("SELECT pg_terminate_backend(" + left.pid() + ")");
                control.pause(LOOK_AGAIN);
            }
        }
    }

    private static boolean isAlive(JobSession session, Left left) {
        return !session.run("SELECT 1 FROM stv_sessions WHERE process = " + left.pid() + " AND starttime = "
                        + literal(left.startedAt()))
                .rows()
                .isEmpty();
    }
}
