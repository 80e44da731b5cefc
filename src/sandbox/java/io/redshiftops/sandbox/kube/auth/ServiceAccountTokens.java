package io.redshiftops.sandbox.kube.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.model.UserInfo;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import io.redshiftops.sandbox.kube.store.StorageKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Issues and reads the tokens of service accounts.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/">Service accounts</a>
 */
public final class ServiceAccountTokens {

    /** For whom tokens are unless somebody else is named. */
    public static final String API_AUDIENCE = "https://kubernetes.default.svc";

    private static final String CREDENTIAL_ID = "authentication.kubernetes.io/credential-id";

    private final ObjectStore store;
    private final Clock clock;
    private final String issuer;
    /** Making an RSA key takes a while, which nobody need wait for who asks for no token. */
    private final CompletableFuture<SigningKey> key = CompletableFuture.supplyAsync(SigningKey::create);

    /**
     * An issuer.
     *
     * @param issuer the URL under which its discovery document is found
     */
    public ServiceAccountTokens(ObjectStore store, String issuer, Clock clock) {
        this.store = store;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A token and when it ends. */
    record Issued(String token, Instant expiration) {}

    /** A token for a service account. */
    Issued issue(KubeObject account, List<String> audiences, Duration lifetime) {
        Instant now = clock.instant();
        Instant expiration = now.plus(lifetime);
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        List<String> audience = audiences.isEmpty() ? List.of(API_AUDIENCE) : audiences;
        audience.forEach(claims.putArray("aud")::add);
        claims.put("exp", expiration.getEpochSecond())
                .put("iat", now.getEpochSecond())
                .put("iss", issuer)
                .put("jti", UUID.randomUUID().toString());
        ObjectNode bound = claims.putObject("kubernetes.io").put("namespace", account.namespace());
        bound.putObject("serviceaccount").put("name", account.name()).put("uid", account.uid());
        claims.put("nbf", now.getEpochSecond())
                .put("sub", "system:serviceaccount:" + account.namespace() + ":" + account.name());
        return new Issued(key.join().sign(claims), expiration);
    }

    /** A token for a service account that exists. */
    public Optional<String> issue(String namespace, String name, List<String> audiences, Duration lifetime) {
        return account(namespace, name)
                .map(account -> issue(account, audiences, lifetime).token());
    }

    /**
     * Whose token this is.
     *
     * @param audiences for one of these it must be
     * @return empty if it is invalid, has ended, is for others or its account is gone
     */
    Optional<Verified> verify(String token, List<String> audiences) {
        return key.join().verify(token).flatMap(claims -> {
            long now = clock.instant().getEpochSecond();
            List<String> matching = new ArrayList<>();
            claims.path("aud").forEach(audience -> {
                if (audiences.contains(audience.asText())) {
                    matching.add(audience.asText());
                }
            });
            boolean current =
                    claims.path("exp").asLong() > now && claims.path("nbf").asLong() <= now;
            if (!current || matching.isEmpty() || !claims.path("iss").asText("").equals(issuer)) {
                return Optional.empty();
            }
            return user(claims).map(user -> new Verified(user, matching));
        });
    }

    /** A user who showed a token, and for which of the asked audiences it was. */
    record Verified(UserInfo user, List<String> audiences) {}

    private Optional<UserInfo> user(JsonNode claims) {
        JsonNode bound = claims.path("kubernetes.io");
        String namespace = bound.path("namespace").asText("");
        String name = bound.path("serviceaccount").path("name").asText("");
        String uid = bound.path("serviceaccount").path("uid").asText("");
        return account(namespace, name)
                .filter(account -> account.uid().equals(uid))
                .map(account -> new UserInfo(
                        "system:serviceaccount:" + namespace + ":" + name,
                        uid,
                        groups(namespace),
                        Map.of(
                                CREDENTIAL_ID,
                                List.of("JTI=" + claims.path("jti").asText("")))));
    }

    /** The groups of the service accounts of a namespace. */
    static List<String> groups(String namespace) {
        return List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, UserInfo.AUTHENTICATED);
    }

    Optional<KubeObject> account(String namespace, String name) {
        return store.get(new StorageKey(new GroupResource("", "serviceaccounts"), namespace, name))
                .map(stored -> stored.object());
    }

    /** The public keys that verify tokens, as a JSON Web Key Set. */
    public ObjectNode keySet() {
        return key.join().keySet();
    }

    /**
     * The discovery document of the issuer.
     *
     * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery</a>
     */
    public ObjectNode discovery() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("issuer", issuer).put("jwks_uri", issuer + "/openid/v1/jwks");
        document.putArray("response_types_supported").add("id_token");
        document.putArray("subject_types_supported").add("public");
        document.putArray("id_token_signing_alg_values_supported").add("RS256");
        return document;
    }
}
