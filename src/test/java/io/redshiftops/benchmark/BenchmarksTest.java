package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.access.WarehouseLocks;
import io.redshiftops.access.WarehouseLocks.Mode;
import io.redshiftops.api.v1alpha1.Condition;
import io.redshiftops.api.v1alpha1.ConditionStatus;
import io.redshiftops.api.v1alpha1.QueryBenchmark;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.RunStatus;
import io.redshiftops.aws.Aws;
import io.redshiftops.benchmark.Benchmarks.Next;
import io.redshiftops.benchmark.QueryHistory.Patience;
import io.redshiftops.kube.Backoff;
import io.redshiftops.kube.Conditions;
import io.redshiftops.kube.EventRecorder;
import io.redshiftops.sql.SqlFailure;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories of a benchmark, reconciled by hand against a scripted database. */
class BenchmarksTest {

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
              clusterNamespaceArn: CLUSTER
              roleArn: arn:aws:iam::123456789012:role/r
              nodeType: ra3.xlplus
              numberOfNodes: 2
              endpoint: {address: dwh.example, port: 5439}
              conditions:
              - {type: Ready, status: "READY", observedGeneration: 1, reason: x, message: m, lastTransitionTime: "2026-01-01T00:00:00Z"}
            """;
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: NAME, namespace: default}
            data: {username: cmVhZGVy, password: U2VjcmV0MQ==}
            """;
    private static final String LOAD = """
            apiVersion: redshiftops.io/v1alpha1
            kind: S3Load
            metadata: {name: fill, namespace: default, uid: l, generation: 2}
            spec: {warehouseRef: {name: dwh}}
            status:
              conditions:
              - {type: Ready, status: "READY", observedGeneration: 2, reason: x, message: two tables to go, lastTransitionTime: "2026-01-01T00:00:00Z"}
              tables:
              - {name: a, table: fast.orders, state: Loaded, micros: 1000, rowsLoaded: 10}
              - {name: b, table: fast.orders, state: Loaded, micros: 500, rowsLoaded: 5}
              - {name: c, table: other.orders, state: Loaded, micros: 7000, rowsLoaded: 5}
            """;
    private static final String BENCHMARK = """
            apiVersion: redshiftops.io/v1alpha1
            kind: QueryBenchmark
            metadata: {name: designs, namespace: default, uid: b, generation: 1, resourceVersion: "1"}
            spec:
              warehouseRef: {name: dwh}
              baseline: slow
              variants:
              - {name: slow}
              - {name: fast}
              queries:
              - {name: one, sql: "SELECT 1", orderMatters: false, timeout: 10s}
              - {name: two, sql: "SELECT 2", orderMatters: false, timeout: 10s}
              run: {warmups: 1, iterations: 3, order: Interleaved, seed: 1, timeout: 1m}
              metric: EngineExecution
              verify: Checksum
              suspend: false
            """;

    private final FakeDatabase database = new FakeDatabase("slow", "fast");
    private final Time time = new Time();
    private FakeKubernetes kubernetes;
    private WarehouseLocks locks;
    private Jobs jobs;
    private Benchmarks benchmarks;
    private BenchmarkStatuses statuses;
    private QueryBenchmark benchmark;
    private String spec = BENCHMARK;

    @BeforeEach
    void start() throws Exception {
        kubernetes = new FakeKubernetes();
        kubernetes.apply(warehouse("True", "cluster-1"));
        kubernetes.apply(SECRET.replace("NAME", "admin"));
        locks = new WarehouseLocks(kubernetes.client, "default", time);
        statuses = new BenchmarkStatuses(time);
        benchmark = Serialization.unmarshal(BENCHMARK, QueryBenchmark.class);
        database.records = tagged -> FakeDatabase.row(tagged.variant().equals("slow") ? 2_000 : 1_000);
        startOperator();
    }

    /** A new process that remembers nothing. */
    private void startOperator() {
        jobs = new Jobs(4);
        WarehouseAccess access = new WarehouseAccess(kubernetes.client, noAws(), database, "test");
        benchmarks = new Benchmarks(
                access,
                locks,
                jobs,
                kubernetes.client,
                new ResultsConfigMap(kubernetes.client, new ResultsFiles()),
                new EventRecorder(kubernetes.client, time),
                new Backoff(new Random(5)),
                time,
                new Patience(Duration.ofMillis(200), Duration.ofMillis(1)));
    }

