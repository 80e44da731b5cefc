package io.redshiftops.access;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redshiftops.access.WarehouseLocks.Mode;
import io.redshiftops.kube.Problem;
import io.redshiftops.kube.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** A job's hold on a database server, from when it is granted until it is closed; it has to be renewed meanwhile. */
public final class HeldWarehouse implements AutoCloseable {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final Duration RENEW = Duration.ofSeconds(10);
    private static final Duration RENEW_AGAIN = Duration.ofSeconds(2);
    private static final Logger LOG = Logger.getLogger(HeldWarehouse.class);

    private final WarehouseLocks locks;
    private final String server;
    private final String job;
    private final Mode mode;
    private Instant renewedAt;
    private Instant renewNext;

    private HeldWarehouse(WarehouseLocks locks, String server, String job, Mode mode, Instant since) {
        this.locks = locks;
        this.renewedAt = since;
        this.renewNext = since.plus(RENEW);
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
            while (true) {
                Instant asked = locks.now();
                List<String> inTheWay = locks.acquire(server, job, mode);
                if (inTheWay.isEmpty()) {
                    return new HeldWarehouse(locks, server, job, mode, asked);
                }
                waiting.accept(inTheWay);
                control.pause(ASK_AGAIN);
            }
        } catch (JobStopped e) {
            locks.release(server, job);
            throw e;
        }
    }

    /**
     * Renews the hold when it is time. While the API server does not answer the hold stands until it would expire, since
     * nobody else can take it before.
     *
     * @throws io.redshiftops.kube.ProblemException if it was lost meanwhile
     */
    public synchronized void pulse() {
        Instant now = locks.now();
        if (now.isBefore(renewNext)) {
            return;
        }
        try {
            List<String> inTheWay = locks.acquire(server, job, mode);
            if (!inTheWay.isEmpty()) {
                throw lost("%s took it".formatted(String.join(", ", inTheWay)));
            }
            renewedAt = now;
            renewNext = now.plus(RENEW);
        } catch (KubernetesClientException e) {
            if (!locks.now().isBefore(renewedAt.plus(WarehouseLocks.EXPIRY))) {
                throw lost("the API server did not renew it: " + e.getMessage());
            }
            renewNext = now.plus(RENEW_AGAIN);
        }
    }

    private static ProblemException lost(String why) {
        return Problem.retry(
                        AccessReason.WAITING_FOR_WAREHOUSE,
                        "the hold on the warehouse expired and %s; starting again".formatted(why))
                .exception();
    }

    /** Gives it back; where the API server does not answer, it expires. */
    @Override
    public void close() {
        try {
            locks.release(server, job);
        } catch (KubernetesClientException e) {
            LOG.warnf("cannot give back the hold of %s on %s, it expires: %s", job, server, e.getMessage());
        }
    }
}
