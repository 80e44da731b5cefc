package io.redshiftops.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the API server for tables, as {@code kubectl get} does. */
final class Tables {

    private static final String ACCEPT = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient kubernetes;

    Tables(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    /**
     * A table.
     *
     * @param header names of the columns that are shown without {@code -o wide}
     */
    record Table(List<String> header, List<List<String>> rows) {}

    /** The objects of a kind in a namespace. */
    Table of(String plural, String namespace) {
        String path = "/apis/redshiftops.io/v1alpha1/namespaces/" + namespace + "/" + plural;
        JsonNode answer = get(path);
        List<Integer> shown = new ArrayList<>();
        List<String> header = new ArrayList<>();
        for (int column = 0; column < answer.get("columnDefinitions").size(); column++) {
            JsonNode definition = answer.get("columnDefinitions").get(column);
            if (definition.path("priority").asInt() == 0) {
                shown.add(column);
                header.add(definition.get("name").asText().toUpperCase(Locale.ROOT));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : answer.path("rows")) {
            List<String> cells = new ArrayList<>();
            for (int column : shown) {
                JsonNode cell = row.get("cells").get(column);
                cells.add(cell == null || cell.isNull() ? "<none>" : cell.asText());
            }
            rows.add(cells);
        }
        return new Table(header, rows);
    }

    private JsonNode get(String path) {
        try {
            String master = kubernetes.getMasterUrl().toString().replaceAll("/$", "");
            HttpResponse<String> response = kubernetes
                    .getHttpClient()
                    .sendAsync(
                            kubernetes
                                    .getHttpClient()
                                    .newHttpRequestBuilder()
                                    .uri(master + path)
                                    .header("Accept", ACCEPT)
                                    .build(),
                            String.class)
                    .get(30, TimeUnit.SECONDS);
            if (!response.isSuccessful()) {
                throw new IllegalStateException("GET " + path + " answered " + response.code() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for " + path, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot get " + path, e);
        }
    }
}
