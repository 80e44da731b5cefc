package io.redshiftops.sandbox.kube.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Optional;

/**
 * The RSA key that signs service account tokens; it lives as long as the server.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">JSON Web Token</a>
 */
final class SigningKey {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final int BITS = 2048;

    private final KeyPair keys;
    private final String id;

    private SigningKey(KeyPair keys) throws GeneralSecurityException {
        this.keys = keys;
        this.id = URL.encodeToString(
                MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded()));
    }

    static SigningKey create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new SigningKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no RSA keys", e);
        }
    }

    /** A signed token with these claims. */
    String sign(ObjectNode claims) {
        ObjectNode header =
                JsonNodeFactory.instance.objectNode().put("alg", "RS256").put("kid", id);
        String content =
                URL.encodeToString(JsonWriter.bytes(header)) + "." + URL.encodeToString(JsonWriter.bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    /** The claims of a token that this key signed; empty if it did not. */
    Optional<JsonNode> verify(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header =
                    JsonReader.read(Base64.getUrlDecoder().decode(parts[0])).tree();
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            boolean valid = header.path("alg").asText("").equals("RS256")
                    && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
            return valid
                    ? Optional.of(JsonReader.read(Base64.getUrlDecoder().decode(parts[1]))
                            .tree())
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException | MalformedDocumentException noToken) {
            // Whatever this is, it is no token of ours.
            return Optional.empty();
        }
    }

    /** The public key as a JSON Web Key Set. */
    ObjectNode keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        set.putArray("keys")
                .addObject()
                .put("use", "sig")
                .put("kty", "RSA")
                .put("kid", id)
                .put("alg", "RS256")
                .put("n", unsigned(key.getModulus()))
                .put("e", unsigned(key.getPublicExponent()));
        return set;
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return URL.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
