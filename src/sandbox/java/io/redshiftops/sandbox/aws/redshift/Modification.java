package io.redshiftops.sandbox.aws.redshift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.PendingModifiedValues;

/** The changes that one request asks for: what is told of them meanwhile, what the database does, what holds in the end. */
final class Modification {

    private final PendingModifiedValues.Builder pending = PendingModifiedValues.builder();
    private final List<UnaryOperator<Cluster.Builder>> immediate = new ArrayList<>();
    private final List<UnaryOperator<Cluster.Builder>> deferred = new ArrayList<>();
    private final List<Runnable> work = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private boolean takesTime;

    /** Changes the description at once. */
    void now(UnaryOperator<Cluster.Builder> change) {
        immediate.add(change);
    }

    /** Changes the description when the modification is complete. */
    void later(UnaryOperator<Cluster.Builder> change) {
        takesTime = true;
        deferred.add(change);
    }

    /** Tells a change that is not complete yet. */
    void pending(Consumer<PendingModifiedValues.Builder> value) {
        value.accept(pending);
    }

    /** Lets the database do something, without the account's lock. */
    void work(Runnable step) {
        takesTime = true;
        work.add(step);
    }

    /** Does something once the modification is complete. */
    void afterwards(Runnable step) {
        afterwards.add(step);
    }

    boolean takesTime() {
        return takesTime;
    }

    void begin(ManagedCluster cluster) {
        immediate.forEach(cluster::update);
        cluster.update(description -> description.pendingModifiedValues(pending.build()));
    }

    void perform() {
        work.forEach(Runnable::run);
    }

    void complete(ManagedCluster cluster) {
        deferred.forEach(cluster::update);
        cluster.update(description -> description.pendingModifiedValues(values -> {}));
        afterwards.forEach(Runnable::run);
        cluster.status(ClusterStatus.AVAILABLE);
    }
}
