package io.redshiftops.warehouse;

import static io.redshiftops.kube.Problem.waiting;

import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.ParameterStore;
import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.Clusters.FinalSnapshot;
import io.redshiftops.aws.Clusters.Snapshot;
import io.redshiftops.warehouse.WarehouseAction.DeleteCluster;
import io.redshiftops.warehouse.WarehouseAction.DeleteGroup;
import io.redshiftops.warehouse.WarehouseAction.DeleteParameter;
import io.redshiftops.warehouse.WarehouseAction.RecordSnapshot;
import io.redshiftops.warehouse.WarehouseAction.TagSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do next about a warehouse that is being deleted: the cluster, then inbound rules, then the role, each
 * only when AWS says that the one before is gone. What nobody tagged as this warehouse's is left alone. A pure function.
 */
final class DeletionPlanner {

    /** How long running jobs have to stop. */
    static final Duration GRACE = Duration.ofSeconds(60);

    private static final Set<String> ON_ITS_WAY_OUT = Set.of("deleting", "final-snapshot");
    private static final DateTimeFormatter SNAPSHOT_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /**
     * What is known about the deletion.
     *
     * @param requestedAt when the object was deleted
     * @param jobs the jobs that still hold the warehouse
     * @param snapshots the final snapshots that exist, in the order of their attempts
     * @param now the time
     */
    record Circumstances(Instant requestedAt, List<String> jobs, List<Snapshot> snapshots, Instant now) {}

    /** What to do next; a plan with neither action nor problem means that all is gone. */
    Plan plan(WarehouseDesign design, Observation seen, Circumstances circumstances) {
        List<WarehouseAction> actions = new ArrayList<>(connection(design, seen));
        if (design.deletionPolicy() == DeletionPolicy.RETAIN) {
            return new Plan(actions, null, List.of());
        }
        Optional<Cluster> cluster = seen.cluster().filter(found -> isOurs(design, found.tags()));
        if (cluster.isPresent()) {
            return cluster(design, cluster.get(), circumstances, actions);
        }
        actions.addAll(snapshotTags(design, circumstances));
        List<WarehouseAction> groups = seen.ownGroups().stream()
                .<WarehouseAction>map(group -> new DeleteGroup(group.id()))
                .toList();
        if (!groups.isEmpty()) {
            actions.addAll(groups);
            return new Plan(
                    actions,
                    waiting(WarehouseReason.DELETING, "the cluster is gone; deleting the security group"),
                    List.of());
        }
        seen.generatedRole()
                .filter(role -> isOurs(design, role.tags()))
                .ifPresent(role -> actions.addAll(RolePlanner.removal(role)));
        return new Plan(actions, null, List.of());
    }

    private static Plan cluster(
            WarehouseDesign design, Cluster cluster, Circumstances circumstances, List<WarehouseAction> actions) {
        String text = "cluster %s is %s".formatted(cluster.identifier(), cluster.status());
        if (ON_ITS_WAY_OUT.contains(cluster.status())) {
            return new Plan(actions, waiting(WarehouseReason.DELETING, text), List.of());
        }
        boolean graceIsOver =
                !circumstances.now().isBefore(circumstances.requestedAt().plus(GRACE));
        if (!circumstances.jobs().isEmpty() && !graceIsOver) {
            return new Plan(
                    actions,
                    waiting(
                            WarehouseReason.WAITING_FOR_JOBS,
                            "waiting up to %d s for %s to stop"
                                    .formatted(GRACE.toSeconds(), String.join(", ", circumstances.jobs()))),
                    List.of());
        }
        if (cluster.status().equals("creating")) {
            return new Plan(
                    actions,
                    waiting(WarehouseReason.CLUSTER_BUSY, text + ": AWS deletes it when it is created"),
                    List.of());
        }
        FinalSnapshot snapshot = snapshot(design, cluster, circumstances);
        if (snapshot != null) {
            actions.add(new RecordSnapshot(snapshot.identifier()));
        }
        actions.add(new DeleteCluster(cluster.identifier(), snapshot));
        return new Plan(actions, waiting(WarehouseReason.DELETING, text + ": deleting it"), List.of());
    }

    private static @Nullable FinalSnapshot snapshot(
            WarehouseDesign design, Cluster cluster, Circumstances circumstances) {
        if (design.deletionPolicy() != DeletionPolicy.SNAPSHOT) {
            return null;
        }
        return new FinalSnapshot(
                snapshotIdentifier(
                        cluster.identifier(),
                        circumstances.requestedAt(),
                        circumstances.snapshots().size() + 1),
                design.snapshotRetentionDays());
    }

    /** Tags that name the owner outlive it, and the snapshot is found again by them. */
    private static List<WarehouseAction> snapshotTags(WarehouseDesign design, Circumstances circumstances) {
        return circumstances.snapshots().stream()
                .filter(snapshot -> !isOurs(design, snapshot.tags()))
                .<WarehouseAction>map(snapshot -> new TagSnapshot(snapshot.identifier(), snapshot.arn(), design.tags()))
                .toList();
    }

    /** Identifier, deletion time and attempt, never "now": a repeated attempt finds its own. */
    static String snapshotIdentifier(String cluster, Instant requestedAt, int attempt) {
        return cluster + "-final-" + SNAPSHOT_TIME.format(requestedAt) + "-" + attempt;
    }

    /** The Secret goes with the object that owns it. */
    private static List<WarehouseAction> connection(WarehouseDesign design, Observation seen) {
        ParameterStore parameter = design.parameter();
        return parameter == null
                ? List.of()
                : seen.parameter()
                        .filter(found -> isOurs(design, found.tags()))
                        .<List<WarehouseAction>>map(found -> List.of(new DeleteParameter(found.name())))
                        .orElse(List.of());
    }

    private static boolean isOurs(WarehouseDesign design, Map<String, String> tags) {
        return design.names().owner().equals(tags.get(WarehouseNames.OWNER_TAG));
    }
}
