package io.redshiftops.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.ApiClient.Answer;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static KubeApiServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        server = KubeApiServer.start(AUTHORITY, 0);
        client = ApiClient.admin(server, AUTHORITY);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static String map(String name, String data) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: " + data + "}";
    }

    private static Answer apply(String name, String data, String manager) {
        return client.apply(MAPS + "/" + name + "?fieldManager=" + manager, map(name, data));
    }

    @Test
    void theFirstApplyCreatesAndOwnsWhatItSays() {
        Answer created = apply("first", "{a: '1'}", "one");

        assertThat(created.code()).isEqualTo(201);
        JsonNode entry = created.body().path("metadata").path("managedFields").get(0);
        assertThat(entry.path("manager").asText()).isEqualTo("one");
        assertThat(entry.path("operation").asText()).isEqualTo("Apply");
        assertThat(entry.path("fieldsV1")).hasToString("{\"f:data\":{\"f:a\":{}}}");
    }

    @Test
    void anotherManagersFieldConflictsUnlessForced() {
        apply("contested", "{a: '1'}", "one");

        Answer refused = apply("contested", "{a: '2'}", "two");
        Answer forced = client.apply(MAPS + "/contested?fieldManager=two&force=true", map("contested", "{a: '2'}"));

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.message()).isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .data.a");
        assertThat(refused.body()
                        .path("details")
                        .path("causes")
                        .get(0)
                        .path("reason")
                        .asText())
                .isEqualTo("FieldManagerConflict");
        assertThat(forced.body().path("data").path("a").asText()).isEqualTo("2");
        assertThat(forced.body().path("metadata").path("managedFields"))
                .extracting(entry -> entry.path("manager").asText())
                .containsExactly("two");
    }

    @Test
    void equalValuesAreOwnedByBothAndStayUntilBothLetGo() {
        apply("shared", "{a: '1', b: '1'}", "one");
        apply("shared", "{a: '1'}", "two");

        Answer oneGone = apply("shared", "{b: '1'}", "one");
        Answer bothGone = apply("shared", "{}", "two");

        assertThat(oneGone.body().path("data").has("a")).isTrue();
        assertThat(bothGone.body().path("data").has("a")).isFalse();
        assertThat(bothGone.body().path("data").has("b")).isTrue();
    }

    @Test
    void anApplyThatChangesNothingKeepsTheVersion() {
        JsonNode before = apply("same", "{a: '1'}", "one").body();

        JsonNode after = apply("same", "{a: '1'}", "one").body();

        assertThat(after).isEqualTo(before);
    }

    @Test
    void anUpdatersFieldConflictsWithTheVersionNamed() {
        client.create(MAPS + "?fieldManager=hand", map("updated", "{a: '1'}"));

        Answer refused = apply("updated", "{a: '2'}", "one");

        assertThat(refused.message())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"hand\" using v1: .data.a");
    }

    @Test
    void aFieldOutsideTheSchemaIsRefused() {
        Answer refused =
                client.apply(MAPS + "/odd?fieldManager=one", map("odd", "{}").replace(" data:", " dota:"));

        assertThat(refused.code()).isEqualTo(500);
        assertThat(refused.message()).contains(".dota: field not declared in schema");
    }

    @Test
    void anApplyNeedsAManager() {
        Answer refused = client.apply(MAPS + "/nobody", map("nobody", "{}"));

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("fieldManager: Required value: is required for apply patch");
    }

    @Test
    void aDryRunStoresNothing() {
        Answer dry = client.apply(MAPS + "/dry?fieldManager=one&dryRun=All", map("dry", "{a: '1'}"));

        assertThat(dry.code()).isEqualTo(201);
        assertThat(client.get(MAPS + "/dry").code()).isEqualTo(404);
    }
}
