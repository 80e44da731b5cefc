package io.redshiftops.sandbox.kube.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.model.ApiException;
import java.util.Base64;

/**
 * Where a list goes on.
 *
 * @param version the version of the first page
 * @param namespace of the last object that was answered
 * @param name of the last object that was answered
 */
record ContinueToken(long version, String namespace, String name) {

    private static final String FORMAT = "meta.k8s.io/v1";

    String encode() {
        String json = JsonWriter.text(JsonNodeFactory.instance
                .objectNode()
                .put("v", FORMAT)
                .put("rv", version)
                .put("start", namespace + "/" + name + "\u0000"));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static ContinueToken decode(String text) {
        int illegal = illegalIndex(text);
        if (illegal >= 0) {
            throw invalid("continue key is not valid: illegal base64 data at input byte " + illegal);
        }
        try {
            JsonNode token =
                    JsonReader.read(Base64.getUrlDecoder().decode(text)).tree();
            String start = token.path("start").asText("");
            int slash = start.indexOf('/');
            if (!token.path("v").asText("").equals(FORMAT) || slash < 0 || !start.endsWith("\u0000")) {
                throw invalid("continue key is not valid: server does not recognize this encoded version \""
                        + token.path("v").asText("") + "\"");
            }
            return new ContinueToken(
                    token.path("rv").asLong(),
                    start.substring(0, slash),
                    start.substring(slash + 1, start.length() - 1));
        } catch (MalformedDocumentException e) {
            throw invalid("continue key is not valid: " + e.getMessage());
        }
    }

    private static int illegalIndex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean legal =
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!legal) {
                return i;
            }
        }
        return text.length() % 4 == 1 ? text.length() - 1 : -1;
    }

    private static ApiException invalid(String why) {
        return ApiException.badRequest("invalid continue token: " + why);
    }
}
