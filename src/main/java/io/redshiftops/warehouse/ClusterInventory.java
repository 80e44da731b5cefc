package io.redshiftops.warehouse;

import io.redshiftops.aws.Aws;
import io.redshiftops.aws.AwsException;
import io.redshiftops.aws.Cluster;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One shared view of the clusters of each region, so that a hundred warehouses cost one DescribeClusters and not a hundred.
 *
 * <p>A reader says from when on an observation is good enough; readers who ask at the same time share one call. Thread-safe.
 *
 * <p>The operator works with one identity in one account, so a region is all that tells views apart.
 */
final class ClusterInventory {

    private static final Logger LOG = Logger.getLogger(ClusterInventory.class);

    private final Aws aws;
    private final Clock clock;
    private final Map<String, Region> regions = new ConcurrentHashMap<>();

    ClusterInventory(Aws aws, Clock clock) {
        this.aws = aws;
        this.clock = clock;
    }

    /** What a listing found, and when its request began. */
    private record View(Instant requestedAt, Map<String, Cluster> clusters) {}

    /**
     * A cluster as an observation shows it that began at or after {@code notBefore}, and after the last change that this
     * process made to the cluster.
     *
     * @throws AwsException if AWS does not answer
     */
    Optional<Cluster> find(String region, String identifier, Instant notBefore) {
        Region known = region(region);
        Instant changed = known.changes.getOrDefault(identifier, Instant.MIN);
        Instant since = changed.isAfter(notBefore) ? changed : notBefore;
        return Optional.ofNullable(known.observe(since).clusters().get(identifier));
    }

    /** Says that a change to the cluster was just answered: older observations of it no longer count. */
    void changed(String region, String identifier) {
        region(region).changes.put(identifier, clock.instant());
    }

    /**
     * Lists the clusters of a region and tells which differ from what the last call of this method found. For one caller.
     *
     * @return identifiers of clusters that came, went or changed; empty when AWS did not answer, which is logged
     */
    Set<String> changesIn(String region) {
        Region known = region(region);
        try {
            Map<String, Cluster> before = known.told;
            Map<String, Cluster> after = known.observe(clock.instant()).clusters();
            known.told = after;
            return difference(before, after);
        } catch (AwsException e) {
            LOG.warnf("cannot list the clusters of %s: %s", region, e.getMessage());
            return Set.of();
        }
    }

    private static Set<String> difference(Map<String, Cluster> before, Map<String, Cluster> after) {
        Set<String> changed = new HashSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(identifier -> Objects.equals(before.get(identifier), after.get(identifier)));
        return changed;
    }

    private Region region(String name) {
        return regions.computeIfAbsent(name, Region::new);
    }

    /** The view of one region; its lock is held during a call, so that those who wait for it share its answer. */
    private final class Region {

        private final String name;
        private final Map<String, Instant> changes = new ConcurrentHashMap<>();
        private @Nullable View latest;
        private volatile Map<String, Cluster> told = Map.of();

        private Region(String name) {
            this.name = name;
        }

        private synchronized View observe(Instant notBefore) {
            View known = latest;
            if (known != null && !known.requestedAt().isBefore(notBefore)) {
                return known;
            }
            Instant requestedAt = clock.instant();
            List<Cluster> clusters = aws.clusters(name).list();
            View view = new View(
                    requestedAt,
                    clusters.stream().collect(Collectors.toUnmodifiableMap(Cluster::identifier, Function.identity())));
            latest = view;
            changes.values().removeIf(change -> change.isBefore(requestedAt));
            return view;
        }
    }
}
