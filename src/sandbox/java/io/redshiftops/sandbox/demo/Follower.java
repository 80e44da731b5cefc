package io.redshiftops.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Watches the three kinds and tells of every change that a person would care about. */
final class Follower implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> KINDS = Map.of(
            "RedshiftWarehouse", "redshiftwarehouses",
            "S3Load", "s3loads",
            "QueryBenchmark", "querybenchmarks");

    private final Teller teller;
    private final List<SharedIndexInformer<GenericKubernetesResource>> informers = new ArrayList<>();
    private final Map<String, State> states = new HashMap<>();
    private final Object changed = new Object();

    Follower(KubernetesClient kubernetes, String namespace, Teller teller) {
        this.teller = teller;
        KINDS.forEach((kind, plural) -> informers.add(kubernetes
                .genericKubernetesResources(context(kind, plural))
                .inNamespace(namespace)
                .inform(new Handler())));
    }

    /** How an object does. */
    private record State(String text, boolean ready, boolean stalled, String message) {}

    static ResourceDefinitionContext context(String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("redshiftops.io")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    static String name(HasMetadata object) {
        return object.getKind().toLowerCase(Locale.ROOT) + "/"
                + object.getMetadata().getName();
    }

    /**
     * Waits until so many objects are Ready.
     *
     * @throws IllegalStateException if one needs a user's help, or it takes too long
     */
    void awaitReady(int count, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (changed) {
            while (states.values().stream().filter(State::ready).count() < count) {
                states.forEach((name, state) -> {
                    if (state.stalled()) {
                        throw new IllegalStateException(name + " needs help: " + state.message());
                    }
                });
                await(deadline, "not Ready: " + notReady());
            }
        }
    }

    private String notReady() {
        List<String> names = new ArrayList<>();
        states.forEach((name, state) -> {
            if (!state.ready()) {
                names.add(name + " (" + state.message() + ")");
            }
        });
        return String.join(", ", names);
    }

    /** Waits until no object is left. */
    void awaitGone(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (changed) {
            while (!states.isEmpty()) {
                await(deadline, "still there: " + states.keySet());
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // Both callers loop.
    private void await(long deadline, String otherwise) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new IllegalStateException(otherwise);
        }
        try {
            changed.wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void seen(GenericKubernetesResource object) {
        JsonNode content = JSON.valueToTree(object.getAdditionalProperties());
        JsonNode status = content.path("status");
        boolean ready = false;
        boolean stalled = false;
        String message = "";
        for (JsonNode condition : status.path("conditions")) {
            boolean holds = condition.path("status").asText().equals("True");
            boolean current = condition.path("observedGeneration").asLong()
                    == object.getMetadata().getGeneration();
            switch (condition.path("type").asText()) {
                case "Ready" -> {
                    ready = holds && current;
                    message = condition.path("message").asText();
                }
                case "Stalled" -> stalled = holds;
                default -> {}
            }
        }
        String text = object.getMetadata().getDeletionTimestamp() == null
                ? text(status, ready)
                : "deleting" + (message.isEmpty() ? "" : ": " + message);
        tell(name(object), new State(text, ready, stalled, message));
    }

    private static String text(JsonNode status, boolean ready) {
        String state = status.path("state").asText("new");
        String progress = status.path("progress").asText("");
        return state + (progress.isEmpty() ? "" : "  " + progress) + (ready ? "  Ready" : "");
    }

    private void tell(String name, State state) {
        synchronized (changed) {
            State before = states.put(name, state);
            if (before == null || !Objects.equals(before.text(), state.text())) {
                teller.event("%-26s %s".formatted(name, state.text()));
            }
            changed.notifyAll();
        }
    }

    private void gone(GenericKubernetesResource object) {
        synchronized (changed) {
            states.remove(name(object));
            teller.event("%-26s gone".formatted(name(object)));
            changed.notifyAll();
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    /** What the informers call. */
    private final class Handler implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource object) {
            seen(object);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
            seen(object);
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
            gone(object);
        }
    }
}
