package io.redshiftops.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * As much of a Kubernetes API server as benchmarks and loads ask for: single objects are read, created and replaced, with resource
 * versions that conflict. It has no defaults, validation or watches.
 */
public final class FakeKubernetes implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();
    private final HttpServer server;
    public final KubernetesClient client;

    public FakeKubernetes() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "fake-kubernetes");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withRequestRetryBackoffLimit(0)
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Puts an object there, as a user would. */
    public void apply(String yaml) {
        put(Serialization.unmarshal(yaml, ObjectNode.class));
    }

    void apply(HasMetadata object) {
        put(JSON.<ObjectNode>valueToTree(object));
    }

    private void put(ObjectNode object) {
        String plural = object.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
        put(plural + "/" + object.at("/metadata/name").asText(), object);
    }

    /** Takes an object away. */
    public void delete(String plural, String name) {
        objects.remove(plural + "/" + name);
    }

    /** The objects of a kind. */
    List<JsonNode> list(String plural) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(plural + "/"))
                .map(entry -> (JsonNode) entry.getValue())
                .collect(Collectors.toList());
    }

    private ObjectNode put(String key, ObjectNode object) {
        ObjectNode metadata = object.withObject("/metadata");
        metadata.put("resourceVersion", Long.toString(versions.incrementAndGet()));
        objects.put(key, object);
        return object;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        List<String> path = List.of(exchange.getRequestURI().getPath().split("/", -1));
        String last = path.get(path.size() - 1);
        String plural = path.get(path.size() - 2);
        synchronized (objects) {
            switch (exchange.getRequestMethod()) {
                case "GET", "PATCH" -> answer(exchange, objects.get(plural + "/" + last));
                case "POST" -> create(exchange, last, (ObjectNode) JSON.readTree(body));
                case "PUT" -> replace(exchange, plural + "/" + last, (ObjectNode) JSON.readTree(body));
                default -> status(exchange, 405);
            }
        }
    }

    private void create(HttpExchange exchange, String plural, ObjectNode object) throws IOException {
        String key = plural + "/" + object.at("/metadata/name").asText();
        if (objects.containsKey(key)) {
            status(exchange, 409);
        } else {
            answer(exchange, put(key, object));
        }
    }

    private void replace(HttpExchange exchange, String key, ObjectNode object) throws IOException {
        String known = Objects.requireNonNull(objects.get(key))
                .at("/metadata/resourceVersion")
                .asText();
        String based = object.at("/metadata/resourceVersion").asText();
        if (based.equals(known)) {
            answer(exchange, put(key, object));
        } else {
            status(exchange, 409);
        }
    }

    private static void answer(HttpExchange exchange, @Nullable ObjectNode object) throws IOException {
        if (object == null) {
            status(exchange, 404);
        } else {
            send(exchange, 200, object.toString());
        }
    }

    private static void status(HttpExchange exchange, int code) throws IOException {
        send(
                exchange,
                code,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d}".formatted(code));
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Refuses every connection from now on. */
    public void stopAnswering() {
        server.stop(0);
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
