package io.redshiftops.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client that sends what it is told and shows what comes back. */
final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final HttpClient http;
    private final String url;
    private final String token;
    private final String accept;

    private ApiClient(HttpClient http, String url, String token, String accept) {
        this.http = http;
        this.url = url;
        this.token = token;
        this.accept = accept;
    }

    static ApiClient admin(KubeApiServer server, CertificateAuthority authority) {
        return new ApiClient(
                HttpClient.newBuilder().sslContext(trust(authority)).build(),
                server.url(),
                server.adminToken(),
                "application/json");
    }

    static SSLContext trust(CertificateAuthority authority) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "authority",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(authority.pem().getBytes(StandardCharsets.UTF_8))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same as somebody else; with an empty token as nobody. */
    ApiClient as(String otherToken) {
        return new ApiClient(http, url, otherToken, accept);
    }

    /** The same asking for another form. */
    ApiClient accepting(String mediaType) {
        return new ApiClient(http, url, token, mediaType);
    }

    /** An answer. */
    record Answer(int code, JsonNode body, HttpResponse<byte[]> response) {
        String message() {
            return body.path("message").asText();
        }

        String warning() {
            return String.join("\n", response.headers().allValues("Warning"));
        }
    }

    Answer get(String path) {
        return send("GET", path, "", "");
    }

    Answer delete(String path) {
        return send("DELETE", path, "", "");
    }

    Answer delete(String path, String options) {
        return send("DELETE", path, options, "application/yaml");
    }

    Answer create(String path, String yaml) {
        return send("POST", path, yaml, "application/yaml");
    }

    Answer replace(String path, String yaml) {
        return send("PUT", path, yaml, "application/yaml");
    }

    Answer merge(String path, String yaml) {
        return send("PATCH", path, json(yaml), "application/merge-patch+json");
    }

    Answer patch(String path, String yaml, String kind) {
        return send("PATCH", path, json(yaml), "application/" + kind + "+json");
    }

    Answer apply(String path, String yaml) {
        return send("PATCH", path, yaml, "application/apply-patch+yaml");
    }

    private static String json(String yaml) {
        return yaml(yaml).toString();
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer send(String method, String path, String body, String contentType, String... headers) {
        HttpRequest.Builder request =
                request(path).method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode tree = type.startsWith("application/json")
                    ? JSON.readTree(response.body())
                    : JSON.getNodeFactory().textNode(new String(response.body(), StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), tree, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The events of a watch, as they come; close it to stop watching. */
    Stream<JsonNode> watch(String path) {
        try {
            return http.send(request(path).GET().build(), BodyHandlers.ofLines())
                    .body()
                    .map(ApiClient::tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", accept);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
