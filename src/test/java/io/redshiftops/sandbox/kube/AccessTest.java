package io.redshiftops.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.ApiClient.Answer;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static KubeApiServer server;
    private static ApiClient admin;

    @BeforeAll
    static void start() {
        server = KubeApiServer.start(AUTHORITY, 0);
        admin = ApiClient.admin(server, AUTHORITY);
        admin.create(
                RBAC + "/namespaces/default/roles",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: reader}, rules: [{apiGroups:"
                        + " [''], resources: [configmaps], verbs: [get, list]}, {apiGroups: [rbac.authorization.k8s.io],"
                        + " resources: [roles], verbs: [create]}]}");
        admin.create(
                RBAC + "/namespaces/default/rolebindings",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: reader}, roleRef:"
                        + " {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}, subjects: [{kind: User,"
                        + " apiGroup: rbac.authorization.k8s.io, name: ruth}, {kind: ServiceAccount, name: default,"
                        + " namespace: default}]}");
        await().until(() ->
                admin.get("/api/v1/namespaces/default/serviceaccounts/default").code() == 200);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static Answer ruth(String method, String path, String body) {
        return admin.send(method, path, body, "application/yaml", "Impersonate-User", "ruth");
    }

    private static JsonNode tokenRequest(String audience) {
        Answer answer = admin.create(
                "/api/v1/namespaces/default/serviceaccounts/default/token",
                "{apiVersion: authentication.k8s.io/v1, kind: TokenRequest, spec: {audiences: [" + audience
                        + "], expirationSeconds: 900}}");
        assertThat(answer.code()).isEqualTo(201);
        return answer.body().path("status");
    }

    @Test
    void aWrongTokenIsUnauthorized() {
        Answer refused = admin.as("nonsense").get(MAPS);

        assertThat(refused.code()).isEqualTo(401);
        assertThat(refused.message()).isEqualTo("Unauthorized");
    }

    @Test
    void withoutATokenOneIsAnonymous() {
        Answer refused = admin.as("").get(MAPS);

        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message()).contains("User \"system:anonymous\" cannot list resource \"configmaps\"");
        assertThat(admin.as("").get("/version").code()).isEqualTo(200);
    }

    @Test
    void aRoleAllowsWhatItSaysAndNoMore() {
        Answer allowed = ruth("GET", MAPS, "");
        Answer refused = ruth("DELETE", MAPS + "/some", "");

        assertThat(allowed.code()).isEqualTo(200);
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo(
                        "configmaps \"some\" is forbidden: User \"ruth\" cannot delete resource \"configmaps\" in API"
                                + " group \"\" in the namespace \"default\"");
    }

    @Test
    void aRoleHoldsInItsNamespaceOnly() {
        assertThat(ruth("GET", "/api/v1/namespaces/kube-system/configmaps", "").code())
                .isEqualTo(403);
    }

    @Test
    void nobodyGrantsWhatHeMayNotDo() {
        Answer refused = ruth(
                "POST",
                RBAC + "/namespaces/default/roles",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: more}, rules: [{apiGroups: [''],"
                        + " resources: [secrets], verbs: [get]}]}");

        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message()).contains("is attempting to grant RBAC permissions not currently held");
    }

    @Test
    void anAccessReviewAnswersForOthers() {
        String question = "{apiVersion: authorization.k8s.io/v1, kind: SubjectAccessReview, spec: {user: ruth,"
                + " resourceAttributes: {verb: VERB, resource: configmaps, namespace: default}}}";
        String path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

        JsonNode may = admin.create(path, question.replace("VERB", "get")).body();
        JsonNode mayNot = admin.create(path, question.replace("VERB", "delete")).body();

        assertThat(may.path("status").path("allowed").asBoolean()).isTrue();
        assertThat(mayNot.path("status").path("allowed").asBoolean()).isFalse();
    }

    @Test
    void aServiceAccountsTokenIsItsIdentity() {
        String token =
                tokenRequest("'https://kubernetes.default.svc'").path("token").asText();

        JsonNode self = admin.as(token)
                .create(
                        "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                        "{apiVersion: authentication.k8s.io/v1, kind: SelfSubjectReview}")
                .body();

        assertThat(self.path("status").path("userInfo").path("username").asText())
                .isEqualTo("system:serviceaccount:default:default");
        assertThat(admin.as(token).get(MAPS).code()).isEqualTo(200);
        assertThat(admin.as(token).get("/api/v1/namespaces/default/secrets").code())
                .isEqualTo(403);
    }

    @Test
    void aTokenForOthersIsNoneForTheServer() {
        String token = tokenRequest("sts.amazonaws.com").path("token").asText();

        assertThat(admin.as(token).get(MAPS).code()).isEqualTo(401);
    }

    @Test
    void othersVerifyATokenByThePublishedKeys() throws GeneralSecurityException {
        String[] parts =
                tokenRequest("sts.amazonaws.com").path("token").asText().split("\\.", -1);
        JsonNode key = ApiClient.yaml(admin.get("/openid/v1/jwks").body().asText())
                .path("keys")
                .get(0);

        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

        assertThat(signature.verify(decode(parts[2]))).isTrue();
        JsonNode claims = ApiClient.yaml(new String(decode(parts[1]), StandardCharsets.UTF_8));
        assertThat(claims.path("sub").asText()).isEqualTo("system:serviceaccount:default:default");
        assertThat(claims.path("aud")).extracting(JsonNode::asText).isEqualTo(List.of("sts.amazonaws.com"));
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(900);
        assertThat(claims.path("iss").asText())
                .isEqualTo(admin.get("/.well-known/openid-configuration")
                        .body()
                        .path("issuer")
                        .asText());
    }

    private static BigInteger number(JsonNode key, String field) {
        return new BigInteger(1, decode(key.path(field).asText()));
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
