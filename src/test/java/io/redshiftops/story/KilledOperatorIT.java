package io.redshiftops.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The operator dies without warning at moments spread over the whole story; the story ends the same. */
class KilledOperatorIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A moment at which the operator is killed: as soon as something is seen for the first time. */
    private record Moment(String name, BooleanSupplier seen) {}

    @Test
    void anOperatorKilledAtAnyMomentLoadsEveryRowOnceAndLeavesNothingBehind() throws SQLException {
        try (SandboxProcess sandbox = SandboxProcess.start("killed", Map.of("SF", "0.01"))) {
            Resources resources = new Resources(sandbox.kubernetes(), "default");
            List<HasMetadata> objects = resources.apply(Path.of("samples/02-star-schema"));

            List<String> missed = killAt(sandbox, building(sandbox, resources), () -> allReady(resources, objects));

            assertThat(missed).as("moments that never came").isEmpty();
            JsonNode warehouse = resources.status("RedshiftWarehouse", "dwh");
            try (WarehouseDatabase database = WarehouseDatabase.connect(sandbox, warehouse, "dwh")) {
                assertThat(database.number("SELECT count(*) FROM sporting_event_ticket"))
                        .isEqualTo(200_000);
                assertThat(database.number("SELECT count(DISTINCT id) FROM sporting_event_ticket"))
                        .isEqualTo(200_000);
                assertThat(database.number("SELECT count(*) FROM sporting_event_ticket_full"))
                        .isEqualTo(200_000);
                for (String table : List.of("part", "supplier", "customer", "dwdate", "lineorder")) {
                    assertThat(database.number("SELECT count(*) FROM nodist." + table))
                            .as(table)
                            .isPositive()
                            .isEqualTo(database.number("SELECT count(*) FROM dist." + table));
                }
                assertThat(database.number("SELECT count(*) FROM (SELECT lo_orderkey, lo_linenumber FROM dist.lineorder"
                                + " GROUP BY 1, 2 HAVING count(*) > 1) AS twice"))
                        .isZero();
            }

            deleteAll(resources, objects);
            List<String> missedWhileDeleting =
                    killAt(sandbox, tearingDown(sandbox), () -> noneExists(resources, objects));

            assertThat(missedWhileDeleting).as("moments that never came").isEmpty();
            assertThat(sandbox.createdByOperator()).isEmpty();
        }
    }

    private static List<Moment> building(SandboxProcess sandbox, Resources resources) {
        List<Moment> moments = new ArrayList<>();
        for (String operation : List.of("CreateRole", "PutRolePolicy", "CreateSecurityGroup", "CreateCluster")) {
            moments.add(new Moment(operation, () -> called(sandbox, operation)));
        }
        moments.add(new Moment("warehouse Ready", () -> resources.holds("RedshiftWarehouse", "dwh", "Ready")));
        for (String load : List.of("tickets-split", "tickets-full", "nodist", "dist")) {
            moments.add(new Moment(
                    load + " begins",
                    () -> List.of("Loading", "Loaded")
                            .contains(resources
                                    .status("S3Load", load)
                                    .path("state")
                                    .asText())));
            moments.add(new Moment(load + " Ready", () -> resources.holds("S3Load", load, "Ready")));
        }
        moments.add(new Moment("dist in the middle", () -> tablesLoaded(resources, "dist") >= 2));
        moments.add(new Moment(
                "benchmark runs",
                () -> resources
                        .status("QueryBenchmark", "designs")
                        .path("state")
                        .asText()
                        .equals("Running")));
        return moments;
    }

    private static List<Moment> tearingDown(SandboxProcess sandbox) {
        List<Moment> moments = new ArrayList<>();
        for (String operation : List.of("DeleteCluster", "DeleteSecurityGroup", "DeleteRole")) {
            moments.add(new Moment(operation, () -> called(sandbox, operation)));
        }
        return moments;
    }

    private static long tablesLoaded(Resources resources, String load) {
        long loaded = 0;
        for (JsonNode table : resources.status("S3Load", load).path("tables")) {
            loaded += table.path("state").asText().equals("Loaded") ? 1 : 0;
        }
        return loaded;
    }

    private static boolean called(SandboxProcess sandbox, String operation) {
        for (JsonNode call : sandbox.get("journal")) {
            if (call.path("operation").asText().equals(operation)) {
                return true;
            }
        }
        return false;
    }

    /** Kills the operator at each moment, once, until the end is reached; returns the moments that never came. */
    private static List<String> killAt(SandboxProcess sandbox, List<Moment> moments, BooleanSupplier end) {
        Deque<Moment> left = new ArrayDeque<>(moments);
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            boolean killed = left.removeIf(moment -> moment.seen().getAsBoolean());
            if (killed) {
                sandbox.killOperator();
            }
            return !killed && end.getAsBoolean();
        });
        return left.stream().map(Moment::name).toList();
    }

    private static boolean allReady(Resources resources, List<HasMetadata> objects) {
        return objects.stream()
                .allMatch(object ->
                        resources.holds(object.getKind(), object.getMetadata().getName(), "Ready"));
    }

    private static void deleteAll(Resources resources, List<HasMetadata> objects) {
        objects.forEach(object ->
                resources.delete(object.getKind(), object.getMetadata().getName()));
    }

    private static boolean noneExists(Resources resources, List<HasMetadata> objects) {
        return objects.stream()
                .noneMatch(object ->
                        resources.exists(object.getKind(), object.getMetadata().getName()));
    }
}
