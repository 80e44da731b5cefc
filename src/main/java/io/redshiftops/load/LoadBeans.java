package io.redshiftops.load;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.aws.Aws;
import io.redshiftops.kube.Backoff;
import io.redshiftops.kube.EventRecorder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts this package's parts together. */
@Dependent
class LoadBeans {

    @Produces
    @Singleton
    LoadStatuses statuses(Clock clock) {
        return new LoadStatuses(clock);
    }

    @Produces
    @Singleton
    Loads loads(
            WarehouseAccess access,
            WarehouseLocks locks,
            Jobs jobs,
            Aws aws,
            KubernetesClient kubernetes,
            EventRecorder events,
            Backoff backoff,
            Clock clock) {
        return new Loads(access, locks, jobs, aws, kubernetes, events, backoff, clock);
    }
}
