package io.redshiftops.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.ApiClient.Answer;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadTest {

    private static final String PORT = "/api/v1/namespaces/port/configmaps";
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static KubeApiServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        server = KubeApiServer.start(AUTHORITY, 0);
        client = ApiClient.admin(server, AUTHORITY);
        for (String namespace : List.of("port", "sea")) {
            client.create(
                    "/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}");
        }
        create("port", "ann", "{hull: wood, size: big}");
        create("port", "bob", "{hull: steel, size: big}");
        create("port", "eve", "{hull: steel}");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static Answer create(String namespace, String name, String labels) {
        return client.create(
                "/api/v1/namespaces/" + namespace + "/configmaps",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", labels: " + labels + "}}");
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.path("items").spliterator(), false)
                .map(item -> item.path("metadata").path("name").asText())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hull%3Dsteel               | bob eve
                    hull!%3Dsteel,hull         | ann
                    size                       | ann bob
                    !size,hull                 | eve
                    hull%20in%20(wood,tin)     | ann
                    hull%20notin%20(wood),size | bob
                    """)
    void labelSelectorsPick(String selector, String expected) {
        Answer list = client.get(PORT + "?labelSelector=" + selector);

        assertThat(names(list.body())).containsExactly(expected.split(" ", -1));
    }

    @Test
    void aMalformedSelectorIsRefused() {
        assertThat(client.get(PORT + "?labelSelector=a%3D%3D%3Db").code()).isEqualTo(400);
    }

    @Test
    void pagesContinueOneAnother() {
        JsonNode first = client.get(PORT + "?limit=2&labelSelector=hull").body();
        String token = first.path("metadata").path("continue").asText();
        create("port", "zed", "{}");

        JsonNode second = client.get(PORT + "?limit=2&labelSelector=hull&continue=" + token)
                .body();

        assertThat(names(first)).containsExactly("ann", "bob");
        assertThat(names(second)).containsExactly("eve");
        assertThat(second.path("metadata").has("continue")).isFalse();
        client.delete(PORT + "/zed");
    }

    @Test
    void aWatchTellsWhatHappensAfterItsVersion() {
        String sea = "/api/v1/namespaces/sea/configmaps";
        String version =
                client.get(sea).body().path("metadata").path("resourceVersion").asText();
        create("sea", "whale", "{swims: 'yes'}");
        create("port", "crate", "{swims: 'no'}");
        client.merge(sea + "/whale", "{metadata: {labels: {swims: deep}}}");
        client.merge(sea + "/whale", "{metadata: {labels: {swims: null}}}");

        List<String> events;
        try (Stream<JsonNode> watch =
                client.watch(sea + "?watch=1&labelSelector=swims&timeoutSeconds=1&resourceVersion=" + version)) {
            events = watch.map(event -> event.path("type").asText() + " "
                            + event.path("object").path("metadata").path("name").asText() + " "
                            + event.path("object")
                                    .path("metadata")
                                    .path("labels")
                                    .path("swims")
                                    .asText())
                    .toList();
        }

        assertThat(events)
                .as("an object that leaves the selection is deleted, in its state before")
                .containsExactly("ADDED whale yes", "MODIFIED whale deep", "DELETED whale deep");
    }

    @Test
    void initialEventsEndWithABookmark() {
        try (Stream<JsonNode> watch = client.watch(
                PORT
                        + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=hull&timeoutSeconds=5")) {
            Iterator<JsonNode> events = watch.iterator();
            for (String name : List.of("ann", "bob", "eve")) {
                assertThat(events.next()
                                .path("object")
                                .path("metadata")
                                .path("name")
                                .asText())
                        .isEqualTo(name);
            }
            JsonNode bookmark = events.next();
            assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
            assertThat(bookmark.path("object")
                            .path("metadata")
                            .path("annotations")
                            .path("k8s.io/initial-events-end")
                            .asText())
                    .isEqualTo("true");
        }
    }

    @Test
    void aWatchFromTooLongAgoIsExpired() {
        try (Stream<JsonNode> watch = client.watch(PORT + "?watch=1&resourceVersion=1&timeoutSeconds=5")) {
            JsonNode event = watch.iterator().next();
            assertThat(event.path("type").asText()).isEqualTo("ERROR");
            assertThat(event.path("object").path("code").asInt()).isEqualTo(410);
            assertThat(event.path("object").path("reason").asText()).isEqualTo("Expired");
        }
    }

    @Test
    void metadataAloneCanBeAskedFor() {
        JsonNode partial = client.accepting("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")
                .get(PORT + "/ann")
                .body();

        assertThat(partial.path("kind").asText()).isEqualTo("PartialObjectMetadata");
        assertThat(partial.path("metadata").path("name").asText()).isEqualTo("ann");
    }

    @Test
    void anUnknownPathIsNoObject() {
        Answer unknown = client.get("/apis/nowhere.example.org/v1/things");

        assertThat(unknown.code()).isEqualTo(404);
        assertThat(unknown.body().asText()).isEqualTo("404 page not found\n");
    }

    @Test
    void everyNamespaceHasAServiceAccountAndTheAuthority() {
        await().until(() ->
                client.get("/api/v1/namespaces/port/serviceaccounts/default").code() == 200
                        && client.get(PORT + "/kube-root-ca.crt").code() == 200);
        assertThat(client.get(PORT + "/kube-root-ca.crt")
                        .body()
                        .path("data")
                        .path("ca.crt")
                        .asText())
                .isEqualTo(AUTHORITY.pem());
    }
}
