package io.redshiftops.sandbox.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch that knows by which key the items of lists belong together.
 *
 * @see <a href="https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md">Strategic
 *     merge patch</a>
 */
public final class StrategicMergePatch {

    private static final String DIRECTIVE = "$patch";
    private static final String RETAIN_KEYS = "$retainKeys";
    private static final String DELETE_FROM_LIST = "$deleteFromPrimitiveList/";
    private static final String ELEMENT_ORDER = "$setElementOrder/";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StrategicMergePatch() {}

    /** The target with the patch; neither is changed. */
    public static ObjectNode apply(ObjectNode target, ObjectNode patch, Schema schema) throws PatchFailedException {
        return maps(target, patch, schema);
    }

    private static ObjectNode maps(ObjectNode target, ObjectNode patch, @Nullable Schema schema)
            throws PatchFailedException {
        String directive = patch.path(DIRECTIVE).asText("");
        if (directive.equals("replace")) {
            ObjectNode replacement = patch.deepCopy();
            replacement.remove(DIRECTIVE);
            return replacement;
        }
        if (directive.equals("delete")) {
            return NODES.objectNode();
        }
        if (!directive.isEmpty() && !directive.equals("merge")) {
            throw new PatchFailedException("unknown patch type: " + directive);
        }
        ObjectNode result = target.deepCopy();
        retain(result, patch.path(RETAIN_KEYS));
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String field = entry.getKey();
            if (field.startsWith(DELETE_FROM_LIST)) {
                deleteFrom(result, field.substring(DELETE_FROM_LIST.length()), entry.getValue());
            } else if (!field.startsWith("$")) {
                field(result, field, entry.getValue(), patch.get(ELEMENT_ORDER + field), schema);
            }
        }
        return result;
    }

    private static void field(
            ObjectNode result, String field, JsonNode patch, @Nullable JsonNode order, @Nullable Schema schema)
            throws PatchFailedException {
        JsonNode target = result.get(field);
        Schema child = schema == null ? null : schema.child(field);
        if (patch.isNull()) {
            result.remove(field);
        } else if (target == null || target.getNodeType() != patch.getNodeType()) {
            result.set(field, withoutDirectives(patch));
        } else if (patch instanceof ObjectNode object && !replaces(child)) {
            result.set(field, maps((ObjectNode) target, object, child));
        } else if (patch instanceof ArrayNode array && merges(child)) {
            result.set(field, lists((ArrayNode) target, array, order, child));
        } else {
            result.set(field, withoutDirectives(patch));
        }
    }

    private static boolean merges(@Nullable Schema schema) {
        return schema != null && schema.extensions().patchStrategies().contains("merge");
    }

    private static boolean replaces(@Nullable Schema schema) {
        return schema != null && schema.extensions().patchStrategies().contains("replace");
    }

    private static void retain(ObjectNode result, JsonNode keys) {
        if (keys.isArray()) {
            Set<String> kept = strings(keys);
            result.retain(kept);
        }
    }

    private static void deleteFrom(ObjectNode result, String field, JsonNode values) {
        if (result.get(field) instanceof ArrayNode list) {
            Set<String> gone = strings(values);
            list.removeIf(item -> gone.contains(item.asText()));
        }
    }

    private static ArrayNode lists(ArrayNode target, ArrayNode patch, @Nullable JsonNode order, @Nullable Schema schema)
            throws PatchFailedException {
        String key = schema == null ? "" : schema.extensions().patchMergeKey();
        List<JsonNode> merged = new ArrayList<>();
        target.forEach(merged::add);
        if (key.isEmpty()) {
            patch.forEach(item -> {
                if (!merged.contains(item)) {
                    merged.add(item);
                }
            });
        } else {
            for (JsonNode item : patch) {
                String directive = item.path(DIRECTIVE).asText("");
                if (directive.equals("replace")) {
                    return withoutMarkers(patch);
                }
                if (!item.has(key)) {
                    throw new PatchFailedException("map: " + item + " does not contain declared merge key: " + key);
                }
                int at = indexOf(merged, item, key);
                if (directive.equals("delete")) {
                    merged.removeIf(other -> same(other, item, key));
                } else if (at >= 0) {
                    Schema items = schema == null ? null : schema.items();
                    merged.set(at, maps((ObjectNode) merged.get(at), (ObjectNode) item, items));
                } else {
                    merged.add(withoutDirectives(item));
                }
            }
        }
        return inOrder(merged, list(order == null ? patch : order), list(target), key);
    }

    private static ArrayNode withoutMarkers(ArrayNode patch) {
        ArrayNode result = NODES.arrayNode();
        patch.forEach(item -> {
            if (!item.has(DIRECTIVE)) {
                result.add(withoutDirectives(item));
            }
        });
        return result;
    }

    /** Items of the patch in its order, the others where they stood, as far as both can be had. */
    private static ArrayNode inOrder(List<JsonNode> merged, List<JsonNode> order, List<JsonNode> before, String key) {
        List<JsonNode> patched = new ArrayList<>();
        for (JsonNode item : order) {
            int at = indexOf(merged, item, key);
            if (at >= 0) {
                patched.add(merged.get(at));
            }
        }
        List<JsonNode> others =
                merged.stream().filter(item -> indexOf(order, item, key) < 0).toList();
        ArrayNode result = NODES.arrayNode();
        int left = 0;
        int right = 0;
        while (left < others.size() || right < patched.size()) {
            boolean fromOthers = right >= patched.size()
                    || (left < others.size() && isBefore(others.get(left), patched.get(right), before, key));
            result.add(fromOthers ? others.get(left++) : patched.get(right++));
        }
        return result;
    }

    private static boolean isBefore(JsonNode one, JsonNode other, List<JsonNode> order, String key) {
        int first = indexOf(order, one, key);
        int second = indexOf(order, other, key);
        return first >= 0 && second >= 0 && first < second;
    }

    private static int indexOf(List<JsonNode> list, JsonNode item, String key) {
        for (int i = 0; i < list.size(); i++) {
            if (same(list.get(i), item, key)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(JsonNode one, JsonNode other, String key) {
        return key.isEmpty() ? one.equals(other) : one.path(key).equals(other.path(key));
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    private static Set<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    /** A value that is new to its target: without nulls and directives. */
    private static JsonNode withoutDirectives(JsonNode patch) {
        if (patch.isObject()) {
            ObjectNode result = NODES.objectNode();
            patch.properties().forEach(entry -> {
                if (!entry.getKey().startsWith("$") && !entry.getValue().isNull()) {
                    result.set(entry.getKey(), withoutDirectives(entry.getValue()));
                }
            });
            return result;
        }
        if (patch.isArray()) {
            ArrayNode result = NODES.arrayNode();
            patch.forEach(item -> {
                if (!item.path(DIRECTIVE).asText("").equals("delete")) {
                    result.add(withoutDirectives(item));
                }
            });
            return result;
        }
        return patch;
    }
}
