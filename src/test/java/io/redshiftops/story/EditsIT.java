package io.redshiftops.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.Tag;

/** Specs are edited, and the world follows. */
class EditsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BUCKET = "edited-data";

    @Test
    void aWarehouseFollowsItsSpecAndSaysWhatItDoesNotDoYet() throws Exception {
        try (SandboxProcess sandbox = SandboxProcess.start("edits-warehouse", Map.of("SF", "0.01"));
                Account account = new Account(sandbox)) {
            Resources resources = new Resources(sandbox.kubernetes(), "default");
            resources.apply(warehouse("10.0.0.0/8", "blue", BUCKET, 2, "{managed: {}}", "Delete"));
            resources.awaitReady("RedshiftWarehouse", "w", PATIENCE);
            JsonNode status = resources.status("RedshiftWarehouse", "w");
            String cluster = status.path("clusterIdentifier").asText();
            assertThat(status.path("deletionPolicy").asText()).isEqualTo("Delete");
            assertThat(account.ingress(status.path("securityGroupId").asText())).containsExactly("10.0.0.0/8");
            assertThat(settings(account)).isEqualTo(new ObjectMapper().readTree("""
                                    {"type": "redshift", "provider": "aws", "host": "%1$s", "port": "5439",
                                     "database": "dwh", "username": "awsuser", "uri": "redshift://awsuser@%1$s:5439/dwh",
                                     "jdbc-url": "jdbc:redshift://%1$s:5439/dwh", "secretArn": "%2$s"}
                                    """.formatted(
                                    status.at("/endpoint/address").asText(),
                                    status.path("secretArn").asText())));

            password(sandbox, "First-password-1");
            resources.apply(warehouse(
                    "192.168.0.0/16",
                    "green",
                    "other-data",
                    4,
                    "{secretRef: {name: admin, key: password}}",
                    "Snapshot"));

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode now = resources.status("RedshiftWarehouse", "w");
                assertThat(account.ingress(now.path("securityGroupId").asText()))
                        .containsExactly("192.168.0.0/16");
                assertThat(tags(account.cluster(cluster))).containsEntry("team", "green");
                assertThat(account.rolePolicies(roleName(now)))
                        .contains("other-data")
                        .doesNotContain(BUCKET);
                assertThat(now.path("deletionPolicy").asText()).isEqualTo("Snapshot");
                assertThat(now.path("pendingChanges"))
                        .singleElement()
                        .satisfies(change -> assertThat(change.toString())
                                .contains("numberOfNodes")
                                .contains("4"));
                assertThat(canLogIn(now, sandbox, "First-password-1")).isTrue();
            });
            assertThat(account.cluster(cluster).numberOfNodes()).isEqualTo(2);

            password(sandbox, "Second-password-2");

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    canLogIn(resources.status("RedshiftWarehouse", "w"), sandbox, "Second-password-2"))
                            .isTrue());
            assertThat(canLogIn(resources.status("RedshiftWarehouse", "w"), sandbox, "First-password-1"))
                    .isFalse();

            resources.delete("RedshiftWarehouse", "w");
            Awaitility.await().atMost(PATIENCE).until(() -> !resources.exists("RedshiftWarehouse", "w"));

            assertThat(sandbox.createdByOperator())
                    .singleElement()
                    .satisfies(left -> assertThat(left).contains("snapshot").contains(cluster));
        }
    }

    private static String warehouse(
            String cidr, String team, String bucket, int nodes, String password, String deletion) {
        return """
                apiVersion: redshiftops.io/v1alpha1
                kind: RedshiftWarehouse
                metadata: {name: w}
                spec:
                  provisioned: {nodeType: ra3.xlplus, numberOfNodes: %d}
                  database: dwh
                  adminPassword: %s
                  iamRole: {create: {readBuckets: [%s]}}
                  network: {ingress: [{cidr: %s, description: edited}]}
                  tags: {team: %s}
                  connection: {secretName: w-connection, parameterStore: {name: edited_settings}}
                  deletion: {policy: %s}
                """.formatted(nodes, password, bucket, cidr, team, deletion);
    }

    private static JsonNode settings(Account account) throws Exception {
        return new ObjectMapper().readTree(account.parameter("edited_settings"));
    }

    private static String roleName(JsonNode status) {
        String arn = status.path("roleArn").asText();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static Map<String, String> tags(Cluster cluster) {
        return cluster.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static void password(SandboxProcess sandbox, String password) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("admin")
                .endMetadata()
                .addToData("password", Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8)))
                .build();
        sandbox.kubernetes()
                .secrets()
                .inNamespace("default")
                .resource(secret)
                .fieldManager("story")
                .forceConflicts()
                .serverSideApply();
    }

    private static boolean canLogIn(JsonNode warehouse, SandboxProcess sandbox, String password) {
        try (WarehouseDatabase database = WarehouseDatabase.connect(sandbox, warehouse, "dwh", "awsuser", password)) {
            return database.number("SELECT 1") == 1;
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("password authentication failed");
            return false;
        }
    }

    @Test
    void aLoadTakesTheTablesThatAreAddedAndABenchmarkMeasuresItsNewQueries() throws Exception {
        try (SandboxProcess sandbox = SandboxProcess.start("edits-load", Map.of("SF", "0.01"));
                Account account = new Account(sandbox)) {
            Resources resources = new Resources(sandbox.kubernetes(), "default");
            account.createBucket(BUCKET);
            account.put(BUCKET, "a/part-0.csv", "1,one\n2,two\n");
            account.put(BUCKET, "b/part-0.csv", "3,three\n");
            resources.apply(warehouse("10.0.0.0/8", "blue", BUCKET, 2, "{managed: {}}", "Delete"));
            resources.apply(load("{name: a, schema: x, table: a}"));
            resources.awaitReady("S3Load", "l", PATIENCE);
            String first =
                    resources.status("S3Load", "l").at("/tables/0/queryId").asText();

            resources.apply(load("{name: a, schema: x, table: a}, "
                    + "{name: b, schema: x, table: b, source: {uri: \"s3://%s/b/\"}}".formatted(BUCKET)));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> resources.holds("S3Load", "l", "Ready")
                            && resources.status("S3Load", "l").path("tables").size() == 2);

            JsonNode tables = resources.status("S3Load", "l").path("tables");
            assertThat(tables.at("/0/queryId").asText())
                    .as("the first table was left alone")
                    .isEqualTo(first);
            assertThat(tables.at("/1/rowsLoaded").asLong()).isEqualTo(1);

            resources.apply(benchmark("SELECT count(*) FROM a"));
            resources.awaitReady("QueryBenchmark", "q", PATIENCE);
            String run = resources
                    .status("QueryBenchmark", "q")
                    .at("/queries/0/variants/0")
                    .toString();

            resources.apply(benchmark("SELECT sum(id) FROM a"));
            resources.awaitReady("QueryBenchmark", "q", PATIENCE);

            assertThat(resources
                            .status("QueryBenchmark", "q")
                            .at("/queries/0/variants/0")
                            .toString())
                    .as("measured anew")
                    .isNotEqualTo(run);
        }
    }

    private static String load(String tables) {
        return """
                apiVersion: redshiftops.io/v1alpha1
                kind: S3Load
                metadata: {name: l}
                spec:
                  warehouseRef: {name: w}
                  setup:
                  - {name: schema, sql: CREATE SCHEMA IF NOT EXISTS x}
                  - {name: a, sql: "CREATE TABLE x.a (id integer, word varchar(10))"}
                  - {name: b, sql: "CREATE TABLE x.b (id integer, word varchar(10))"}
                  source: {uri: "s3://%s/a/"}
                  format: {csv: {}}
                  tables: [%s]
                """.formatted(BUCKET, tables);
    }

    private static String benchmark(String sql) {
        return """
                apiVersion: redshiftops.io/v1alpha1
                kind: QueryBenchmark
                metadata: {name: q}
                spec:
                  warehouseRef: {name: w}
                  baseline: x
                  variants: [{name: x, schema: x}, {name: also, schema: x}]
                  run: {warmups: 0, iterations: 10}
                  queries: [{name: one, sql: "%s"}]
                """.formatted(sql);
    }
}
