package io.redshiftops.kube;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * How long to wait before an object is tried again: doubling from one second, capped, with jitter so that many objects
 * which failed together do not come back together. Thread-safe.
 */
public final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final double JITTER = 0.2;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final RandomGenerator random;

    /** Delays with jitter from this source. */
    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Notes one more failure in a row of the object with this uid and tells how long to wait. */
    public Duration afterFailure(String uid) {
        int count = failures.merge(uid, 1, Integer::sum);
        Duration delay = FIRST.multipliedBy(1L << Math.min(count - 1, 16));
        return jittered(delay.compareTo(LONGEST) < 0 ? delay : LONGEST);
    }

    /** Forgets the object's failures. */
    public void succeeded(String uid) {
        failures.remove(uid);
    }

    /** A delay, a fifth shorter or longer. */
    public Duration jittered(Duration delay) {
        return Duration.ofMillis((long) (delay.toMillis() * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
