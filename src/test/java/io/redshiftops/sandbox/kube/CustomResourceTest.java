package io.redshiftops.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.ApiClient.Answer;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomResourceTest {

    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String BOATS = "/apis/harbour.example.org/v1/namespaces/default/boats";
    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: boats.harbour.example.org}
            spec:
              group: harbour.example.org
              scope: Namespaced
              names: {plural: boats, kind: Boat, shortNames: [bt], categories: [fleet]}
              versions:
              - name: v1
                served: true
                storage: true
                subresources:
                  status: {}
                  scale: {specReplicasPath: .spec.oars, statusReplicasPath: .status.oars}
                additionalPrinterColumns:
                - {name: Length, type: integer, jsonPath: .spec.length}
                selectableFields: [{jsonPath: .spec.colour}]
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        required: [length]
                        x-kubernetes-validations:
                        - {rule: "!has(self.oars) || self.oars <= self.length", message: too many oars}
                        properties:
                          length: {type: integer, minimum: 2}
                          oars: {type: integer}
                          colour: {type: string, default: white, enum: [white, red]}
                          keel:
                            type: string
                            maxLength: 20
                            x-kubernetes-validations: [{rule: self == oldSelf, message: a keel stays}]
                          crew:
                            type: array
                            x-kubernetes-list-type: set
                            items: {type: string}
                      status:
                        type: object
                        properties: {oars: {type: integer}, afloat: {type: boolean}}
              - name: v1beta1
                served: true
                storage: false
                deprecated: true
                schema:
                  openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """;

    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static KubeApiServer server;
    private static ApiClient client;

    @BeforeAll
    static void define() {
        server = KubeApiServer.start(AUTHORITY, 0);
        client = ApiClient.admin(server, AUTHORITY);
        assertThat(client.create(DEFINITIONS, DEFINITION).code()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> client.get("/apis/harbour.example.org/v1").code() == 200);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static String boat(String name, String spec) {
        return "{apiVersion: harbour.example.org/v1, kind: Boat, metadata: {name: " + name + "}, spec: " + spec + "}";
    }

    @Test
    void anEstablishedDefinitionSaysSo() {
        JsonNode status =
                client.get(DEFINITIONS + "/boats.harbour.example.org").body().path("status");

        assertThat(status.path("acceptedNames").path("listKind").asText()).isEqualTo("BoatList");
        assertThat(status.path("storedVersions")).extracting(JsonNode::asText).containsExactly("v1");
        assertThat(status.path("conditions"))
                .extracting(condition -> condition.path("type").asText() + "="
                        + condition.path("status").asText())
                .containsExactlyInAnyOrder("NamesAccepted=True", "Established=True");
    }

    @Test
    void aNewObjectGetsDefaultsAndGeneration() {
        Answer created = client.create(BOATS, boat("defaulted", "{length: 5}"));

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.body().path("spec").path("colour").asText()).isEqualTo("white");
        assertThat(created.body().path("metadata").path("generation").asInt()).isEqualTo(1);
        assertThat(created.body().path("metadata").path("uid").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {length: 1}                    | spec.length: Invalid value: 1: spec.length in body should be greater than or equal to 2
                    {length: long}                 | spec.length: Invalid value: "string": spec.length in body must be of type integer: "string"
                    {}                             | spec.length: Required value
                    {length: 3, colour: blue}      | spec.colour: Unsupported value: "blue": supported values: "white", "red"
                    {length: 3, crew: [ann, ann]}  | spec.crew[1]: Duplicate value: "ann"
                    {length: 3, oars: 4}           | spec: Invalid value: "object": too many oars
                    """)
    void anInvalidObjectIsRefusedInTheRealServersWords(String spec, String message) {
        Answer refused = client.create(BOATS, boat("invalid", spec));

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.body().path("reason").asText()).isEqualTo("Invalid");
        assertThat(refused.message())
                .startsWith("Boat.harbour.example.org \"invalid\" is invalid: ")
                .contains(message);
        assertThat(refused.body().path("details").path("causes")).isNotEmpty();
    }

    @Test
    void anUnknownFieldIsDroppedAndWarnedOf() {
        Answer created = client.create(BOATS, boat("pruned", "{length: 5, sail: big}"));

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.body().path("spec").has("sail")).isFalse();
        assertThat(created.warning()).contains("unknown field \\\"spec.sail\\\"");
    }

    @Test
    void anUnknownFieldIsRefusedWhereTheClientIsStrict() {
        Answer refused = client.create(BOATS + "?fieldValidation=Strict", boat("strict", "{length: 5, sail: big}"));

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).endsWith("strict decoding error: unknown field \"spec.sail\"");
    }

    @Test
    void anotherKindIsRefused() {
        Answer refused = client.create(BOATS, boat("ship", "{length: 5}").replace("kind: Boat", "kind: Ship"));

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).endsWith("kind: Invalid value: \"Ship\": must be Boat");
    }

    @Test
    void aTransitionRuleComparesWithTheStateBefore() {
        client.create(BOATS, boat("keeled", "{length: 5, keel: oak}"));

        Answer refused = client.merge(BOATS + "/keeled", "{spec: {keel: elm}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("spec.keel: Invalid value: \"string\": a keel stays");
    }

    @Test
    void theStatusIsWrittenByItselfOnly() {
        client.create(BOATS, boat("afloat", "{length: 5}"));

        Answer main = client.merge(BOATS + "/afloat", "{spec: {length: 6}, status: {afloat: true}}");
        Answer status = client.merge(BOATS + "/afloat/status", "{spec: {length: 9}, status: {afloat: true}}");

        assertThat(main.body().has("status")).isFalse();
        assertThat(main.body().path("metadata").path("generation").asInt()).isEqualTo(2);
        assertThat(status.body().path("status").path("afloat").asBoolean()).isTrue();
        assertThat(status.body().path("spec").path("length").asInt()).isEqualTo(6);
        assertThat(status.body().path("metadata").path("generation").asInt()).isEqualTo(2);
    }

    @Test
    void aNoOpWriteKeepsTheVersion() {
        String before = version(client.create(BOATS, boat("calm", "{length: 5}")));

        String after = version(client.merge(BOATS + "/calm", "{spec: {length: 5}}"));

        assertThat(after).isEqualTo(before);
    }

    @Test
    void aWriteAgainstAnOldVersionConflicts() {
        String old = version(client.create(BOATS, boat("raced", "{length: 5}")));
        client.merge(BOATS + "/raced", "{spec: {length: 6}}");

        Answer refused =
                client.merge(BOATS + "/raced", "{metadata: {resourceVersion: '" + old + "'}, spec: {length: 7}}");

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.message()).contains("the object has been modified");
    }

    private static String version(Answer answer) {
        return answer.body().path("metadata").path("resourceVersion").asText();
    }

    @Test
    void aReplaceMustSayItsVersion() {
        client.create(BOATS, boat("put", "{length: 5}"));

        Answer refused = client.replace(BOATS + "/put", boat("put", "{length: 6}"));

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message())
                .contains("metadata.resourceVersion: Invalid value: 0: must be specified for an update");
    }

    @Test
    void theScaleReadsAndWritesTheReplicas() {
        client.create(BOATS, boat("scaled", "{length: 9, oars: 2}"));

        Answer scaled = client.merge(BOATS + "/scaled/scale", "{spec: {replicas: 4}}");

        assertThat(scaled.body().path("kind").asText()).isEqualTo("Scale");
        assertThat(client.get(BOATS + "/scaled")
                        .body()
                        .path("spec")
                        .path("oars")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void aTableHasTheColumnsOfTheDefinition() {
        client.create(BOATS, boat("shown", "{length: 7}"));

        JsonNode table = client.accepting("application/json;as=Table;v=v1;g=meta.k8s.io")
                .get(BOATS + "/shown")
                .body();

        assertThat(table.path("columnDefinitions"))
                .extracting(column -> column.path("name").asText())
                .containsExactly("Name", "Length");
        assertThat(table.path("rows").get(0).path("cells")).hasToString("[\"shown\",7]");
    }

    @Test
    void aFieldSelectorKnowsTheSelectableFields() {
        client.create(BOATS, boat("red", "{length: 5, colour: red}"));

        Answer red = client.get(BOATS + "?fieldSelector=spec.colour%3Dred");
        Answer refused = client.get(BOATS + "?fieldSelector=spec.length%3D5");

        assertThat(red.body().path("items"))
                .extracting(item -> item.path("metadata").path("name").asText())
                .containsExactly("red");
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("field label not supported: spec.length");
    }

    @Test
    void aDeprecatedVersionShowsTheSameObjectWithAWarning() {
        client.create(BOATS, boat("old", "{length: 5}"));

        Answer shown = client.get("/apis/harbour.example.org/v1beta1/namespaces/default/boats/old");

        assertThat(shown.body().path("apiVersion").asText()).isEqualTo("harbour.example.org/v1beta1");
        assertThat(shown.warning())
                .contains("harbour.example.org/v1beta1 Boat is deprecated; use harbour.example.org/v1 Boat");
    }

    @Test
    void aRemovalOfWhatIsNotThereFails() {
        client.create(BOATS, boat("patched", "{length: 5}"));

        Answer refused = client.patch(BOATS + "/patched", "[{op: remove, path: /spec/oars}]", "json-patch");

        assertThat(refused.code()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name: boats.harbour   | name: rafts.harbour  | must be spec.names.plural+"."+spec.group
                    self == oldSelf       | self === oldSelf     | x-kubernetes-validations[0].rule: Invalid value
                    default: white        | default: 5           | must be of type string: "integer"
                    afloat: {type: boolean} | afloat: {}         | properties[afloat].type: Required value: must not be empty for specified object fields
                    storage: false        | storage: true        | must have exactly one version marked as storage version
                    scope: Namespaced     | scope: Everywhere    | spec.scope: Unsupported value: "Everywhere"
                    """)
    void anInvalidDefinitionIsRefused(String right, String wrong, String message) {
        Answer refused = client.create(DEFINITIONS + "?dryRun=All", DEFINITION.replace(right, wrong));

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains(message);
    }

    @Test
    void aDeletedDefinitionTakesItsObjectsAlong() {
        String definition =
                DEFINITION.replace("boats", "canoes").replace("Boat", "Canoe").replace("shortNames: [bt], ", "");
        String canoes = BOATS.replace("boats", "canoes");
        client.create(DEFINITIONS, definition);
        await().until(() -> client.get(canoes).code() == 200);
        client.create(canoes, boat("held", "{length: 5}").replace("Boat", "Canoe"));
        client.merge(canoes + "/held", "{metadata: {finalizers: [example.org/hold]}}");

        client.delete(DEFINITIONS + "/canoes.harbour.example.org");

        await().untilAsserted(() -> assertThat(
                        client.get(canoes + "/held").body().path("metadata").has("deletionTimestamp"))
                .isTrue());
        assertThat(client.create(canoes, boat("late", "{length: 5}").replace("Boat", "Canoe"))
                        .message())
                .contains("create not allowed while custom resource definition is terminating");
        client.merge(canoes + "/held", "{metadata: {finalizers: null}}");
        await().until(() -> client.get(canoes).code() == 404);
        assertThat(List.of(
                        client.get(DEFINITIONS + "/canoes.harbour.example.org").code()))
                .containsExactly(404);
    }
}
