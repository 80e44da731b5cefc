package io.redshiftops.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AWS fails in each of its ways; warehouses and loads end as they should, with nothing twice and nothing left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the faults of the sandbox")
class FaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The SDK makes three attempts by itself, so that fewer strikes would not reach the operator. */
    private static final int STRIKES = 4;

    /** For what the SDK does not try again. */
    private static final int STRIKES_AT_ONCE = 2;

    private static final String WAREHOUSE = """
            apiVersion: redshiftops.io/v1alpha1
            kind: RedshiftWarehouse
            metadata: {name: w}
            spec:
              provisioned: {nodeType: ra3.xlplus, numberOfNodes: 2}
              database: dwh
              iamRole: {create: {readBuckets: [redshiftops-sample-data]}}
              network: {ingress: [{cidr: 10.0.0.0/8}]}
              deletion: {policy: Delete}
            """;

    private SandboxProcess sandbox;
    private Resources resources;
    private final List<HasMetadata> applied = new ArrayList<>();

    /**
     * Faults of one kind, on operations that a warehouse needs.
     *
     * @param limits further fields of each fault, as JSON
     * @param operations as {@code service:Operation}
     */
    private record Failure(String kind, String limits, List<String> operations) {

        static Failure repeated(int times, String kind, String... operations) {
            return new Failure(kind, "\"times\": " + times, List.of(operations));
        }

        static Failure lasting(String kind, int seconds, String... operations) {
            return new Failure(kind, "\"times\": 1, \"duration\": \"PT" + seconds + "S\"", List.of(operations));
        }

        Stream<String> json() {
            return operations.stream()
                    .map(operation -> operation.split(":", -1))
                    .map(name -> "{\"kind\": \"%s\", \"service\": \"%s\", \"operation\": \"%s\", %s}"
                            .formatted(kind, name[0], name[1], limits));
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    static Stream<List<Failure>> failures() {
        return Stream.of(
                List.of(Failure.repeated(
                        STRIKES,
                        "THROTTLE",
                        "iam:CreateRole",
                        "redshift:DescribeClusters",
                        "redshift:CreateCluster",
                        "redshift:DeleteCluster")),
                List.of(Failure.repeated(
                        STRIKES,
                        "SERVER_ERROR",
                        "iam:PutRolePolicy",
                        "ec2:AuthorizeSecurityGroupIngress",
                        "redshift:CreateCluster",
                        "iam:DeleteRole")),
                List.of(
                        Failure.repeated(STRIKES_AT_ONCE, "BUSY", "iam:PutRolePolicy", "redshift:DeleteCluster"),
                        Failure.repeated(STRIKES_AT_ONCE, "EXPIRED_TOKEN", "iam:GetRole", "ec2:DeleteSecurityGroup"),
                        new Failure(
                                "ERROR",
                                "\"times\": 1, \"code\": \"InsufficientClusterCapacity\", \"message\": \"none left\"",
                                List.of("redshift:CreateCluster"))),
                List.of(new Failure(
                        "LOST_REPLY",
                        "\"times\": 1",
                        List.of(
                                "iam:CreateRole",
                                "iam:PutRolePolicy",
                                "ec2:CreateSecurityGroup",
                                "ec2:AuthorizeSecurityGroupIngress",
                                "redshift:CreateCluster",
                                "redshift:DeleteCluster",
                                "ec2:DeleteSecurityGroup",
                                "iam:DeleteRole"))),
                List.of(Failure.lasting(
                        "HIDE", 6, "iam:CreateRole", "ec2:CreateSecurityGroup", "redshift:CreateCluster")),
                List.of(
                        Failure.lasting("WITHHOLD", 8, "iam:CreateRole"),
                        Failure.lasting("LATENCY", 2, "redshift:DescribeClusters", "redshift:CreateCluster")));
    }

    @BeforeAll
    void start() {
        sandbox = SandboxProcess.start("faults", Map.of("SF", "0.01"));
        resources = new Resources(sandbox.kubernetes(), "default");
        sandbox.send("POST", "clock", "{\"scale\": 2}");
    }

    /** Also after a failed test, so that the next one begins with nothing. */
    @AfterEach
    void cleanUp() {
        sandbox.send("PUT", "faults", "[]");
        deleteAll();
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    private void apply(String yaml) {
        applied.addAll(resources.apply(yaml));
    }

    private void deleteAll() {
        resources.deleteAndAwait(applied, PATIENCE);
        applied.clear();
    }

    private void put(List<Failure> failures) {
        sandbox.send("DELETE", "journal", null);
        sandbox.send(
                "PUT", "faults", failures.stream().flatMap(Failure::json).collect(Collectors.joining(", ", "[", "]")));
    }

    private void assertThatAllStruck(List<Failure> failures) {
        failures.forEach(
                failure -> assertThat(struck(failure.kind())).as(failure.kind()).containsAll(failure.operations()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aWarehouseIsMadeOnceAndLeavesNothingWhatever(List<Failure> failures) {
        put(failures);

        apply(WAREHOUSE);
        resources.awaitReady("RedshiftWarehouse", "w", PATIENCE);

        assertThat(sandbox.createdByOperator().stream()
                        .map(thing -> thing.substring(0, thing.lastIndexOf(' ')))
                        .toList())
                .containsExactlyInAnyOrder(
                        "iam roles", "ec2 securityGroups", "redshift clusters", "secretsmanager secrets");
        assertThat(done("CreateCluster")).isEqualTo(1);
        deleteAll();

        assertThat(sandbox.createdByOperator()).isEmpty();
        assertThatAllStruck(failures);
    }

    @Test
    void aLoadCountsEveryRowOnceThroughFailuresOfItsReads() throws SQLException {
        apply(WAREHOUSE);
        resources.awaitReady("RedshiftWarehouse", "w", PATIENCE);
        List<Failure> failures = List.of(
                Failure.repeated(STRIKES, "THROTTLE", "sts:AssumeRole"),
                Failure.repeated(STRIKES, "SERVER_ERROR", "s3:ListObjectsV2"),
                Failure.repeated(STRIKES_AT_ONCE, "EXPIRED_TOKEN", "s3:ListObjectsV2"));
        put(failures);

        apply("""
                apiVersion: redshiftops.io/v1alpha1
                kind: S3Load
                metadata: {name: suppliers}
                spec:
                  warehouseRef: {name: w}
                  setup:
                  - name: table
                    sql: "CREATE TABLE supplier (s_suppkey integer, s_name varchar(25), s_address varchar(25),\
                 s_city varchar(10), s_nation varchar(15), s_region varchar(12), s_phone varchar(15))"
                  source: {uri: s3://redshiftops-sample-data/ssbgz/supplier/, region: us-west-2}
                  format: {delimited: {delimiter: "|", compression: Gzip}}
                  tables: [{name: supplier}]
                """);
        resources.awaitReady("S3Load", "suppliers", PATIENCE);

        assertThatAllStruck(failures);
        try (WarehouseDatabase database =
                WarehouseDatabase.connect(sandbox, resources.status("RedshiftWarehouse", "w"), "dwh")) {
            assertThat(database.number("SELECT count(*) FROM supplier")).isEqualTo(20);
        }
        deleteAll();
        assertThat(sandbox.createdByOperator()).isEmpty();
    }

    @Test
    void whatAwsDoesNotShowYetIsNotLeftBehindByAnEarlyDeletion() {
        put(List.of(
                Failure.lasting("HIDE", 20, "iam:CreateRole", "ec2:CreateSecurityGroup", "redshift:CreateCluster")));
        apply(WAREHOUSE);
        Awaitility.await().atMost(PATIENCE).until(() -> done("CreateRole") == 1);

        deleteAll();

        assertThat(sandbox.createdByOperator()).isEmpty();
    }

    /** How often an operation did what it was asked, whether its reply arrived or not. */
    private long done(String operation) {
        long done = 0;
        for (JsonNode call : sandbox.get("journal")) {
            boolean went = call.path("errorCode").isNull();
            done += went && call.path("operation").asText().equals(operation) ? 1 : 0;
        }
        return done;
    }

    /** The operations, as {@code service:Operation}, that a kind of fault has struck. */
    private Set<String> struck(String kind) {
        Set<String> operations = new TreeSet<>();
        for (JsonNode call : sandbox.get("journal")) {
            for (JsonNode fault : call.path("faults")) {
                if (fault.asText().equals(kind)) {
                    operations.add(call.path("service").asText() + ":"
                            + call.path("operation").asText());
                }
            }
        }
        return operations;
    }
}