    @AfterEach
    void stop() {
        jobs.close();
        kubernetes.close();
    }

    // ---------------------------------------------------------------- results

    @Test
    void aRunIsMeasuredComparedAndReported() {
        QueryBenchmarkStatus status = finish();

        assertThat(condition(Condition.READY)).isEqualTo(ConditionStatus.TRUE);
        assertThat(condition(BenchmarkStatuses.FINISHED)).isEqualTo(ConditionStatus.TRUE);
        assertThat(status.state()).isEqualTo("Finished");
        assertThat(status.progress()).isEqualTo("12/12");
        assertThat(status.run()).isNull();
        var summary = Objects.requireNonNull(status.summary());
        assertThat(summary.compared()).isEqualTo("fast/slow");
        assertThat(summary.speedup()).isEqualTo("2.00");
        assertThat(summary.improvement()).isEqualTo("50.0");
        assertThat(summary.results()).isEqualTo("Equal");
        var fast = Objects.requireNonNull(status.queries()).get(0).variants().get(1);
        assertThat(fast.medianMicros()).isEqualTo(1_000);
        assertThat(fast.improvementPercent()).isEqualTo("50.0");
        assertThat(Objects.requireNonNull(status.queries())
                        .get(0)
                        .variants()
                        .get(0)
                        .improvementPercent())
                .isNull();
        assertThat(events()).contains("RunStarted", "RunFinished");
    }

    @Test
    void theResultsAreInAConfigMapOfTheBenchmark() {
        QueryBenchmarkStatus status = finish();

        assertThat(status.configMap()).isEqualTo("designs-results");
        JsonNode configMap = configMap("designs-results");
        assertThat(configMap.at("/metadata/ownerReferences/0/uid").asText()).isEqualTo("b");
        assertThat(configMap.path("data").path("samples.csv").asText().lines()).hasSize(13);
        assertThat(configMap.path("data").path("report.html").asText())
                .contains("<svg")
                .contains("default/designs");
        Findings findings = ResultsFiles.parse(
                        configMap.path("data").path("results.json").asText())
                .orElseThrow();
        assertThat(findings.samples()).hasSize(12);
        assertThat(findings.queries().get(1).sql()).isEqualTo("SELECT 2");
    }

    @Test
    void theUserIsMadeForTheRunAndNothingIsLeft() {
        finish();

        assertThat(database.executions).allMatch(tagged -> tagged.user().startsWith("redshift_operator_bench_"));
        assertThat(database.statements)
                .anyMatch(sql -> sql.matches(".*GRANT SELECT ON ALL TABLES IN SCHEMA \"fast\" TO redshift_operator_.*"))
                .noneMatch(sql -> sql.contains("GRANT ALL"));
        assertThat(database.users()).isEmpty();
        assertThat(database.sessions).isEmpty();
        assertThat(locks.holders("dwh.example:5439")).isEmpty();
    }

    @Test
    void noPasswordIsInAnyOutput() {
        String[] password = new String[1];
        database.rows = tagged -> {
            password[0] = Objects.requireNonNull(database.passwords.get(tagged.user()));
            return List.of(List.of("1"));
        };

        QueryBenchmarkStatus status = finish();

        String everything = status
                + kubernetes.list("configmaps").toString()
                + kubernetes.list("events").toString();
        assertThat(password[0]).hasSize(40).matches("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9]).*");
        assertThat(everything).doesNotContain(password[0]).doesNotContain("Secret1");
    }

    @Test
    void resultsThatDifferAreNotCompared() {
        database.rows = tagged -> List.of(List.of(tagged.query().equals("two") ? tagged.variant() : "same"));

        QueryBenchmarkStatus status = finish();

        assertThat(status.state()).isEqualTo("ResultsDiffer");
        assertThat(condition(Condition.READY)).isEqualTo(ConditionStatus.FALSE);
        assertThat(condition(BenchmarkStatuses.FINISHED)).isEqualTo(ConditionStatus.TRUE);
        var two = Objects.requireNonNull(status.queries()).get(1);
        assertThat(two.resultsMatch()).isFalse();
        assertThat(two.message()).contains("slow and fast returned as many rows, but other values");
        assertThat(two.variants().get(1).improvementPercent()).isNull();
        assertThat(Objects.requireNonNull(status.summary()).results()).isEqualTo("Different");
        assertThat(status.queries().get(0).variants().get(1).improvementPercent())
                .isEqualTo("50.0");
    }

