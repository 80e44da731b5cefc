package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a cluster for an operation and asks the policies about it.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html">
 *     Actions of Redshift</a>
 */
final class ClusterAccess {

    private final Inventory inventory;

    ClusterAccess(Inventory inventory) {
        this.inventory = inventory;
    }

    /** A cluster in whatever state; identifiers are compared exactly, and stored in lower case. */
    ManagedCluster find(Call call, String action, String identifier) {
        Optional<ManagedCluster> cluster = inventory.cluster(call.region(), identifier);
        String arn = inventory.clusterArn(call.region(), identifier);
        call.concerns(arn);
        call.authorize(
                Access.to(action).on(arn, cluster.map(ManagedCluster::tags).orElse(Map.of())));
        return cluster.orElseThrow(() -> RedshiftError.noSuchCluster(identifier));
    }

    /** A cluster that is available, and so can be changed. */
    ManagedCluster available(Call call, String action, String identifier) {
        ManagedCluster cluster = find(call, action, identifier);
        if (cluster.status() != ClusterStatus.AVAILABLE) {
            throw RedshiftError.busyToModify();
        }
        return cluster;
    }
}
