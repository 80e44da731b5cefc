package io.redshiftops.sandbox.kube.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GoText;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The scale subresource of a kind: where it keeps the number of replicas.
 *
 * @param selectorPath where the label selector is, empty for none
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/autoscaling-resources/scale-v1/">Scale</a>
 */
public record ScaleView(List<String> specPath, List<String> statusPath, List<String> selectorPath) {

    private static final GroupVersionKind KIND = new GroupVersionKind("autoscaling", "v1", "Scale");

    /** The paths that definitions write like {@code .spec.replicas}. */
    public static ScaleView of(String specPath, String statusPath, String selectorPath) {
        return new ScaleView(steps(specPath), steps(statusPath), steps(selectorPath));
    }

    private static List<String> steps(String path) {
        String trimmed = path.startsWith(".") ? path.substring(1) : path;
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\.", -1));
    }

    /** The scale of an object. */
    public KubeObject read(KubeObject object) {
        KubeObject scale = KubeObject.of(KIND);
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            if (!object.meta(field).isMissingNode()) {
                scale.metadata().set(field, object.meta(field));
            }
        }
        ObjectNode spec = scale.tree().putObject("spec");
        JsonNode wanted = at(object, specPath);
        if (wanted.asLong(0) != 0) {
            spec.put("replicas", wanted.asLong());
        }
        ObjectNode status = scale.tree().putObject("status");
        status.put("replicas", at(object, statusPath).asLong(0));
        JsonNode selector = at(object, selectorPath);
        if (selector.isTextual() && !selector.asText().isEmpty()) {
            status.put("selector", selector.asText());
        } else if (selector.isObject()) {
            status.put("selector", labels(selector));
        }
        return scale;
    }

    private static String labels(JsonNode selector) {
        StringBuilder text = new StringBuilder();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> text.append(text.isEmpty() ? "" : ",")
                        .append(label.getKey())
                        .append('=')
                        .append(label.getValue().asText()));
        return text.toString();
    }

    /** Writes the wanted number of replicas into an object. */
    public void write(KubeObject scale, KubeObject object) {
        ObjectNode parent = object.tree();
        for (String step : specPath.subList(0, specPath.size() - 1)) {
            parent = parent.withObjectProperty(step);
        }
        parent.put(
                specPath.get(specPath.size() - 1),
                scale.get("spec").path("replicas").asLong(0));
    }

    /** What keeps the replicas of an object from being read as a number. */
    public List<FieldError> validate(KubeObject object) {
        List<FieldError> errors = new ArrayList<>();
        validate(object, specPath, errors);
        validate(object, statusPath, errors);
        return errors;
    }

    private static void validate(KubeObject object, List<String> path, List<FieldError> errors) {
        String field = "." + String.join(".", path);
        JsonNode value = object.tree();
        for (String step : path) {
            if (!value.isObject()) {
                errors.add(unreadable(field, value, "map[string]interface{}"));
                return;
            }
            value = value.path(step);
            if (value.isMissingNode()) {
                return;
            }
        }
        if (!value.isIntegralNumber()) {
            errors.add(unreadable(field, value, "int64"));
        } else if (value.asLong() < 0) {
            errors.add(FieldError.invalid(field, value.asLong(), "should be a non-negative integer"));
        } else if (value.asLong() > Integer.MAX_VALUE) {
            errors.add(
                    FieldError.invalid(field, value.asLong(), "should be less than or equal to " + Integer.MAX_VALUE));
        }
    }

    private static FieldError unreadable(String field, JsonNode value, String expected) {
        return FieldError.invalid(
                field,
                0,
                field + " accessor error: " + GoText.value(value) + " is of the type " + GoText.typeName(value)
                        + ", expected " + expected);
    }

    private static JsonNode at(KubeObject object, List<String> path) {
        if (path.isEmpty()) {
            return MissingNode.getInstance();
        }
        JsonNode value = object.tree();
        for (String step : path) {
            value = value.path(step);
        }
        return value;
    }
}
