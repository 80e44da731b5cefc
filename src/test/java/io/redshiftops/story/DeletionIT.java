package io.redshiftops.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Objects are deleted while they work. */
@TestInstance(Lifecycle.PER_CLASS)
class DeletionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** No job that is asked to stop needs longer. */
    private static final Duration PROMPT = Duration.ofSeconds(20);

    private final SandboxProcess sandbox = SandboxProcess.start("deletion", Map.of("SF", "0.1"));
    private final Resources resources = new Resources(sandbox.kubernetes(), "default");

    @BeforeAll
    void aWarehouse() {
        resources.apply(warehouse("w"));
        resources.awaitReady("RedshiftWarehouse", "w", PATIENCE);
    }

    @AfterAll
    void end() {
        sandbox.close();
    }

    private static String warehouse(String name) {
        return """
                apiVersion: redshiftops.io/v1alpha1
                kind: RedshiftWarehouse
                metadata: {name: %s}
                spec:
                  provisioned: {nodeType: ra3.xlplus, numberOfNodes: 2}
                  database: dwh
                  iamRole: {create: {readBuckets: [redshiftops-sample-data]}}
                  deletion: {policy: Delete}
                """.formatted(name);
    }

    private void load(String name, String warehouse) {
        resources.apply("""
                apiVersion: redshiftops.io/v1alpha1
                kind: S3Load
                metadata: {name: %1$s}
                spec:
                  warehouseRef: {name: %2$s}
                  setup:
                  - name: table
                    sql: |
                      CREATE TABLE IF NOT EXISTS %1$s (
                        lo_orderkey integer, lo_linenumber integer, lo_custkey integer, lo_partkey integer,
                        lo_suppkey integer, lo_orderdate integer, lo_orderpriority varchar(15), lo_shippriority varchar(1),
                        lo_quantity integer, lo_extendedprice integer, lo_ordertotalprice integer, lo_discount integer,
                        lo_revenue integer, lo_supplycost integer, lo_tax integer, lo_commitdate integer,
                        lo_shipmode varchar(10))
                  source: {uri: "s3://redshiftops-sample-data/ssbgz/lineorder/", region: us-west-2}
                  format: {delimited: {delimiter: "|", compression: Gzip}}
                  tables: [{name: %1$s}]
                """.formatted(name, warehouse));
    }

    private void benchmark(String name, String warehouse) {
        resources.apply("""
                apiVersion: redshiftops.io/v1alpha1
                kind: QueryBenchmark
                metadata: {name: %s}
                spec:
                  warehouseRef: {name: %s}
                  baseline: one
                  variants: [{name: one, schema: public}, {name: two, schema: public}]
                  run: {iterations: 200}
                  queries:
                  - name: product
                    sql: |
                      SELECT count(*) FROM pg_class AS one, pg_class AS two
                """.formatted(name, warehouse));
    }

    private void awaitState(String kind, String name, String state) {
        Awaitility.await(kind + " " + name + " " + state)
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> resources.status(kind, name).path("state").asText().equals(state));
    }

    private void assertGone(String kind, String name) {
        Awaitility.await(kind + " " + name + " is gone").atMost(PROMPT).until(() -> !resources.exists(kind, name));
    }

    private List<String> sessions() throws Exception {
        try (WarehouseDatabase database =
                WarehouseDatabase.connect(sandbox, resources.status("RedshiftWarehouse", "w"), "dwh")) {
            return database.column("SELECT process FROM stv_sessions WHERE process <> pg_backend_pid()");
        }
    }

    @Test
    void aLoadThatIsDeletedUnderWayIsRolledBackAndLeavesNoSession() throws Exception {
        try (WarehouseDatabase database =
                WarehouseDatabase.connect(sandbox, resources.status("RedshiftWarehouse", "w"), "dwh")) {
            load("rolledback", "w");
            Awaitility.await("setup is done, COPY is next")
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(PATIENCE)
                    .until(() -> database.number("SELECT count(*) FROM pg_class WHERE relname = 'rolledback'") == 1);

            resources.delete("S3Load", "rolledback");

            assertGone("S3Load", "rolledback");
            assertThat(database.number("SELECT count(*) FROM rolledback")).isZero();
        }
        Awaitility.await()
                .atMost(PROMPT)
                .untilAsserted(() -> assertThat(sessions()).isEmpty());
    }

    @Test
    void aBenchmarkThatIsDeletedUnderWayStopsAndLeavesNoSession() {
        benchmark("stopped", "w");
        awaitState("QueryBenchmark", "stopped", "Running");

        resources.delete("QueryBenchmark", "stopped");

        assertGone("QueryBenchmark", "stopped");
        Awaitility.await()
                .atMost(PROMPT)
                .untilAsserted(() -> assertThat(sessions()).isEmpty());
    }

    @Test
    void aWarehouseThatIsDeletedBeforeItsLoadAndBenchmarkStopsThemAndIsGone() {
        resources.apply(warehouse("first"));
        resources.awaitReady("RedshiftWarehouse", "first", PATIENCE);
        load("underway", "first");
        awaitState("S3Load", "underway", "Loading");
        benchmark("waiting", "first");

        resources.delete("RedshiftWarehouse", "first");

        Awaitility.await().atMost(PATIENCE).until(() -> !resources.exists("RedshiftWarehouse", "first"));
        assertThat(sandbox.createdByOperator()).noneMatch(thing -> thing.contains("default-first"));
        resources.delete("S3Load", "underway");
        resources.delete("QueryBenchmark", "waiting");
        assertGone("S3Load", "underway");
        assertGone("QueryBenchmark", "waiting");
    }
}
