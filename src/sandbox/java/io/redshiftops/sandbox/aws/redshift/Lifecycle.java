package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Account;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries clusters through their changes of state: for a while a cluster is in a state of change, then the database does
 * its part, then the change is complete.
 */
final class Lifecycle {

    private static final System.Logger LOG = System.getLogger(Lifecycle.class.getName());

    private final Account account;

    Lifecycle(Account account) {
        this.account = account;
    }

    /**
     * Begins a change. The caller holds the account's lock.
     *
     * @param during the state meanwhile
     * @param time how long it takes
     * @param work what the database does, without the account's lock
     * @param complete completes the change with what the database returned, with the account's lock
     */
    <T> void change(
            ManagedCluster cluster, ClusterStatus during, Duration time, Supplier<T> work, Consumer<T> complete) {
        cluster.status(during);
        account.clock().schedule(time, () -> {
            T result;
            try {
                result = work.get();
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the database of " + cluster.arn() + " failed while the cluster was " + during.wireName(),
                        e);
                account.exclusively(() -> cluster.status(ClusterStatus.HARDWARE_FAILURE));
                return;
            }
            account.exclusively(() -> complete.accept(result));
        });
    }

    /** As {@link #change(ManagedCluster, ClusterStatus, Duration, Supplier, Consumer)}, with work that returns nothing. */
    void change(ManagedCluster cluster, ClusterStatus during, Duration time, Runnable work, Runnable complete) {
        change(
                cluster,
                during,
                time,
                () -> {
                    work.run();
                    return cluster;
                },
                changed -> complete.run());
    }
}
