package io.redshiftops.sandbox.aws.redshift;

import java.time.Duration;

/**
 * How long changes take here, and how much an account may have.
 *
 * @param creating how long a cluster, or a restored one, is in {@code creating}
 * @param changing how long modifying, rebooting, pausing, resuming and each step of deleting take
 * @param resizing how long a classic resize takes
 * @param snapshotting how long a snapshot takes
 * @param nodesPerRegion the quota of nodes, 200 in a new account
 * @param snapshotsPerRegion the quota of manual snapshots
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html">Quotas</a>
 */
public record RedshiftSettings(
        Duration creating,
        Duration changing,
        Duration resizing,
        Duration snapshotting,
        int nodesPerRegion,
        int snapshotsPerRegion) {

    /** Seconds where AWS takes minutes, and AWS's quotas. */
    public static final RedshiftSettings DEFAULT = new RedshiftSettings(
            Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), Duration.ofSeconds(2), 200, 20);

    /** The same with another quota of nodes. */
    public RedshiftSettings withNodesPerRegion(int nodes) {
        return new RedshiftSettings(creating, changing, resizing, snapshotting, nodes, snapshotsPerRegion);
    }

    /** The same with another time for creating. */
    public RedshiftSettings withCreating(Duration time) {
        return new RedshiftSettings(time, changing, resizing, snapshotting, nodesPerRegion, snapshotsPerRegion);
    }
}
