package io.redshiftops.warehouse;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.redshiftops.api.v1alpha1.Condition;
import io.redshiftops.api.v1alpha1.ConditionStatus;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.AppliedPassword;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.Child;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.Endpoint;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.PendingChange;
import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.SecurityGroups.SecurityGroup;
import io.redshiftops.kube.Annotations;
import io.redshiftops.kube.Conditions;
import io.redshiftops.kube.Problem;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the whole status of a warehouse anew each time, as server-side apply wants it. */
final class WarehouseStatuses {

    private final Clock clock;

    WarehouseStatuses(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is known about a warehouse.
     *
     * @param seen the last observation; null when there was none
     * @param problem what keeps it from being as wanted; null when nothing does
     * @param lastSnapshot the final snapshot's identifier; null for none
     */
    record Facts(
            WarehouseDesign design,
            @Nullable Observation seen,
            @Nullable Problem problem,
            List<PendingChange> pendingChanges,
            @Nullable AppliedPassword appliedPassword,
            @Nullable String lastSnapshot) {}

    /** The object with nothing but its identity and its new status. */
    RedshiftWarehouse withStatus(RedshiftWarehouse warehouse, Facts facts) {
        return identity(warehouse, status(warehouse, facts));
    }

    /** The status as it was, and that the object is paused. */
    RedshiftWarehouse paused(RedshiftWarehouse warehouse) {
        Conditions conditions = conditions(warehouse);
        RedshiftWarehouseStatus before = warehouse.getStatus();
        if (before != null && before.conditions() != null) {
            before.conditions().stream()
                    .filter(condition -> !condition.type().equals("Paused"))
                    .forEach(conditions::keep);
        }
        conditions.set(
                "Paused",
                ConditionStatus.TRUE,
                WarehouseReason.PAUSED.word(),
                "annotation redshiftops.io/paused is true: remove it to go on");
        RedshiftWarehouseStatus known = known(warehouse);
        return identity(warehouse, known.with(known.observedGeneration(), conditions.list()));
    }

    /** A failure before anything could be looked at: what was known stays. */
    RedshiftWarehouse failed(RedshiftWarehouse warehouse, Problem problem) {
        return identity(
                warehouse,
                known(warehouse)
                        .with(
                                warehouse.getMetadata().getGeneration(),
                                conditions(warehouse).problem(problem).list()));
    }

    private RedshiftWarehouseStatus status(RedshiftWarehouse warehouse, Facts facts) {
        WarehouseDesign design = facts.design();
        Observation seen = facts.seen();
        RedshiftWarehouseStatus before = warehouse.getStatus();
        Cluster cluster = seen == null ? null : seen.cluster().orElse(null);
        Cluster.Endpoint endpoint = cluster == null ? null : cluster.endpoint();
        return new RedshiftWarehouseStatus(
                warehouse.getMetadata().getGeneration(),
                conditions(warehouse, facts, cluster),
                state(warehouse, cluster),
                cluster == null ? null : cluster.availability(),
                design.region(),
                design.clusterIdentifier(),
                cluster == null ? null : cluster.arn(),
                cluster == null ? null : cluster.namespaceArn(),
                endpoint == null ? null : new Endpoint(endpoint.address(), endpoint.port()),
                design.roleArn(),
                cluster == null ? null : attachedRoles(design, cluster, before),
                seen == null ? null : ownGroup(seen).map(SecurityGroup::id).orElse(null),
                seen == null ? null : seen.vpcId().orElse(null),
                cluster == null ? null : cluster.nodeType(),
                cluster == null ? null : cluster.numberOfNodes(),
                cluster == null ? null : cluster.engineVersion(),
                cluster == null ? null : cluster.managedPasswordArn(),
                endpoint == null ? null : design.connectionSecret(),
                design.deletionPolicy(),
                isAdopted(cluster) ? true : null,
                seen == null ? null : children(warehouse, seen, facts.lastSnapshot()),
                facts.pendingChanges().isEmpty() ? null : facts.pendingChanges(),
                facts.lastSnapshot(),
                facts.appliedPassword(),
                Annotations.reconcileRequestedAt(warehouse));
    }

    private List<Condition> conditions(RedshiftWarehouse warehouse, Facts facts, @Nullable Cluster cluster) {
        Conditions conditions = conditions(warehouse);
        Problem problem = facts.problem();
        if (problem != null) {
            return conditions.problem(problem).list();
        }
        String text = "cluster %s accepts connections"
                .formatted(cluster == null ? facts.design().clusterIdentifier() : cluster.identifier());
        int pending = facts.pendingChanges().size();
        return conditions
                .ready(
                        WarehouseReason.AVAILABLE,
                        pending == 0
                                ? text
                                : text + "; " + pending + " wanted change(s) not made: see status.pendingChanges")
                .list();
    }

    private Conditions conditions(RedshiftWarehouse warehouse) {
        RedshiftWarehouseStatus before = warehouse.getStatus();
        return Conditions.after(
                before == null ? null : before.conditions(),
                warehouse.getMetadata().getGeneration(),
                clock);
    }

    private static String state(RedshiftWarehouse warehouse, @Nullable Cluster cluster) {
        if (cluster != null) {
            return cluster.status();
        }
        return warehouse.isMarkedForDeletion() ? "deleting" : "pending";
    }

    /** What this object attached earlier or is attached now, so that it can be detached when the spec drops it. */
    private static List<String> attachedRoles(
            WarehouseDesign design, Cluster cluster, @Nullable RedshiftWarehouseStatus before) {
        List<String> known = before == null ? null : before.attachedRoleArns();
        List<String> attached = cluster.roles().stream()
                .map(Cluster.AttachedRole::arn)
                .filter(arn -> design.attachedRoleArns().contains(arn) || (known != null && known.contains(arn)))
                .toList();
        return attached;
    }

    private static boolean isAdopted(@Nullable Cluster cluster) {
        return cluster != null && cluster.tags().containsKey(WarehouseNames.ADOPTED_TAG);
    }

    private static Optional<SecurityGroup> ownGroup(Observation seen) {
        return seen.ownGroups().stream().findFirst();
    }

    private List<Child> children(RedshiftWarehouse warehouse, Observation seen, @Nullable String snapshot) {
        List<Child> children = new ArrayList<>();
        seen.generatedRole().ifPresent(role -> children.add(child(warehouse, "role", role.arn(), "present")));
        ownGroup(seen)
                .ifPresent(group -> children.add(
                        child(warehouse, "ingress", group.id(), group.rules().size() + " rule(s)")));
        seen.cluster()
                .ifPresent(
                        cluster -> children.add(child(warehouse, "cluster", cluster.identifier(), cluster.status())));
        seen.parameter()
                .ifPresent(parameter -> children.add(child(warehouse, "parameter", parameter.name(), "present")));
        if (snapshot != null) {
            children.add(child(warehouse, "snapshot", snapshot, "requested"));
        }
        return children;
    }

    private Child child(RedshiftWarehouse warehouse, String name, String id, String state) {
        RedshiftWarehouseStatus before = warehouse.getStatus();
        List<Child> known = before == null ? null : before.children();
        String since = (known == null ? List.<Child>of() : known)
                .stream()
                        .filter(child ->
                                child.name().equals(name) && child.state().equals(state))
                        .map(Child::since)
                        .findFirst()
                        .orElse(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return new Child(name, id, state, since);
    }

    private static RedshiftWarehouse identity(RedshiftWarehouse warehouse, RedshiftWarehouseStatus status) {
        RedshiftWarehouse fresh = new RedshiftWarehouse();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(warehouse.getMetadata().getName())
                .withNamespace(warehouse.getMetadata().getNamespace())
                .withUid(warehouse.getMetadata().getUid())
                .build());
        fresh.setStatus(status);
        return fresh;
    }

    private static RedshiftWarehouseStatus known(RedshiftWarehouse warehouse) {
        RedshiftWarehouseStatus before = warehouse.getStatus();
        return before == null ? RedshiftWarehouseStatus.unknown() : before;
    }
}
