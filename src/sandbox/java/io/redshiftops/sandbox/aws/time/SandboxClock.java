package io.redshiftops.sandbox.aws.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that can be pushed forward, sped up and stopped, with work that falls due on it.
 *
 * <p>Time runs with the machine's, times a scale; at scale 0 it stands still until {@link #advance} moves it. Work that is
 * {@linkplain #schedule scheduled} runs when its time has come, on a thread of its own as time passes, or on the caller's
 * thread within {@link #advance}, in order of time: after {@code advance} returns, everything that was due is done. Safe
 * for use by several threads.
 */
public final class SandboxClock implements InstantSource, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SandboxClock.class.getName());

    /** At a stopped clock nothing falls due by itself; the thread only looks whether it should end. */
    private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

    private record Due(Instant time, long order, Runnable work) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Due> timetable =
            new PriorityQueue<>(Comparator.comparing(Due::time).thenComparing(Due::order));
    private final ExecutorService workers;
    private Instant origin;
    private long originNanos = System.nanoTime();
    private double scale;
    private long scheduled;
    private int running;
    private boolean closed;

    private SandboxClock(Instant start, double scale) {
        this.origin = start;
        this.scale = scale;
        AtomicInteger count = new AtomicInteger();
        this.workers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sandbox-clock-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        workers.execute(this::watch);
    }

    /** A clock that shows the machine's time until it is told otherwise. */
    public static SandboxClock running() {
        return new SandboxClock(Instant.now(), 1);
    }

    /** A clock that stands still until it is advanced. */
    public static SandboxClock stoppedAt(Instant start) {
        return new SandboxClock(start, 0);
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return now();
        } finally {
            lock.unlock();
        }
    }

    private Instant now() {
        return origin.plusNanos((long) ((System.nanoTime() - originNanos) * scale));
    }

    /**
     * Lets time pass faster or slower from now on.
     *
     * @param factor seconds of this clock for each second of the machine's; 0 stops it
     */
    public void scale(double factor) {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("a clock's scale is a number from 0 up, not " + factor);
        }
        lock.lock();
        try {
            moveTo(now());
            scale = factor;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Seconds of this clock for each second of the machine's. */
    public double scale() {
        lock.lock();
        try {
            return scale;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does work once the clock has moved on by a while.
     *
     * @param work what to do; an exception that it lets out is logged
     */
    public void schedule(Duration delay, Runnable work) {
        lock.lock();
        try {
            timetable.add(new Due(now().plus(delay), scheduled++, work));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves the clock forward and does everything that falls due on the way, also what that work schedules itself. Each
     * piece of work sees the time at which it fell due.
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("a clock goes forward only, not by " + step);
        }
        lock.lock();
        try {
            Instant target = now().plus(step);
            while (true) {
                Due due = timetable.peek();
                if (due != null && !due.time().isAfter(target)) {
                    timetable.remove();
                    if (due.time().isAfter(now())) {
                        moveTo(due.time());
                    }
                    running++;
                    runUnlocked(due.work());
                } else if (running > 0) {
                    changed.awaitUninterruptibly();
                } else {
                    break;
                }
            }
            if (target.isAfter(now())) {
                moveTo(target);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held, which is let go while the work runs. */
    private void runUnlocked(Runnable work) {
        lock.unlock();
        try {
            run(work);
        } finally {
            lock.lock();
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "what was due at " + instant() + " failed", e);
        } finally {
            ended();
        }
    }

    private void ended() {
        lock.lock();
        try {
            running--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(Instant time) {
        origin = time;
        originNanos = System.nanoTime();
    }

    /** Starts what falls due as time passes. */
    private void watch() {
        lock.lock();
        try {
            while (!closed) {
                Due due = timetable.peek();
                long wait = due == null ? IDLE_NANOS : nanosUntil(due.time());
                if (due != null && wait <= 0) {
                    timetable.remove();
                    running++;
                    workers.execute(() -> run(due.work()));
                } else {
                    changed.awaitNanos(wait);
                }
            }
        } catch (InterruptedException e) {
            // The clock was closed.
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** The machine's nanoseconds until a time; not more than {@link #IDLE_NANOS}. */
    private long nanosUntil(Instant time) {
        Duration left = Duration.between(now(), time);
        if (left.isNegative() || left.isZero()) {
            return 0;
        }
        double nanos = left.toNanos() / scale;
        return nanos < IDLE_NANOS ? (long) nanos + 1 : IDLE_NANOS;
    }

    /** Ends its threads; work that is not due yet is never done. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            timetable.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        workers.shutdownNow();
    }
}
