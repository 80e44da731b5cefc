package io.redshiftops.sandbox.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.codec.YamlWriter;
import io.redshiftops.sandbox.kube.model.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes answers. */
final class Reply {

    private static final int GZIP_FROM = 128 * 1024;

    private final HttpExchange exchange;

    Reply(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Announces what the user is to be warned of, instead of what was announced before. */
    void warn(List<String> warnings) {
        exchange.getResponseHeaders().remove("Warning");
        for (String warning : warnings) {
            String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\\p{Cntrl}]", "");
            exchange.getResponseHeaders().add("Warning", "299 - \"" + quoted + "\"");
        }
    }

    void tree(int code, JsonNode tree, MediaType type) throws IOException {
        byte[] body = type.isYaml() ? YamlWriter.text(tree).getBytes(StandardCharsets.UTF_8) : JsonWriter.bytes(tree);
        send(code, type.isYaml() ? MediaType.YAML : MediaType.JSON, body);
    }

    void json(int code, JsonNode tree) throws IOException {
        send(code, MediaType.JSON, JsonWriter.bytes(tree));
    }

    void error(ApiException e) throws IOException {
        if (e.retryAfterSeconds() > 0) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(e.retryAfterSeconds()));
        }
        json(e.code(), e.toStatus());
    }

    /** A text that is no object, such as that of a path that does not exist. */
    void text(int code, String contentType, String text) throws IOException {
        send(code, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to a path that nobody knows. */
    void notFound() throws IOException {
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        text(404, "text/plain; charset=utf-8", "404 page not found\n");
    }

    void send(int code, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache, private");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(code, -1);
            return;
        }
        byte[] sent = compress(body);
        exchange.sendResponseHeaders(code, sent.length == 0 ? -1 : sent.length);
        if (sent.length > 0) {
            exchange.getResponseBody().write(sent);
        }
    }

    private byte[] compress(byte[] body) throws IOException {
        String accepted = String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
        if (body.length < GZIP_FROM || !accepted.contains("gzip")) {
            return body;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        return out.toByteArray();
    }

    /** Begins an answer that goes on and on; its head is sent at once. */
    OutputStream stream(String contentType) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache, private");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        return out;
    }
}
