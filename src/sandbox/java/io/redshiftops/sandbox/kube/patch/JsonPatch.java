package io.redshiftops.sandbox.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
            JsonNode patched = target;
            for (JsonNode operation : patch) {
                requirePresent(operation, patched);
                patched = io.fabric8.zjsonpatch.JsonPatch.apply(
                        JsonNodeFactory.instance.arrayNode().add(operation), patched);
            }
            return patched;
        } catch (io.fabric8.zjsonpatch.JsonPatchException e) {
            throw new PatchFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What is to be removed must be there; the library that carries operations out does not mind. */
    private static void requirePresent(JsonNode operation, JsonNode target) throws PatchFailedException {
        String path = operation.path("path").asText("");
        if (operation.path("op").asText("").equals("remove")
                && (path.isEmpty() || !path.startsWith("/") || target.at(path).isMissingNode())) {
            throw new PatchFailedException("remove operation does not apply: doc is missing path: " + path);
        }
    }
}
