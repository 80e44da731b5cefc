package io.redshiftops.sandbox.aws.core;

import io.redshiftops.sandbox.aws.time.SandboxClock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one account of this world: its id, its time, and the lock that guards the state of its control planes.
 *
 * <p>One lock for all services keeps what spans several of them, such as a cluster with its role, its security groups and
 * its secret, free of races and deadlocks; calls are short. What takes long, such as moving a database, is done without it.
 */
public final class Account {

    private final String id;
    private final SandboxClock clock;
    private final Consistency consistency;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * An account.
     *
     * @param id twelve digits
     */
    public Account(String id, SandboxClock clock) {
        if (!id.matches("\\d{12}")) {
            throw new IllegalArgumentException("an account id has twelve digits, not " + id);
        }
        this.id = id;
        this.clock = clock;
        this.consistency = new Consistency(clock);
    }

    public String id() {
        return id;
    }

    public SandboxClock clock() {
        return clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public Consistency consistency() {
        return consistency;
    }

    /** An ARN of this account. */
    public String arn(String service, String region, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + id + ":" + resource;
    }

    /** Does something while nobody else reads or changes the account's control planes. */
    public <T> T exclusively(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #exclusively(Supplier)}, without a result. */
    public void exclusively(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
