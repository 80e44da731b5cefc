package io.redshiftops;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import io.redshiftops.aws.SdkAws;
import io.redshiftops.kube.Backoff;
import io.redshiftops.kube.EventRecorder;
import io.redshiftops.sql.JdbcSessions;
import io.redshiftops.warehouse.WarehouseSettings;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** The parts that all packages share. */
@Dependent
class OperatorBeans {

    /** The operator with every reconciler registered, as its annotation declares. */
    @Produces
    @Singleton
    Operator operator(
            QuarkusConfigurationService configuration, @Any Instance<Reconciler<? extends HasMetadata>> reconcilers) {
        Operator operator = new Operator(configuration);
        reconcilers.forEach(reconciler -> register(operator, reconciler, configuration));
        return operator;
    }

    private static <P extends HasMetadata> void register(
            Operator operator, Reconciler<P> reconciler, QuarkusConfigurationService configuration) {
        ControllerConfiguration declared = reconciler.getClass().getAnnotation(ControllerConfiguration.class);
        if (declared.triggerReconcilerOnAllEvents()) {
            operator.register(
                    reconciler,
                    AllEventsConfiguration.of(configuration.getConfigurationFor(reconciler), configuration));
        } else {
            operator.register(reconciler);
        }
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SdkAws aws(OperatorConfiguration configuration) {
        return new SdkAws(
                configuration.region(),
                configuration.roleArn().filter(arn -> !arn.isBlank()).orElse(null));
    }

    void close(@Disposes SdkAws aws) {
        aws.close();
    }

    @Produces
    @Singleton
    EventRecorder events(KubernetesClient kubernetes, Clock clock) {
        return new EventRecorder(kubernetes, clock);
    }

    @Produces
    @Dependent
    Backoff backoff() {
        return new Backoff(new SecureRandom());
    }

    @Produces
    @Singleton
    WarehouseLocks locks(KubernetesClient kubernetes, OperatorConfiguration configuration, Clock clock) {
        return new WarehouseLocks(kubernetes, configuration.namespace(), clock);
    }

    @Produces
    @Singleton
    WarehouseSettings warehouseSettings(OperatorConfiguration configuration) {
        return new WarehouseSettings(
                configuration.installation(),
                configuration.region(),
                configuration.namespace(),
                configuration.rolePath(),
                configuration.permissionsBoundary().orElse(null),
                configuration.allowedManagedPolicies(),
                DeletionPolicy.valueOf(configuration.deletionPolicy().name()));
    }

    @Produces
    @Singleton
    WarehouseAccess access(KubernetesClient kubernetes, SdkAws aws, OperatorConfiguration configuration) {
        return new WarehouseAccess(
                kubernetes,
                aws,
                new JdbcSessions(configuration.databaseCa().orElse(null)),
                configuration.installation());
    }

    @Produces
    @Singleton
    Jobs jobs(OperatorConfiguration configuration) {
        return new Jobs(configuration.jobs());
    }

    void close(@Disposes Jobs jobs) {
        jobs.close();
    }
}
