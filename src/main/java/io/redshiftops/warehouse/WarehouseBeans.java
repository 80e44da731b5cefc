package io.redshiftops.warehouse;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.aws.Aws;
import io.redshiftops.kube.EventRecorder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts this package's parts together. */
@Dependent
class WarehouseBeans {

    @Produces
    @Singleton
    ClusterInventory inventory(Aws aws, Clock clock) {
        return new ClusterInventory(aws, clock);
    }

    @Produces
    @Singleton
    ClusterWatch watch(ClusterInventory inventory, Clock clock) {
        return new ClusterWatch(inventory, clock);
    }

    @Produces
    @Singleton
    WarehouseStatuses statuses(Clock clock) {
        return new WarehouseStatuses(clock);
    }

    @Produces
    @Singleton
    Warehouses warehouses(
            Aws aws,
            WarehouseSettings settings,
            ClusterInventory inventory,
            KubernetesClient kubernetes,
            EventRecorder events,
            WarehouseLocks locks,
            Clock clock) {
        FinalSnapshots snapshots = new FinalSnapshots(kubernetes, settings.namespace(), clock);
        return new Warehouses(
                aws,
                settings,
                new WarehouseObserver(aws, inventory, kubernetes),
                new WarehouseActor(aws, inventory, kubernetes, snapshots, events),
                locks,
                clock);
    }
}
