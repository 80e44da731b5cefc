package io.redshiftops.sandbox.aws.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What AWS has accepted and does not show everywhere yet: real control planes are eventually consistent, this one only
 * when a fault says so.
 */
public final class Consistency {

    private final InstantSource clock;
    private final Map<String, Instant> hidden = new ConcurrentHashMap<>();
    private final Map<String, Instant> unusable = new ConcurrentHashMap<>();

    Consistency(InstantSource clock) {
        this.clock = clock;
    }

    /** Hides a resource from reads for a while. */
    public void hide(String arn, Duration time) {
        hidden.put(arn, clock.instant().plus(time));
    }

    /** Shows a resource to reads, but not to the services that should use it: a role cannot be assumed yet. */
    public void withhold(String arn, Duration time) {
        unusable.put(arn, clock.instant().plus(time));
    }

    public boolean isVisible(String arn) {
        return hasPassed(hidden, arn);
    }

    /** Whether other services know the resource already. */
    public boolean isUsable(String arn) {
        return hasPassed(hidden, arn) && hasPassed(unusable, arn);
    }

    private boolean hasPassed(Map<String, Instant> times, String arn) {
        Instant until = times.get(arn);
        if (until == null) {
            return true;
        }
        if (clock.instant().isBefore(until)) {
            return false;
        }
        times.remove(arn, until);
        return true;
    }
}
