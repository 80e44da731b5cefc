package io.redshiftops.access;

import io.redshiftops.access.WarehouseLocks.Mode;
import io.redshiftops.kube.Problem;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A job's hold on a database server, from when it is granted until it is closed; it has to be renewed meanwhile. */
public final class HeldWarehouse implements AutoCloseable {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final Duration RENEW = Duration.ofSeconds(10);

    private final WarehouseLocks locks;
    private final String server;
    private final String job;
    private final Mode mode;
    private long renewedAt = System.nanoTime();

    private HeldWarehouse(WarehouseLocks locks, String server, String job, Mode mode) {
        this.locks = locks;
        this.server = server;
        this.job = job;
        this.mode = mode;
    }

    /**
     * Waits until the job holds the server.
     *
     * @param waiting is told who is in the way, each time
     * @throws JobStopped if the job was asked to stop; then it no longer waits for the server either
     */
    public static HeldWarehouse acquire(
            WarehouseLocks locks,
            String server,
            String job,
            Mode mode,
            JobControl control,
            Consumer<List<String>> waiting) {
        try {
            List<String> inTheWay = locks.acquire(server, job, mode);
            while (!inTheWay.isEmpty()) {
                waiting.accept(inTheWay);
                control.pause(ASK_AGAIN);
                inTheWay = locks.acquire(server, job, mode);
            }
            return new HeldWarehouse(locks, server, job, mode);
        } catch (JobStopped e) {
            locks.release(server, job);
            throw e;
        }
    }

    /**
     * Renews the hold when it is time.
     *
     * @throws io.redshiftops.kube.ProblemException if it was lost meanwhile
     */
    public synchronized void pulse() {
        long now = System.nanoTime();
        if (now - renewedAt >= RENEW.toNanos()) {
            List<String> inTheWay = locks.acquire(server, job, mode);
            if (!inTheWay.isEmpty()) {
                throw Problem.retry(
                                AccessReason.WAITING_FOR_WAREHOUSE,
                                "the hold on the warehouse expired and %s took it; starting again"
                                        .formatted(String.join(", ", inTheWay)))
                        .exception();
            }
            renewedAt = now;
        }
    }

    @Override
    public void close() {
        locks.release(server, job);
    }
}
