package io.redshiftops.warehouse;

import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.AdminPassword;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.Connection;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.AppliedPassword;
import io.redshiftops.aws.Aws;
import io.redshiftops.aws.AwsException;
import io.redshiftops.aws.Clusters.Snapshot;
import io.redshiftops.kube.Problem;
import io.redshiftops.warehouse.WarehouseAction.DeleteCluster;
import io.redshiftops.warehouse.WarehouseAction.OnCluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings warehouses closer to what is wanted: observes, plans and acts until there is nothing to do but wait. */
final class Warehouses {

    /** More rounds than any warehouse needs; what is not done then is done at the next reconciliation. */
    private static final int ROUNDS = 10;

    /** An observation of the cluster may be that old, so that warehouses which look at the same time share one. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Aws aws;
    private final WarehouseSettings settings;
    private final WarehouseObserver observer;
    private final WarehouseActor actor;
    private final WarehouseLocks locks;
    private final RoleAges roleAges;
    private final UnseenCreations unseen;
    private final Clock clock;
    private final WarehousePlanner planner;
    private final DeletionPlanner deletionPlanner = new DeletionPlanner();

    Warehouses(
            Aws aws,
            WarehouseSettings settings,
            WarehouseObserver observer,
            WarehouseActor actor,
            WarehouseLocks locks,
            Clock clock) {
        this.aws = aws;
        this.settings = settings;
        this.observer = observer;
        this.actor = actor;
        this.locks = locks;
        this.clock = clock;
        this.roleAges = new RoleAges(clock);
        this.unseen = new UnseenCreations(clock);
        this.planner = new WarehousePlanner(settings);
    }

    /** Makes a warehouse what its spec says, as far as it can be made now. */
    Outcome converge(RedshiftWarehouse warehouse, @Nullable DeletionPolicy namespacePolicy) {
        Progress progress = new Progress(warehouse);
        return attempt(warehouse, namespacePolicy, progress, () -> planner.plan(progress.design(), progress.seen()));
    }

    /** Takes a warehouse down, as far as it can be taken down now; without a problem, all is gone. */
    Outcome dismantle(RedshiftWarehouse warehouse, @Nullable DeletionPolicy namespacePolicy) {
        Progress progress = new Progress(warehouse);
        Outcome outcome = attempt(
                warehouse,
                namespacePolicy,
                progress,
                () -> unseen.any(progress.design().names().owner(), progress.seen())
                        ? Plan.blocked(Problem.waiting(
                                WarehouseReason.DELETING, "waiting until AWS shows what was made a moment ago"))
                        : deletionPlanner.plan(progress.design(), progress.seen(), circumstances(warehouse, progress)));
        if (outcome.problem() == null) {
            server(warehouse).ifPresent(locks::forget);
        }
        return outcome;
    }

    /** Observe, plan, act. */
    private Outcome attempt(
            RedshiftWarehouse warehouse,
            @Nullable DeletionPolicy namespacePolicy,
            Progress progress,
            Supplier<Plan> planning) {
        try {
            progress.design = WarehouseDesign.of(warehouse, settings, aws.account(), namespacePolicy, false);
            Instant freshEnough = clock.instant().minus(FRESH);
            for (int round = 0; round < ROUNDS; round++) {
                progress.seen = observer.observe(warehouse, progress.design(), freshEnough, progress.appliedPassword);
                progress.design = WarehouseDesign.of(
                        warehouse,
                        settings,
                        aws.account(),
                        namespacePolicy,
                        progress.seen().showsAdoption());
                progress.plan = planning.get();
                if (progress.plan.actions().isEmpty()) {
                    break;
                }
                progress.plan.actions().forEach(action -> act(warehouse, progress, action));
            }
            return progress.outcome();
        } catch (AwsException e) {
            return progress.failed(e, roleAges.isFresh(progress.design));
        }
    }