    @Test
    void aUserOfTheSpecIsTakenAsItIs() {
        kubernetes.apply(SECRET.replace("NAME", "login"));
        database.passwords.put("reader", "Secret1");
        edit("  suspend: false", "  suspend: false\n  runAs: {secretRef: {name: login}}");

        finish();

        assertThat(database.executions).allMatch(tagged -> tagged.user().equals("reader"));
        assertThat(database.statements).noneMatch(sql -> sql.contains("CREATE USER"));
        assertThat(database.users()).containsExactly("reader");
    }

    // ---------------------------------------------------------------- again, or not

    @Test
    void whatIsMeasuredIsNotMeasuredAgain() {
        finish();
        int executions = database.executions.size();

        reconcile();
        startOperator();
        reconcile();

        assertThat(benchmark.getStatus().state()).isEqualTo("Finished");
        assertThat(database.executions).hasSize(executions);
        assertThat(jobs.find("b")).isEmpty();
    }

    @Test
    void anEditOfWhatIsMeasuredStartsARunAndTheLastResultStaysMeanwhile() {
        QueryBenchmarkStatus first = finish();
        database.hangs = tagged -> true;

        edit("SELECT 2", "SELECT 22");
        reconcileUntil(status -> status.run() != null && status.run().pid() != null);

        assertThat(benchmark.getStatus().state()).isEqualTo("Running");
        assertThat(benchmark.getStatus().summary()).isEqualTo(first.summary());
        assertThat(benchmark.getStatus().measured()).isEqualTo(first.measured());
        assertThat(condition(BenchmarkStatuses.FINISHED)).isEqualTo(ConditionStatus.FALSE);
    }

    @Test
    void anEditDuringTheRunStartsItAnew() {
        database.hangs = tagged -> tagged.purpose().equals("sample");
        reconcileUntil(
                status -> database.executions.stream().anyMatch(t -> t.purpose().equals("sample")));
        String firstRun = database.executions.get(0).run();
        database.hangs = tagged -> false;

        edit("iterations: 3", "iterations: 4");
        QueryBenchmarkStatus status = finish();

        assertThat(status.progress()).isEqualTo("16/16");
        Findings findings = ResultsFiles.parse(
                        configMap("designs-results").at("/data/results.json").asText())
                .orElseThrow();
        assertThat(findings.run()).isNotEqualTo(firstRun);
        assertThat(findings.samples()).hasSize(16);
    }

    @Test
    void anotherClusterUnderTheSameNameIsMeasuredAnew() {
        finish();
        int executions = database.executions.size();

        kubernetes.apply(warehouse("True", "cluster-2"));
        QueryBenchmarkStatus status = finish();

        assertThat(status.cluster()).isEqualTo("cluster-2");
        assertThat(database.executions).hasSize(2 * executions);
    }

    @Test
    void anEditOfTheOutputOnlyMovesTheOutput() {
        finish();
        int executions = database.executions.size();
        startOperator();

        edit("  suspend: false", "  suspend: false\n  output: {configMap: elsewhere, formats: [Csv]}");
        reconcile();

        assertThat(benchmark.getStatus().configMap()).isEqualTo("elsewhere");
        assertThat(configMap("elsewhere").path("data").fieldNames())
                .toIterable()
                .containsExactly("samples.csv");
        assertThat(database.executions).hasSize(executions);
    }

    @Test
    void aConfigMapThatWasTamperedWithIsWrittenAgain() {
        finish();
        String good = configMap("designs-results").at("/data/samples.csv").asText();
        ConfigMap tampered =
                Serialization.unmarshal(configMap("designs-results").toString(), ConfigMap.class);
        tampered.getData().put("samples.csv", "nonsense");
        kubernetes.apply(tampered);

        reconcile();

        assertThat(configMap("designs-results").at("/data/samples.csv").asText())
                .isEqualTo(good);
    }

