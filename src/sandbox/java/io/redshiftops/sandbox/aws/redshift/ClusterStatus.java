package io.redshiftops.sandbox.aws.redshift;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a cluster that occur here, with the availability that goes with each.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html#rs-mgmt-cluster-status">
 *     Cluster status</a>
 */
enum ClusterStatus {
    CREATING("creating", "Modifying"),
    AVAILABLE("available", "Available"),
    MODIFYING("modifying", "Modifying"),
    RESIZING("resizing", "Modifying"),
    REBOOTING("rebooting", "Modifying"),
    PAUSING("pausing", "Modifying"),
    PAUSED("paused", "Unavailable"),
    RESUMING("resuming", "Modifying"),
    FINAL_SNAPSHOT("final-snapshot", "Modifying"),
    DELETING("deleting", "Modifying"),
    /** Here: the database behind the cluster failed. */
    HARDWARE_FAILURE("hardware-failure", "Failed");

    /** Whether a paused cluster can be deleted is told both ways; it was seen to be refused. */
    private static final Set<ClusterStatus> DELETABLE = EnumSet.of(AVAILABLE, HARDWARE_FAILURE);

    private static final Set<ClusterStatus> SETTLED = EnumSet.of(AVAILABLE, PAUSED, HARDWARE_FAILURE);

    private final String wireName;
    private final String availability;

    ClusterStatus(String wireName, String availability) {
        this.wireName = wireName;
        this.availability = availability;
    }

    static ClusterStatus of(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName.equals(wireName))
                .findFirst()
                .orElseThrow();
    }

    String wireName() {
        return wireName;
    }

    /** The {@code ClusterAvailabilityStatus}. */
    String availability() {
        return availability;
    }

    boolean isDeletable() {
        return DELETABLE.contains(this);
    }

    /** Whether nothing is under way. */
    boolean isSettled() {
        return SETTLED.contains(this);
    }
}
