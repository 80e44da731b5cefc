package io.redshiftops.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The operator's objects in one namespace, as a user without its classes sees them. */
final class Resources {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PLURALS = Map.of(
            "RedshiftWarehouse", "redshiftwarehouses",
            "S3Load", "s3loads",
            "QueryBenchmark", "querybenchmarks");

    private final KubernetesClient kubernetes;
    private final String namespace;

    Resources(KubernetesClient kubernetes, String namespace) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
    }

    /** Applies every object in a file, or in the files of a folder. */
    List<HasMetadata> apply(Path path) {
        List<HasMetadata> applied = new ArrayList<>();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                applied.addAll(apply(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return applied;
    }

    /** Applies every object in a text. */
    List<HasMetadata> apply(String yaml) {
        List<HasMetadata> objects = kubernetes
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
        objects.forEach(object -> kubernetes
                .resource(object)
                .inNamespace(namespace)
                .fieldManager("story")
                .forceConflicts()
                .serverSideApply());
        return objects;
    }

    private Resource<GenericKubernetesResource> resource(String kind, String name) {
        return kubernetes
                .genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup("redshiftops.io")
                        .withVersion("v1alpha1")
                        .withKind(kind)
                        .withPlural(PLURALS.get(kind))
                        .withNamespaced(true)
                        .build())
                .inNamespace(namespace)
                .withName(name);
    }

    /** The status of an object; a missing node if there is none. */
    JsonNode status(String kind, String name) {
        GenericKubernetesResource object = resource(kind, name).get();
        return JSON.valueToTree(object == null ? Map.of() : object.getAdditionalProperties())
                .path("status");
    }

    /** Whether a condition is True for the object as it is now. */
    boolean holds(String kind, String name, String type) {
        GenericKubernetesResource object = resource(kind, name).get();
        return object != null
                && condition(kind, name, type)
                        .filter(condition -> condition.path("status").asText().equals("True"))
                        .filter(condition ->
                                condition.path("observedGeneration").asLong()
                                        == object.getMetadata().getGeneration())
                        .isPresent();
    }

    /** A condition, if it is there. */
    Optional<JsonNode> condition(String kind, String name, String type) {
        for (JsonNode condition : status(kind, name).path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    void awaitReady(String kind, String name, Duration patience) {
        await(kind, name, patience).until(() -> holds(kind, name, "Ready"));
    }

    /** Waits until an object says that it needs help, for a reason. */
    JsonNode awaitStalled(String kind, String name, String reason, Duration patience) {
        await(kind, name, patience)
                .until(() -> condition(kind, name, "Stalled")
                        .filter(condition -> condition.path("status").asText().equals("True"))
                        .filter(condition -> condition.path("reason").asText().equals(reason))
                        .isPresent());
        return condition(kind, name, "Stalled").orElseThrow();
    }

    private org.awaitility.core.ConditionFactory await(String kind, String name, Duration patience) {
        return Awaitility.await()
                .conditionEvaluationListener(evaluated -> {
                    if (evaluated.getRemainingTimeInMS() <= 0) {
                        System.err.println(kind + " " + name + ": " + status(kind, name));
                    }
                })
                .pollInterval(Duration.ofMillis(100))
                .atMost(patience);
    }

    /** Sets an annotation. */
    void annotate(String kind, String name, String key, String value) {
        resource(kind, name).edit(object -> {
            object.getMetadata().setAnnotations(Map.of(key, value));
            return object;
        });
    }

    void delete(String kind, String name) {
        resource(kind, name).delete();
    }

    boolean exists(String kind, String name) {
        return resource(kind, name).get() != null;
    }

    /** Deletes objects in their order and waits until all are gone. */
    void deleteAndAwait(List<HasMetadata> objects, Duration patience) {
        objects.forEach(object -> delete(object.getKind(), object.getMetadata().getName()));
        Awaitility.await()
                .atMost(patience)
                .until(() -> objects.stream()
                        .noneMatch(object ->
                                exists(object.getKind(), object.getMetadata().getName())));
    }
}