    @Test
    void aConfigMapOfSomebodyElseIsRefused() {
        kubernetes.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: designs-results, namespace: default}
                data: {a: b}
                """);

        reconcileUntil(status -> status.state() != null && status.state().equals("OutputRefused"));

        assertThat(condition(Condition.STALLED)).isEqualTo(ConditionStatus.TRUE);
        assertThat(benchmark.getStatus().summary()).isNotNull();
        assertThat(configMap("designs-results").at("/data/a").asText()).isEqualTo("b");

        kubernetes.delete("configmaps", "designs-results");
        assertThat(finish().configMap()).isEqualTo("designs-results");
    }

    @Test
    void samplesThatNobodyHasAnyMoreAreSaidToBeLost() {
        finish();
        kubernetes.delete("configmaps", "designs-results");
        startOperator();

        reconcile();

        assertThat(benchmark.getStatus().state()).isEqualTo("OutputLost");
        assertThat(message()).contains("spec.trigger");
    }

    // ---------------------------------------------------------------- waiting

    @Test
    void aWarehouseThatIsNotReadyIsWaitedFor() {
        kubernetes.apply(warehouse("False", "cluster-1"));

        Next next = reconcile();

        assertThat(benchmark.getStatus().state()).isEqualTo("Waiting");
        assertThat(message()).contains("RedshiftWarehouse dwh");
        assertThat(next.holdsSession()).isFalse();
        kubernetes.apply(warehouse("True", "cluster-1"));
        assertThat(finish().state()).isEqualTo("Finished");
    }

    @Test
    void aLoadIsWaitedForAndItsTimesAreReported() {
        edit("- {name: fast}", "- {name: fast, loadRef: {name: fill}}");
        reconcile();
        assertThat(message()).contains("there is no S3Load fill");
        kubernetes.apply(LOAD.replace("READY", "False"));
        reconcile();
        assertThat(message()).contains("waiting for S3Load fill").contains("two tables to go");

        kubernetes.apply(LOAD.replace("READY", "True"));
        QueryBenchmarkStatus status = finish();

        assertThat(status.loads()).singleElement().satisfies(load -> {
            assertThat(load.micros()).isEqualTo(1_500);
            assertThat(load.tables()).singleElement().satisfies(table -> {
                assertThat(table.table()).isEqualTo("orders");
                assertThat(table.rows()).isEqualTo(15);
            });
        });
    }

    @Test
    void aLoadOfAnotherSchemaIsRefused() {
        edit("- {name: slow}", "- {name: slow, loadRef: {name: fill}}");
        kubernetes.apply(LOAD.replace("READY", "True"));

        reconcile();

        assertThat(condition(Condition.STALLED)).isEqualTo(ConditionStatus.TRUE);
        assertThat(message()).contains("no table of schema slow");
    }

    @Test
    void aWarehouseThatOthersHoldIsWaitedForWithTheirNames() {
        locks.acquire("dwh.example:5439", "S3Load default/x", Mode.SHARED);

        reconcileUntil(status -> "Waiting".equals(status.state()));

        assertThat(message()).contains("S3Load default/x");
        locks.release("dwh.example:5439", "S3Load default/x");
        assertThat(finish().state()).isEqualTo("Finished");
    }

    // ---------------------------------------------------------------- failures

    @Test
    void aQueryThatFailsStallsAndGoesOnByItselfWhenMended() {
        database.failure = tagged -> tagged.query().equals("two")
                ? FakeDatabase.failure(SqlFailure.Kind.NOT_FOUND, "relation \"x\" does not exist")
                : null;
        reconcileUntil(status -> "Stalled".equals(status.state()));
        assertThat(message()).contains("query two").contains("relation \"x\" does not exist");
        assertThat(database.users()).isEmpty();
        database.failure = tagged -> null;

        Next next = reconcile();
        assertThat(next.again()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(75));
        assertThat(jobs.find("b")).isEmpty();
        time.pass(Duration.ofSeconds(75));

        assertThat(finish().state()).isEqualTo("Finished");
    }

    @Test
    void anEditAfterAFailureIsTriedAtOnce() {
        database.failure = tagged -> FakeDatabase.failure(SqlFailure.Kind.STATEMENT, "syntax error");
        reconcileUntil(status -> "Stalled".equals(status.state()));
        database.failure = tagged -> null;

        edit("SELECT 2", "SELECT 22");

        assertThat(finish().state()).isEqualTo("Finished");
    }

    @Test
    void aSchemaThatIsMissingIsNamed() {
        database.schemas.remove("fast");

        reconcileUntil(status -> "Stalled".equals(status.state()));

        assertThat(message()).contains("variant fast").contains("no schema fast");
        assertThat(database.users()).isEmpty();
    }

    @Test
    void severalStatementsInOneQueryAreRefused() {
        edit("SELECT 2", "SELECT 2; COMMIT; DROP TABLE x");

        reconcileUntil(status -> "Stalled".equals(status.state()));

        assertThat(message()).contains("query two").contains("one statement");
        assertThat(database.statements).isEmpty();
    }

    @Test
    void aLostConnectionStartsTheRunAgain() {
        database.failure = tagged -> tagged.round() == 2 && tagged.purpose().equals("sample")
                ? FakeDatabase.failure(SqlFailure.Kind.CONNECTION, "connection reset")
                : null;
        reconcileUntil(status -> "Retrying".equals(status.state()));
        String lost = database.executions.get(0).run();
        database.failure = tagged -> null;
        time.pass(Duration.ofSeconds(2));

        assertThat(finish().progress()).isEqualTo("12/12");
        assertThat(configMap("designs-results").toString()).doesNotContain(lost);
    }

    // ---------------------------------------------------------------- stopping

    @Test
    void suspendingStopsTheRunAndRemovesItsUser() {
        database.hangs = tagged -> true;
        reconcileUntil(status -> !database.executions.isEmpty());

        edit("suspend: false", "suspend: true");
        reconcileUntil(status -> "Suspended".equals(status.state()));

        assertThat(database.users()).isEmpty();
        assertThat(database.sessions).isEmpty();
        assertThat(benchmark.getStatus().run()).isNull();
        assertThat(locks.holders("dwh.example:5439")).isEmpty();
    }

    @Test
    void deletionStopsTheRunAndRemovesItsUser() {
        database.hangs = tagged -> true;
        reconcileUntil(status -> !database.executions.isEmpty());

        await().atMost(Duration.ofSeconds(10)).until(() -> benchmarks.letGo(benchmark, () -> {}));

        assertThat(database.users()).isEmpty();
        assertThat(database.sessions).isEmpty();
    }

    @Test
    void aWarehouseThatGoesStopsTheRun() {
        database.hangs = tagged -> true;
        reconcileUntil(status -> !database.executions.isEmpty());

        kubernetes.delete("redshiftwarehouses", "dwh");
        reconcileUntil(status -> "WarehouseNotFound".equals(status.state()));

        assertThat(reconcile().holdsSession()).isFalse();
    }

    @Test
    void aStatusThatSomebodyElseWroteStopsTheRunBeforeItsFirstQuery() {
        Next next = benchmarks.advance(benchmark, () -> {});
        await().until(() -> Objects.requireNonNull(next.progress()).run().isPresent());

        Objects.requireNonNull(next.progress()).refuse();

        await().until(() -> jobs.find("b").orElseThrow().hasEnded());
        assertThat(database.executions).isEmpty();
        assertThat(finish().state()).isEqualTo("Finished");
    }

    // ---------------------------------------------------------------- restarts

    @Test
    void aRestartEndsTheSessionOfBeforeAndTakesNoSampleOver() {
        database.hangs = tagged -> tagged.purpose().equals("sample") && tagged.round() == 2;
        reconcileUntil(status -> database.executions.stream().anyMatch(database.hangs));
        RunStatus before = Objects.requireNonNull(benchmark.getStatus().run());
        // The process died: its session and user are still there.
        long pid = Objects.requireNonNull(before.pid());
        String start = Objects.requireNonNull(before.sessionStart());
        String user = database.executions.get(0).user();
        String password = database.passwords.get(user);
        jobs.close();
        await().until(() -> jobs.find("b").orElseThrow().hasEnded());
        database.hangs = tagged -> false;
        database.sessions.put(pid, start);
        database.passwords.put(user, password);

        startOperator();
        QueryBenchmarkStatus status = finish();

        assertThat(database.statements).contains("awsuser: SELECT pg_terminate_backend(" + pid + ")");
        assertThat(database.sessions).isEmpty();
        assertThat(database.users()).isEmpty();
        assertThat(status.progress()).isEqualTo("12/12");
        assertThat(configMap("designs-results").toString()).doesNotContain(before.id());
    }

    @Test
    void anotherSessionUnderTheSamePidIsLeftAlone() {
        benchmark.setStatus(withRun(new RunStatus("dead", "x", "2026-01-01T00:00:00Z", 77L, "2026-01-01 00:00:77")));
        database.sessions.put(77L, "2026-02-02 00:00:00");

        finish();

        assertThat(database.sessions).containsKey(77L);
    }

    @Test
    void aBenchmarkThatWasSuspendedWhileTheOperatorWasDownIsCleaned() {
        benchmark.setStatus(withRun(new RunStatus("dead", "x", "2026-01-01T00:00:00Z", 77L, "2026-01-01 00:00:77")));
        database.sessions.put(77L, "2026-01-01 00:00:77");
        edit("suspend: false", "suspend: true");

        reconcileUntil(status -> "Suspended".equals(status.state()) && status.run() == null);

        assertThat(database.sessions).isEmpty();
        assertThat(database.executions).isEmpty();
    }

    @Test
    void deletionAfterACrashRemovesWhatIsLeft() {
        benchmark.setStatus(withRun(new RunStatus("dead", "x", "2026-01-01T00:00:00Z", 77L, "2026-01-01 00:00:77")));
        database.sessions.put(77L, "2026-01-01 00:00:77");

        await().atMost(Duration.ofSeconds(10)).until(() -> benchmarks.letGo(benchmark, () -> {}));

        assertThat(database.sessions).isEmpty();
    }

    @Test
    void deletionIsNotBlockedByADatabaseThatCannotBeReached() {
        benchmark.setStatus(withRun(new RunStatus("dead", "x", "2026-01-01T00:00:00Z", 77L, "2026-01-01 00:00:77")));
        database.unreachable = true;

        await().atMost(Duration.ofSeconds(10)).until(() -> benchmarks.letGo(benchmark, () -> {}));

        assertThat(database.statements).isEmpty();
    }

    // ---------------------------------------------------------------- reconciling by hand

    /** One reconciliation, its status written. */
    private Next reconcile() {
        Next next = benchmarks.advance(benchmark, () -> {});
        benchmark.setStatus(statuses.withStatus(benchmark, next.facts(), next.progress() != null)
                .getStatus());
        if (next.progress() != null) {
            next.progress().acknowledge(next.facts().run());
        }
        return next;
    }

    private QueryBenchmarkStatus reconcileUntil(Predicate<QueryBenchmarkStatus> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    reconcile();
                    return condition.test(benchmark.getStatus());
                });
        return benchmark.getStatus();
    }

    private QueryBenchmarkStatus finish() {
        String hash = BenchmarkDesign.of(benchmark).hash();
        String cluster = kubernetes
                .list("redshiftwarehouses")
                .get(0)
                .at("/status/clusterNamespaceArn")
                .asText();
        return reconcileUntil(status -> hash.equals(status.measured())
                && cluster.equals(status.cluster())
                && Set.of("Finished", "ResultsDiffer").contains(status.state()));
    }

    private void edit(String from, String to) {
        QueryBenchmark edited = Serialization.unmarshal(spec.replace(from, to), QueryBenchmark.class);
        assertThat(spec).contains(from);
        spec = spec.replace(from, to);
        benchmark.setSpec(edited.getSpec());
        benchmark.getMetadata().setGeneration(benchmark.getMetadata().getGeneration() + 1);
    }

    private static String warehouse(String ready, String cluster) {
        return WAREHOUSE.replace("READY", ready).replace("CLUSTER", cluster);
    }

    private static QueryBenchmarkStatus withRun(RunStatus run) {
        return new QueryBenchmarkStatus(
                1L, null, "Running", null, run, null, null, null, null, null, null, null, null, null, null);
    }

    private @Nullable ConditionStatus condition(String type) {
        Condition condition = Conditions.find(benchmark.getStatus().conditions(), type);
        return condition == null ? null : condition.status();
    }

    private String message() {
        return Objects.requireNonNull(Conditions.find(benchmark.getStatus().conditions(), Condition.READY))
                .message();
    }

    private JsonNode configMap(String name) {
        return kubernetes.list("configmaps").stream()
                .filter(configMap -> configMap.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> events() {
        return kubernetes.list("events").stream()
                .map(event -> event.path("reason").asText())
                .toList();
    }

    private static Aws noAws() {
        return (Aws) Proxy.newProxyInstance(
                BenchmarksTest.class.getClassLoader(), new Class<?>[] {Aws.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A clock that goes when told. */
    private static final class Time extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
