package io.redshiftops.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.ApiClient.Answer;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeletionTest {

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

    private static Answer create(String name, String metadata) {
        Answer created =
                client.create(MAPS, "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + metadata + "}}");
        assertThat(created.code()).isEqualTo(201);
        return created;
    }

    private static String ownedBy(String name, boolean blocks) {
        String uid = client.get(MAPS + "/" + name)
                .body()
                .path("metadata")
                .path("uid")
                .asText();
        return ", ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: " + name + ", uid: " + uid
                + ", blockOwnerDeletion: " + blocks + "}]";
    }

    private static void awaitGone(String name) {
        await().until(() -> client.get(MAPS + "/" + name).code() == 404);
    }

    private static JsonNode metadata(String name) {
        return client.get(MAPS + "/" + name).body().path("metadata");
    }

    @Test
    void aDeleteIsAnsweredWithWhatWasDeleted() {
        String uid = create("plain", "").body().path("metadata").path("uid").asText();

        Answer deleted = client.delete(MAPS + "/plain");

        assertThat(deleted.body().path("status").asText()).isEqualTo("Success");
        assertThat(deleted.body().path("details").path("uid").asText()).isEqualTo(uid);
        assertThat(client.get(MAPS + "/plain").message()).isEqualTo("configmaps \"plain\" not found");
    }

    @Test
    void aFinalizerHoldsAnObjectUntilItIsRemoved() {
        create("held", ", finalizers: [example.org/hold]");

        Answer deleted = client.delete(MAPS + "/held");
        Answer added = client.merge(MAPS + "/held", "{metadata: {finalizers: [example.org/hold, example.org/new]}}");
        client.merge(MAPS + "/held", "{metadata: {finalizers: null}}");

        assertThat(deleted.body().path("metadata").has("deletionTimestamp")).isTrue();
        assertThat(added.message()).contains("no new finalizers can be added if the object is being deleted");
        assertThat(client.get(MAPS + "/held").code()).isEqualTo(404);
    }

    @Test
    void aPreconditionProtectsAnotherObject() {
        create("guarded", "");

        Answer refused = client.delete(
                MAPS + "/guarded", "{apiVersion: v1, kind: DeleteOptions, preconditions: {uid: another}}");

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.message()).contains("the UID in the precondition (another) does not match");
        assertThat(client.get(MAPS + "/guarded").code()).isEqualTo(200);
    }

    @Test
    void dependentsAreCollectedAfterTheirOwner() {
        create("owner", "");
        create("child", ownedBy("owner", false));
        create("grandchild", ownedBy("child", false));

        client.delete(MAPS + "/owner");

        awaitGone("child");
        awaitGone("grandchild");
    }

    @Test
    void aDependentWithAnotherOwnerOnlyLosesTheReference() {
        create("mother", "");
        create("father", "");
        String both = ownedBy("mother", false).replace("}]", "}, ")
                + ownedBy("father", false).replace(", ownerReferences: [", "");
        create("sibling", both);

        client.delete(MAPS + "/mother");

        await().untilAsserted(() -> assertThat(metadata("sibling").path("ownerReferences"))
                .extracting(owner -> owner.path("name").asText())
                .containsExactly("father"));
    }

    @Test
    void aForegroundDeleteWaitsForDependents() {
        create("front", "");
        create("behind", ownedBy("front", true) + ", finalizers: [example.org/hold]");

        client.delete(MAPS + "/front?propagationPolicy=Foreground");

        await().untilAsserted(() ->
                assertThat(metadata("behind").has("deletionTimestamp")).isTrue());
        assertThat(metadata("front").path("finalizers"))
                .extracting(JsonNode::asText)
                .containsExactly("foregroundDeletion");
        client.merge(MAPS + "/behind", "{metadata: {finalizers: null}}");
        awaitGone("front");
    }

    @Test
    void anOrphaningDeleteLeavesDependents() {
        create("parent", "");
        create("orphan", ownedBy("parent", false));

        client.delete(MAPS + "/parent?propagationPolicy=Orphan");

        awaitGone("parent");
        assertThat(metadata("orphan").has("ownerReferences")).isFalse();
        assertThat(metadata("orphan").has("deletionTimestamp")).isFalse();
    }

    @Test
    void aCollectionIsDeletedBySelector() {
        create("leaf-1", ", labels: {fall: down}");
        create("leaf-2", ", labels: {fall: down}");
        create("branch", ", labels: {fall: never}");

        client.delete(MAPS + "?labelSelector=fall%3Ddown");

        assertThat(client.get(MAPS + "?labelSelector=fall").body().path("items"))
                .extracting(item -> item.path("metadata").path("name").asText())
                .containsExactly("branch");
    }

    @Test
    void aNamespaceIsEmptiedBeforeItGoes() {
        client.create("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: doomed}}");
        String maps = "/api/v1/namespaces/doomed/configmaps";
        client.create(
                maps, "{apiVersion: v1, kind: ConfigMap, metadata: {name: last, finalizers: [example.org/hold]}}");

        Answer deleted = client.delete("/api/v1/namespaces/doomed");

        assertThat(deleted.body().path("status").path("phase").asText()).isEqualTo("Terminating");
        await().untilAsserted(() -> assertThat(
                        client.get(maps + "/last").body().path("metadata").has("deletionTimestamp"))
                .isTrue());
        assertThat(client.create(maps, "{apiVersion: v1, kind: ConfigMap, metadata: {name: late}}")
                        .message())
                .endsWith("unable to create new content in namespace doomed because it is being terminated");
        client.merge(maps + "/last", "{metadata: {finalizers: null}}");
        await().until(() -> client.get("/api/v1/namespaces/doomed").code() == 404);
    }

    @Test
    void theClustersOwnNamespacesStay() {
        Answer refused = client.delete("/api/v1/namespaces/default");

        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo("namespaces \"default\" is forbidden: this namespace may not be deleted");
    }
}
