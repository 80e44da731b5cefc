package io.redshiftops.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.redshiftops.access.AccessReason;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.api.v1alpha1.Condition;
import io.redshiftops.api.v1alpha1.S3Load;
import io.redshiftops.api.v1alpha1.S3LoadStatus;
import io.redshiftops.api.v1alpha1.S3LoadStatus.Attempt;
import io.redshiftops.aws.Aws;
import io.redshiftops.benchmark.FakeKubernetes;
import io.redshiftops.kube.Backoff;
import io.redshiftops.kube.Conditions;
import io.redshiftops.kube.EventRecorder;
import io.redshiftops.load.Loads.Next;
import io.redshiftops.sql.SqlFailure;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is reported of a load that cannot run, or failed before it reached a table. */
class LoadsTest {

    private static final String WAREHOUSE = """
            apiVersion: redshiftops.io/v1alpha1
            kind: RedshiftWarehouse
            metadata: {name: dwh, namespace: default, uid: w, generation: 1}
            spec:
              provisioned: {nodeType: ra3.xlplus, numberOfNodes: 2}
              database: dev
              port: 5439
              adminUsername: awsuser
              adminPassword: {secretRef: {name: admin, key: password}}
            status:
              region: us-east-1
              clusterNamespaceArn: arn:namespace
              roleArn: arn:aws:iam::123456789012:role/r
              endpoint: {address: dwh.example, port: 5439}
              conditions:
              - {type: Ready, status: "READY", observedGeneration: 1, reason: x, message: m, lastTransitionTime: "2026-01-01T00:00:00Z"}
            """;
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: admin, namespace: default}
            data: {password: U2VjcmV0MQ==}
            """;

    /** An operator before this one began an attempt and did not tell how it ended. */
    private static final String LOAD = """
            apiVersion: redshiftops.io/v1alpha1
            kind: S3Load
            metadata: {name: tickets, namespace: default, uid: l, generation: 1, resourceVersion: "1"}
            spec:
              warehouseRef: {name: dwh}
              source: {uri: "s3://data/p/"}
              format: {csv: {}}
              tables: [{name: t, schema: public, mode: Append, onChange: Flag, onEmpty: Flag}]
              exclusive: false
              parallelism: 1
              timeout: 1m
              maxAttempts: 3
              suspend: false
              allowDestructiveSetup: false
            status:
              attempts: [{table: t, id: a, pid: 7, sessionStart: "2026-01-01 00:00:00"}]
            """;

    private static final Attempt LEFT = new Attempt("t", "a", 7L, "2026-01-01 00:00:00");

    private final Jobs jobs = new Jobs(1);
    private FakeKubernetes kubernetes;
    private Loads loads;

    @BeforeEach
    void start() throws IOException {
        kubernetes = new FakeKubernetes();
        kubernetes.apply(WAREHOUSE.replace("READY", "True"));
        kubernetes.apply(SECRET);
        Aws noAws = (Aws) Proxy.newProxyInstance(
                Aws.class.getClassLoader(), new Class<?>[] {Aws.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        WarehouseAccess access = new WarehouseAccess(
                kubernetes.client,
                noAws,
                (server, login, label) -> {
                    throw new SqlFailure(SqlFailure.Kind.LOGIN, "28000", "password authentication failed", null, null);
                },
                "i");
        loads = new Loads(
                access,
                new WarehouseLocks(kubernetes.client, "operator", Clock.systemUTC()),
                jobs,
                noAws,
                kubernetes.client,
                new EventRecorder(kubernetes.client, Clock.systemUTC()),
                new Backoff(new Random(1)),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        jobs.close();
        kubernetes.close();
    }

    @Test
    void aSessionThatWasLeftIsRememberedWhileTheWarehouseIsNotReady() {
        kubernetes.apply(WAREHOUSE.replace("READY", "False"));

        Next next = advance(LOAD);

        assertThat(next.facts().state()).isEqualTo("Waiting");
        assertThat(next.facts().attempts()).containsExactly(LEFT);
        assertThat(next.holdsSession()).isTrue();
    }

    @Test
    void aSessionThatWasLeftIsRememberedWhileTheLoadIsSuspended() {
        Next next = advance(LOAD.replace("suspend: false", "suspend: true"));

        assertThat(next.facts().state()).isEqualTo("Suspended");
        assertThat(next.facts().attempts()).containsExactly(LEFT);
        assertThat(next.holdsSession()).isTrue();
    }

    @Test
    void aSessionGoesWithItsWarehouse() {
        kubernetes.delete("redshiftwarehouses", "dwh");

        Next next = advance(LOAD);

        assertThat(next.facts().state()).isEqualTo(AccessReason.WAREHOUSE_NOT_FOUND.word());
        assertThat(next.facts().attempts()).isEmpty();
        assertThat(next.holdsSession()).isFalse();
    }

    @Test
    void aSessionThatWasLeftIsRememberedWhenTheNextJobCannotEvenLogIn() {
        S3Load load = Serialization.unmarshal(LOAD, S3Load.class);
        Next running = loads.advance(load, () -> {});
        await().until(() -> jobs.find("l").orElseThrow().hasEnded());

        Next failed = loads.advance(load, () -> {});

        assertThat(running.facts().attempts()).containsExactly(LEFT);
        assertThat(failed.facts().attempts()).containsExactly(LEFT);
        assertThat(failed.holdsSession()).isTrue();
        S3LoadStatus status = status(load, failed);
        assertThat(Objects.requireNonNull(Conditions.find(status.conditions(), Condition.READY))
                        .message())
                .contains("cannot log in to dev at dwh.example:5439 as awsuser", "password authentication failed")
                .doesNotContain("Secret1");
    }

    @Test
    void failuresOfAUserAreCountedAndThenStall() {
        S3Load load = Serialization.unmarshal(LOAD, S3Load.class);
        for (int attempt = 1; attempt <= 3; attempt++) {
            load.getMetadata().setGeneration((long) attempt);
            loads.advance(load, () -> {});
            await().until(() -> jobs.find("l").orElseThrow().hasEnded());
            Next next = loads.advance(load, () -> {});
            load.setStatus(status(load, next));

            assertThat(next.facts().failures()).isEqualTo(attempt);
            assertThat(next.facts().state()).isEqualTo(attempt < 3 ? "Retrying" : "Stalled");
            assertThat(Conditions.isTrue(
                            Objects.requireNonNull(load.getStatus()).conditions(),
                            Condition.STALLED,
                            load.getMetadata().getGeneration()))
                    .isEqualTo(attempt == 3);
        }
    }

    private static S3LoadStatus status(S3Load load, Next next) {
        return new LoadStatuses(Clock.systemUTC())
                .withStatus(load, next.design(), next.facts(), false)
                .getStatus();
    }

    private Next advance(String yaml) {
        return loads.advance(Serialization.unmarshal(yaml, S3Load.class), () -> {});
    }
}
