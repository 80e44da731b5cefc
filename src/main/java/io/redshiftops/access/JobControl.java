package io.redshiftops.access;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The line between a running job and the reconciler of its object. Thread-safe. */
public final class JobControl {

    /** How often progress may wake the reconciler. */
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private final Runnable wake;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong lastWake = new AtomicLong(Long.MIN_VALUE);

    JobControl(Runnable wake) {
        this.wake = wake;
    }

    void stop() {
        stopped.countDown();
    }

    /** Whether the job was asked to stop. */
    public boolean stopRequested() {
        return stopped.getCount() == 0;
    }

    /**
     * Ends the job here if it was asked to stop.
     *
     * @throws JobStopped if so
     */
    public void checkStop() {
        if (stopRequested()) {
            throw new JobStopped();
        }
    }

    /**
     * Waits, less when the job is asked to stop.
     *
     * @throws JobStopped if it was
     */
    public void pause(Duration atMost) {
        try {
            if (stopped.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new JobStopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobStopped();
        }
    }

    /** Says that the job got on: the status is written within five seconds, at most every five seconds. */
    public void progressed() {
        long now = System.nanoTime();
        long last = lastWake.get();
        if ((last == Long.MIN_VALUE || now - last >= PROGRESS.toNanos()) && lastWake.compareAndSet(last, now)) {
            wake.run();
        }
    }

    /** Has the status written now. */
    public void wakeNow() {
        lastWake.set(System.nanoTime());
        wake.run();
    }
}
