package io.redshiftops.warehouse;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.aws.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the warehouses whose clusters changed: it lists a region every second while something that one of them waits for
 * is under way there, and every half minute while nothing is.
 *
 * <p>JOSDK's own polling source is not used: it asks once per resource, and a single exception stops it for good.
 */
final class ClusterWatch extends AbstractEventSource<Cluster, RedshiftWarehouse> {

    private static final Logger LOG = Logger.getLogger(ClusterWatch.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ClusterInventory inventory;
    private final Clock clock;
    private final Map<ResourceID, Interest> interests = new ConcurrentHashMap<>();
    private final Map<String, Instant> listedAt = new HashMap<>();
    private @Nullable ScheduledExecutorService ticker;
    private @Nullable ScheduledFuture<?> ticks;

    ClusterWatch(ClusterInventory inventory, Clock clock) {
        super(Cluster.class, "clusters");
        this.inventory = inventory;
        this.clock = clock;
    }

    /**
     * What a warehouse wants to know.
     *
     * @param busy whether it waits for something that is under way
     */
    private record Interest(String region, String identifier, boolean busy) {}

    /** Wakes the warehouse from now on when its cluster changes. */
    void follow(ResourceID warehouse, String region, String identifier, boolean busy) {
        interests.put(warehouse, new Interest(region, identifier, busy));
    }

    /** Leaves the warehouse alone from now on. */
    void forget(ResourceID warehouse) {
        interests.remove(warehouse);
    }

    @Override
    public synchronized void start() {
        super.start();
        ticker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "cluster-watch");
            thread.setDaemon(true);
            return thread;
        });
        ticks = ticker.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        super.stop();
        if (ticks != null) {
            ticks.cancel(true);
        }
        if (ticker != null) {
            ticker.shutdownNow();
        }
    }

    /** Lists the regions that are due and wakes who is concerned; nothing may escape, or the ticker stops for good. */
    void tick() {
        try {
            Map<String, Boolean> busyByRegion = interests.values().stream()
                    .collect(Collectors.toMap(Interest::region, Interest::busy, Boolean::logicalOr));
            busyByRegion.forEach((region, busy) -> {
                if (isDue(region, busy)) {
                    listedAt.put(region, clock.instant());
                    wake(region, inventory.changesIn(region));
                }
            });
        } catch (RuntimeException e) {
            LOG.errorf(e, "cannot watch clusters; trying again");
        }
    }

    private boolean isDue(String region, boolean busy) {
        Instant last = listedAt.get(region);
        return busy || last == null || !clock.instant().isBefore(last.plus(IDLE));
    }

    private void wake(String region, Set<String> changed) {
        interests.forEach((warehouse, interest) -> {
            if (interest.region().equals(region) && changed.contains(interest.identifier())) {
                getEventHandler().handleEvent(new Event(warehouse));
            }
        });
    }

    /** Reconcilers read the inventory itself, which can tell how fresh it is. */
    @Override
    public Set<Cluster> getSecondaryResources(RedshiftWarehouse primary) {
        return Set.of();
    }
}
