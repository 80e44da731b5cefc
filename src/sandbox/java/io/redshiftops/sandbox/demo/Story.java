package io.redshiftops.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The star schema, from files in S3 to a table of query times, and everything deleted again. */
final class Story {

    private static final String NAMESPACE = "default";
    private static final String BENCHMARK = "designs";
    private static final Duration PATIENCE = Duration.ofMinutes(45);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient kubernetes;
    private final URI aws;
    private final Path samples;
    private final Path page;
    private final Teller teller;

    /**
     * The story of a folder of samples.
     *
     * @param aws where the emulated AWS listens
     * @param samples the folder that is applied
     * @param page where the page with charts is put
     */
    Story(KubernetesClient kubernetes, URI aws, Path samples, Path page, Teller teller) {
        this.kubernetes = kubernetes;
        this.aws = aws;
        this.samples = samples;
        this.page = page;
        this.teller = teller;
    }

    /** Everything up to the page. */
    void build() {
        teller.heading("A warehouse, four loads and a benchmark, from YAML");
        teller.command("kubectl apply -f " + samples + "/");
        List<HasMetadata> objects = manifests();
        try (Follower follower = new Follower(kubernetes, NAMESPACE, teller)) {
            for (HasMetadata object : objects) {
                kubernetes.resource(object).inNamespace(NAMESPACE).serverSideApply();
                teller.event(Follower.name(object) + " applied");
            }
            follower.awaitReady(objects.size(), PATIENCE);
        }
        show("redshiftwarehouses");
        show("s3loads");
        show("querybenchmarks");
        loads();
        queries();
        savePage();
    }

    /** Deletes everything and looks what is left. */
    void tearDown() {
        teller.heading("Everything deleted again");
        teller.command("kubectl delete -f " + samples + "/");
        try (Follower follower = new Follower(kubernetes, NAMESPACE, teller)) {
            for (HasMetadata object : manifests()) {
                kubernetes.resource(object).inNamespace(NAMESPACE).delete();
            }
            follower.awaitGone(PATIENCE);
        }
        left();
    }

    private List<HasMetadata> manifests() {
        List<HasMetadata> objects = new ArrayList<>();
        try (Stream<Path> files = Files.list(samples)) {
            for (Path file : files.sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    objects.addAll(kubernetes.load(in).items());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    private void show(String plural) {
        teller.line("");
        teller.command("kubectl get " + plural);
        Tables.Table table = new Tables(kubernetes).of(plural, NAMESPACE);
        teller.table(table.header(), table.rows());
    }

    /** The tickets twice, and the star schema twice: what one saves on loading. */
    private void loads() {
        teller.heading("The same rows, loaded in two ways");
        List<List<String>> rows = new ArrayList<>();
        for (String name : List.of("tickets-split", "tickets-full", "nodist", "dist")) {
            JsonNode totals = status("S3Load", "s3loads", name).path("totals");
            rows.add(List.of(
                    name,
                    totals.path("files").asText(),
                    String.format(Locale.ROOT, "%,d", totals.path("rowsLoaded").asLong()),
                    totals.path("seconds").asText()));
        }
        teller.table(List.of("LOAD", "OBJECTS", "ROWS", "SECONDS"), rows);
    }

    private void queries() {
        teller.heading("Four queries on both designs (median of the samples)");
        List<List<String>> rows = new ArrayList<>();
        JsonNode status = status("QueryBenchmark", "querybenchmarks", BENCHMARK);
        for (JsonNode query : status.path("queries")) {
            JsonNode baseline = query.path("variants").path(0);
            JsonNode candidate = query.path("variants").path(1);
            rows.add(List.of(
                    query.path("name").asText(),
                    millis(baseline),
                    millis(candidate),
                    candidate.path("improvementPercent").asText("-") + " %",
                    candidate.path("rows").asText(),
                    query.path("resultsMatch").asBoolean() ? "equal" : "DIFFERENT"));
        }
        teller.table(List.of("QUERY", "NODIST MS", "DIST MS", "IMPROVEMENT", "ROWS", "RESULTS"), rows);
        teller.line("");
        teller.line("The sandbox has one PostgreSQL behind each cluster: it shows how to measure, and nothing of what");
        teller.line("distribution does on real nodes (docs/sandbox.md).");
    }

    private static String millis(JsonNode variant) {
        return String.format(Locale.ROOT, "%.1f", variant.path("medianMicros").asLong() / 1000.0);
    }

    private JsonNode status(String kind, String plural, String name) {
        GenericKubernetesResource object = kubernetes
                .genericKubernetesResources(Follower.context(kind, plural))
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
        return JSON.valueToTree(object.getAdditionalProperties()).path("status");
    }

    private void savePage() {
        String name = status("QueryBenchmark", "querybenchmarks", BENCHMARK)
                .path("configMap")
                .asText();
        ConfigMap configMap =
                kubernetes.configMaps().inNamespace(NAMESPACE).withName(name).get();
        try {
            Files.writeString(page, configMap.getData().get("report.html"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        teller.line("");
        teller.line("The page with charts: " + page.toAbsolutePath());
    }

    /** What the operator made in AWS and is still there: nothing, or the demo has failed. */
    private void left() {
        JsonNode resources = get("_sandbox/resources");
        List<String> left = new ArrayList<>();
        for (var service : resources.properties()) {
            for (var kind : service.getValue().properties()) {
                for (JsonNode resource : kind.getValue()) {
                    if (resource.path("createdBy").asText().equals("redshift-operator")) {
                        left.add(service.getKey() + " " + kind.getKey() + " "
                                + resource.path("id").asText());
                    }
                }
            }
        }
        teller.line("");
        if (!left.isEmpty()) {
            throw new IllegalStateException("left in AWS: " + left);
        }
        teller.line("Left in AWS of what the operator made: nothing.");
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(aws.resolve("/" + path)).build(),
                            HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
