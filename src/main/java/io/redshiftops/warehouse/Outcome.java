package io.redshiftops.warehouse;

import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.AppliedPassword;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.PendingChange;
import io.redshiftops.kube.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a reconciliation got.
 *
 * @param design null when not even that could be made
 * @param seen the last observation; null when AWS did not answer
 * @param problem what keeps the warehouse from being as wanted, or from being gone; null when nothing does
 */
record Outcome(
        @Nullable WarehouseDesign design,
        @Nullable Observation seen,
        @Nullable Problem problem,
        List<PendingChange> pendingChanges,
        @Nullable AppliedPassword appliedPassword,
        @Nullable String lastSnapshot) {

    /** The object with the status that tells of it. */
    RedshiftWarehouse report(RedshiftWarehouse warehouse, WarehouseStatuses statuses) {
        if (design == null || seen == null) {
            return statuses.failed(warehouse, problem == null ? noProblem() : problem);
        }
        return statuses.withStatus(
                warehouse,
                new WarehouseStatuses.Facts(design, seen, problem, pendingChanges, appliedPassword, lastSnapshot));
    }

    private static Problem noProblem() {
        throw new IllegalStateException("without an observation there is a problem");
    }
}
