package io.redshiftops.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests to the sandbox's own routes, as curl would send them. */
final class SandboxRequests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    SandboxRequests(URI endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body the JSON
     */
    record Answer(int status, JsonNode body) {

        String error() {
            return body.path("error").asText();
        }
    }

    Answer get(String name) throws IOException, InterruptedException {
        return send("GET", name, "");
    }

    Answer send(String method, String name, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/_sandbox/" + name))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }
}
