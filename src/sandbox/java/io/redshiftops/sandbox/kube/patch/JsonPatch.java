package io.redshiftops.sandbox.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * JSON patch.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 */
public final class JsonPatch {

    private JsonPatch() {}

    /** The target with the patch; neither is changed. */
    public static JsonNode apply(JsonNode target, JsonNode patch) throws PatchFailedException {
        for (JsonNode operation : patch) {
            String name = operation.path("op").asText("");
            if (!List.of("add", "remove", "replace", "move", "copy", "test").contains(name)) {
                throw new PatchFailedException("Unexpected kind: " + name);
            }
        }
        try {
            return io.fabric8.zjsonpatch.JsonPatch.apply(patch, target);
        } catch (io.fabric8.zjsonpatch.JsonPatchException e) {
            throw new PatchFailedException(String.valueOf(e.getMessage()), e);
        }
    }
}
