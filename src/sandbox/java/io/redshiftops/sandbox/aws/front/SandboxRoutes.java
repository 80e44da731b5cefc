package io.redshiftops.sandbox.aws.front;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import io.redshiftops.sandbox.aws.core.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The sandbox's own routes, under {@code /_sandbox/}: JSON in, JSON out, no signature. */
public final class SandboxRoutes {

    /** Reads and writes the routes' JSON: times as ISO 8601, unknown fields refused. */
    public static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private static final String PREFIX = "/_sandbox/";

    /** Answers a route. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Answers with what Jackson writes as JSON.
         *
         * @param body the request's JSON; a missing node if it has none
         * @throws IllegalArgumentException if the body makes no sense; the text goes to the caller with status 400
         */
        Object answer(JsonNode body) throws JsonProcessingException;
    }

    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();

    /**
     * Adds a route.
     *
     * @param method such as {@code GET}
     * @param name what follows {@code /_sandbox/}
     */
    public void add(String method, String name, Handler handler) {
        if (handlers.putIfAbsent(method + " " + PREFIX + name, handler) != null) {
            throw new IllegalStateException("the route " + method + " " + name + " is there already");
        }
    }

    Reply answer(HttpExchange exchange) {
        String route =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        Handler handler = handlers.get(route);
        if (handler == null) {
            return json(404, Map.of("error", "no route " + route, "routes", new TreeMap<>(handlers).keySet()));
        }
        try {
            return json(200, handler.answer(JSON.readTree(exchange.getRequestBody())));
        } catch (JsonProcessingException e) {
            return json(400, Map.of("error", e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            return json(400, Map.of("error", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply json(int status, Object value) {
        try {
            return Reply.of(
                    status,
                    "application/json",
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
