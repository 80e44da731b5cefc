package io.redshiftops.warehouse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which roles this process changed a moment ago: IAM makes changes visible with a delay, so that what looks like a refusal
 * may be propagation. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency">
 *     Changes that I make are not always immediately visible</a>
 */
final class RoleAges {

    private static final Duration PROPAGATION = Duration.ofMinutes(2);

    private final Clock clock;
    private final Map<String, Instant> changedAt = new ConcurrentHashMap<>();

    RoleAges(Clock clock) {
        this.clock = clock;
    }

    /** Notes that the role of a design was changed now. */
    void changed(WarehouseDesign design) {
        changedAt.values().removeIf(at -> !isRecent(at));
        changedAt.put(design.names().roleName(), clock.instant());
    }

    /** Whether the role of a design was changed within the time that IAM takes. */
    boolean isFresh(@Nullable WarehouseDesign design) {
        return design != null && isRecent(changedAt.getOrDefault(design.names().roleName(), Instant.EPOCH));
    }

    private boolean isRecent(Instant at) {
        return clock.instant().isBefore(at.plus(PROPAGATION));
    }
}
