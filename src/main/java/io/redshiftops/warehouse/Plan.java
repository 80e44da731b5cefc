package io.redshiftops.warehouse;

import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.PendingChange;
import io.redshiftops.kube.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do next about a warehouse.
 *
 * @param actions steps to take now, in this order
 * @param problem what keeps it from being as wanted once they are taken; null when nothing does
 * @param pendingChanges wanted changes that are not made
 */
record Plan(List<WarehouseAction> actions, @Nullable Problem problem, List<PendingChange> pendingChanges) {

    Plan {
        actions = List.copyOf(actions);
        pendingChanges = List.copyOf(pendingChanges);
    }

    /** Nothing to do, and this is why. */
    static Plan blocked(Problem problem) {
        return new Plan(List.of(), problem, List.of());
    }
}
