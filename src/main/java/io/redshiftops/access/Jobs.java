package io.redshiftops.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the long work of objects off the reconcile threads: at most one job for each object, and so many at once.
 *
 * <p>A job that cannot start yet waits its turn. Closing the jobs stops them all.
 */
public final class Jobs implements AutoCloseable {

    private final ExecutorService threads;
    private final Map<String, Job<?>> jobs = new ConcurrentHashMap<>();

    /** Room for so many jobs at the same time. */
    public Jobs(int atOnce) {
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(atOnce, work -> {
            Thread thread = new Thread(work, "job-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The work of a job. */
    @FunctionalInterface
    public interface Work<R> {
        /**
         * Does it.
         *
         * @throws JobStopped when it was asked to stop and did
         */
        R run(JobControl control);
    }

    /**
     * Starts a job.
     *
     * @param uid of the object that it works for; another job of that object must have been {@linkplain #forget forgotten}
     * @param wake is called when the object's status should be written: at the end, and on progress
     */
    public <R> void start(String uid, Work<R> work, Runnable wake) {
        Job<R> job = new Job<>(wake);
        if (jobs.putIfAbsent(uid, job) != null) {
            throw new IllegalStateException("a job of " + uid + " is still there");
        }
        threads.execute(() -> job.run(work));
    }

    /** The job of an object. */
    public Optional<Job<?>> find(String uid) {
        return Optional.ofNullable(jobs.get(uid));
    }

    /** Forgets a job that has ended. */
    public void forget(String uid) {
        jobs.computeIfPresent(uid, (key, job) -> job.hasEnded() ? null : job);
    }

    /** Asks every job to stop. */
    @Override
    public void close() {
        jobs.values().forEach(Job::stop);
        threads.shutdownNow();
    }

    /** One job. */
    public static final class Job<R> {

        private final JobControl control;
        private final Runnable wake;
        private volatile boolean ended;
        private volatile @Nullable R result;
        private volatile @Nullable RuntimeException failure;

        Job(Runnable wake) {
            this.wake = wake;
            this.control = new JobControl(wake);
        }

        private void run(Work<R> work) {
            try {
                control.checkStop();
                result = work.run(control);
            } catch (RuntimeException e) {
                failure = e;
            } catch (Error e) {
                // A job that ended without a result or a failure would never be tried again.
                failure = new IllegalStateException("the job broke: " + e, e);
            } finally {
                ended = true;
                wake.run();
            }
        }

        /** Asks it to stop soon, rolling back what is open. */
        public void stop() {
            control.stop();
        }

        /** Whether it has ended, in whatever way. */
        public boolean hasEnded() {
            return ended;
        }

        /** What it found; null unless it ended well. */
        public @Nullable R result() {
            return result;
        }

        /** Why it ended; null unless it failed or stopped. */
        public @Nullable RuntimeException failure() {
            return failure;
        }
    }
}
