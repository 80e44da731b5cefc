package io.redshiftops.warehouse;

import io.redshiftops.aws.AwsException;
import io.redshiftops.aws.AwsException.Kind;
import io.redshiftops.warehouse.WarehouseAction.CreateCluster;
import io.redshiftops.warehouse.WarehouseAction.CreateGroup;
import io.redshiftops.warehouse.WarehouseAction.CreateRole;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process made a moment ago and AWS has not shown since. Control planes make changes visible with a delay, so
 * that for a while the absence of such a thing proves nothing, and a deletion that believed it would leave it behind.
 * Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency">
 *     Changes that I make are not always immediately visible</a>
 */
final class UnseenCreations {

    /** Longer than IAM was seen to take. */
    static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

    /** Answers after which the thing may be there although the call failed: its reply was lost, or another one's was. */
    private static final Set<Kind> MAY_BE_MADE = EnumSet.of(Kind.TRANSIENT, Kind.ALREADY_EXISTS);

    private enum Thing {
        ROLE,
        SECURITY_GROUP,
        CLUSTER
    }

    private record Creation(String owner, Thing thing) {}

    private final InstantSource clock;
    private final Map<Creation, Instant> made = new ConcurrentHashMap<>();

    UnseenCreations(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Notes that a step was taken.
     *
     * @param owner whose it is, as its tags tell
     */
    void made(String owner, WarehouseAction action) {
        thing(action).ifPresent(thing -> made.put(new Creation(owner, thing), clock.instant()));
    }

    /** Notes that a step failed, which does not always mean that it was not taken. */
    void failed(String owner, WarehouseAction action, AwsException failure) {
        if (MAY_BE_MADE.contains(failure.kind())) {
            made(owner, action);
        }
    }

    /** Whether something that was made may be there and is not shown yet. */
    boolean any(String owner, Observation seen) {
        Instant now = clock.instant();
        made.keySet().removeIf(creation -> creation.owner().equals(owner) && isSeen(creation, seen));
        made.values().removeIf(at -> !now.isBefore(at.plus(VISIBLE_WITHIN)));
        return made.keySet().stream().anyMatch(creation -> creation.owner().equals(owner));
    }

    private static boolean isSeen(Creation creation, Observation seen) {
        return switch (creation.thing()) {
            case ROLE -> seen.generatedRole().isPresent();
            case SECURITY_GROUP ->
                !seen.ownGroups().isEmpty() || seen.groupOfOurName().isPresent();
            case CLUSTER -> seen.cluster().isPresent();
        };
    }

    private static Optional<Thing> thing(WarehouseAction action) {
        if (action instanceof CreateRole) {
            return Optional.of(Thing.ROLE);
        }
        if (action instanceof CreateGroup) {
            return Optional.of(Thing.SECURITY_GROUP);
        }
        return action instanceof CreateCluster ? Optional.of(Thing.CLUSTER) : Optional.empty();
    }
}
