package io.redshiftops.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The samples from apply to delete, at a small scale. */
class StarSchemaStoryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void theSamplesBecomeAWarehouseFourLoadsAndABenchmarkAndLeaveNothingBehind() {
        try (SandboxProcess sandbox = SandboxProcess.start("star-schema", Map.of("SF", "0.01"))) {
            Resources resources = new Resources(sandbox.kubernetes(), "default");

            List<HasMetadata> objects = resources.apply(Path.of("samples/02-star-schema"));

            for (HasMetadata object : objects) {
                resources.awaitReady(object.getKind(), object.getMetadata().getName(), PATIENCE);
            }
            for (String load : List.of("tickets-split", "tickets-full")) {
                assertThat(resources
                                .status("S3Load", load)
                                .at("/totals/rowsLoaded")
                                .asLong())
                        .as(load)
                        .isEqualTo(200_000);
            }
            JsonNode plain = resources.status("S3Load", "nodist");
            JsonNode designed = resources.status("S3Load", "dist");
            assertThat(plain.at("/totals/rowsLoaded")).isEqualTo(designed.at("/totals/rowsLoaded"));
            assertThat(plain.path("tables")).hasSize(5);
            JsonNode benchmark = resources.status("QueryBenchmark", "designs");
            assertThat(benchmark.path("queries")).hasSize(4).allSatisfy(query -> {
                assertThat(query.path("resultsMatch").asBoolean()).isTrue();
                assertThat(query.at("/variants/0/medianMicros").asLong()).isPositive();
                assertThat(query.at("/variants/1/medianMicros").asLong()).isPositive();
            });
            assertThat(sandbox.kubernetes()
                            .configMaps()
                            .inNamespace("default")
                            .withName(benchmark.path("configMap").asText())
                            .get()
                            .getData())
                    .containsKeys("report.html", "results.json", "samples.csv");

            resources.deleteAndAwait(objects, PATIENCE);

            assertThat(sandbox.createdByOperator()).isEmpty();
            assertThat(sandbox.get("journal"))
                    .filteredOn(call -> call.path("caller").asText().contains("redshift-operator"))
                    .as("calls that the shipped policy does not allow")
                    .noneMatch(call -> call.path("errorCode").asText().startsWith("AccessDenied"));
        }
    }
}
