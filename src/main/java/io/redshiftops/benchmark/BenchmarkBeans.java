package io.redshiftops.benchmark;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.benchmark.QueryHistory.Patience;
import io.redshiftops.kube.Backoff;
import io.redshiftops.kube.EventRecorder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts this package's parts together. */
@Dependent
class BenchmarkBeans {

    @Produces
    @Singleton
    BenchmarkStatuses statuses(Clock clock) {
        return new BenchmarkStatuses(clock);
    }

    @Produces
    @Singleton
    Benchmarks benchmarks(
            WarehouseAccess access,
            WarehouseLocks locks,
            Jobs jobs,
            KubernetesClient kubernetes,
            EventRecorder events,
            Backoff backoff,
            Clock clock) {
        return new Benchmarks(
                access,
                locks,
                jobs,
                kubernetes,
                new ResultsConfigMap(kubernetes, new ResultsFiles()),
                events,
                backoff,
                clock,
                Patience.NORMAL);
    }
}
