package io.redshiftops.sandbox.aws.sts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signed JSON web token by which somebody outside of AWS proves who they are.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7519">RFC 7519</a>
 */
final class WebIdentityToken {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALGORITHM = "RS256";

    private final JsonNode header;
    private final JsonNode claims;
    private final byte[] signed;
    private final byte[] signature;

    private WebIdentityToken(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /** Reads a token without believing it; empty if it is none. */
    static Optional<WebIdentityToken> parse(String compact) {
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getUrlDecoder();
            return Optional.of(new WebIdentityToken(
                    JSON.readTree(base64.decode(parts[0])),
                    JSON.readTree(base64.decode(parts[1])),
                    (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                    base64.decode(parts[2])));
        } catch (IllegalArgumentException | IOException malformed) {
            return Optional.empty();
        }
    }

    String issuer() {
        return claims.path("iss").asText();
    }

    String subject() {
        return claims.path("sub").asText();
    }

    /** Those whom the token is meant for. */
    List<String> audiences() {
        JsonNode audience = claims.path("aud");
        List<String> audiences = new ArrayList<>();
        if (audience.isTextual()) {
            audiences.add(audience.asText());
        }
        audience.forEach(entry -> audiences.add(entry.asText()));
        return audiences;
    }

    /** When the token ends; empty if it does not say. */
    Optional<Instant> expiration() {
        return time("exp");
    }

    /** When the token begins to count; empty if it does not say. */
    Optional<Instant> notBefore() {
        return time("nbf");
    }

    private Optional<Instant> time(String claim) {
        JsonNode time = claims.path(claim);
        return time.isNumber() ? Optional.of(Instant.ofEpochSecond(time.asLong())) : Optional.empty();
    }

    /** Whether one of the provider's keys has signed the token. */
    boolean isSignedBy(String jwks) {
        if (!header.path("alg").asText().equals(ALGORITHM)) {
            return false;
        }
        try {
            for (JsonNode key : JSON.readTree(jwks).path("keys")) {
                boolean candidate = key.path("kty").asText().equals("RSA")
                        && (!header.has("kid") || header.path("kid").equals(key.path("kid")));
                if (candidate && verify(key)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException malformedKeys) {
            return false;
        }
    }

    private boolean verify(JsonNode key) throws GeneralSecurityException {
        PublicKey publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(
                        number(key.path("n").asText()), number(key.path("e").asText())));
        Signature verification = Signature.getInstance("SHA256withRSA");
        verification.initVerify(publicKey);
        verification.update(signed);
        return verification.verify(signature);
    }

    private static BigInteger number(@Nullable String base64Url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(base64Url)));
    }
}