    private void act(RedshiftWarehouse warehouse, Progress progress, WarehouseAction action) {
        WarehouseDesign design = progress.design();
        try {
            actor.perform(warehouse, design, action);
        } catch (AwsException e) {
            unseen.failed(design.names().owner(), action, e);
            throw e;
        }
        unseen.made(design.names().owner(), action);
        if (action instanceof WarehouseAction.OnRole) {
            roleAges.changed(design);
        }
        if (action instanceof OnCluster step && step.password() != null) {
            progress.appliedPassword = step.password();
        }
        if (action instanceof DeleteCluster delete && delete.snapshot() != null) {
            progress.lastSnapshot = delete.snapshot().identifier();
        }
    }

    private DeletionPlanner.Circumstances circumstances(RedshiftWarehouse warehouse, Progress progress) {
        Instant requestedAt = Instant.parse(warehouse.getMetadata().getDeletionTimestamp());
        List<String> jobs = server(warehouse).map(locks::holders).orElse(List.of());
        List<Snapshot> snapshots = finalSnapshots(progress.design(), requestedAt);
        progress.lastSnapshot =
                snapshots.isEmpty() ? null : snapshots.get(snapshots.size() - 1).identifier();
        return new DeletionPlanner.Circumstances(requestedAt, jobs, snapshots, clock.instant());
    }

    /** AWS refuses to take a snapshot under a name that is there, so that each attempt has its own. */
    private List<Snapshot> finalSnapshots(WarehouseDesign design, Instant requestedAt) {
        List<Snapshot> snapshots = new ArrayList<>();
        if (design.deletionPolicy() == DeletionPolicy.SNAPSHOT) {
            Optional<Snapshot> next;
            do {
                next = aws.clusters(design.region())
                        .snapshot(DeletionPlanner.snapshotIdentifier(
                                design.clusterIdentifier(), requestedAt, snapshots.size() + 1));
                next.ifPresent(snapshots::add);
            } while (next.isPresent());
        }
        return snapshots;
    }

    private static Optional<String> server(RedshiftWarehouse warehouse) {
        RedshiftWarehouseStatus status = warehouse.getStatus();
        return Optional.ofNullable(status == null ? null : status.endpoint())
                .map(endpoint -> endpoint.address() + ":" + endpoint.port());
    }

    /** The Secret that a warehouse takes its password from; null for none. */
    static @Nullable String passwordSecret(RedshiftWarehouse warehouse) {
        AdminPassword password = warehouse.getSpec().adminPassword();
        return password == null || password.secretRef() == null
                ? null
                : password.secretRef().name();
    }

    /** The Secret that a warehouse publishes its connection in. */
    static String connectionSecret(RedshiftWarehouse warehouse) {
        Connection connection = warehouse.getSpec().connection();
        String name = connection == null ? null : connection.secretName();
        return name == null ? warehouse.getMetadata().getName() + "-connection" : name;
    }

    /** What a reconciliation knows so far, kept for the report in case it is cut short. */
    private static final class Progress {

        private @Nullable WarehouseDesign design;
        private @Nullable Observation seen;
        private @Nullable Plan plan;
        private @Nullable AppliedPassword appliedPassword;
        private @Nullable String lastSnapshot;

        Progress(RedshiftWarehouse warehouse) {
            RedshiftWarehouseStatus status = warehouse.getStatus();
            this.appliedPassword = status == null ? null : status.appliedPassword();
            this.lastSnapshot = status == null ? null : status.lastSnapshot();
        }

        WarehouseDesign design() {
            return Objects.requireNonNull(design);
        }

        Observation seen() {
            return Objects.requireNonNull(seen);
        }

        Outcome outcome() {
            Plan last = Objects.requireNonNull(plan);
            return new Outcome(design, seen, last.problem(), last.pendingChanges(), appliedPassword, lastSnapshot);
        }

        Outcome failed(AwsException e, boolean roleIsFresh) {
            return new Outcome(
                    design,
                    seen,
                    AwsProblems.of(e, roleIsFresh),
                    plan == null ? List.of() : plan.pendingChanges(),
                    appliedPassword,
                    lastSnapshot);
        }
    }
}
