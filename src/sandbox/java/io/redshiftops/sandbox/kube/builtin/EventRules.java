package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events, which the core group and {@code events.k8s.io} show with other names for the same fields. They are stored in
 * the core form.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/">Event</a>
 */
final class EventRules implements KindRules {

    private static final GroupVersionKind CORE = new GroupVersionKind("", "v1", "Event");
    private static final GroupVersionKind NEW = new GroupVersionKind("events.k8s.io", "v1", "Event");

    /** Core names of fields, with those of the other group. */
    private static final Map<String, String> NAMES = Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "source", "deprecatedSource",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount",
            "reportingComponent", "reportingController");

    private static final int SHORT_LIMIT = 128;
    private static final int NOTE_LIMIT = 1024;

    private final boolean core;

    /**
     * The rules in one of the two groups.
     *
     * @param core whether it is the core group
     */
    EventRules(boolean core) {
        this.core = core;
    }

    @Override
    public List<FieldError> validate(KubeObject object) {
        KubeObject event = core ? object : toStored(object);
        List<FieldError> errors = new ArrayList<>();
        boolean timed = event.get("eventTime").isTextual();
        validateNamespace(event, timed, errors);
        if (timed) {
            validateReport(event, errors);
        }
        if (!core) {
            validateNew(event, timed, errors);
        }
        return errors;
    }

    private static void validateNamespace(KubeObject event, boolean timed, List<FieldError> errors) {
        String involved = event.get("involvedObject").path("namespace").asText("");
        String namespace = event.namespace();
        boolean matches;
        if (involved.isEmpty()) {
            matches = namespace.isEmpty() || namespace.equals("default") || (timed && namespace.equals("kube-system"));
        } else {
            matches = timed || involved.equals(namespace);
        }
        if (!matches) {
            errors.add(FieldError.invalid("involvedObject.namespace", involved, "does not match event.namespace"));
        }
    }

    private void validateReport(KubeObject event, List<FieldError> errors) {
        String controllerField = core ? "reportingComponent" : "reportingController";
        String controller = event.get("reportingComponent").asText("");
        if (controller.isEmpty()) {
            errors.add(FieldError.required(controllerField, ""));
        }
        NameFormat.QUALIFIED_NAME
                .problems(controller)
                .forEach(problem -> errors.add(FieldError.invalid(controllerField, controller, problem)));
        for (String field : List.of("reportingInstance", "action", "reason")) {
            String value = event.get(field).asText("");
            if (value.isEmpty()) {
                errors.add(FieldError.required(field, ""));
            }
            if (value.length() > SHORT_LIMIT) {
                errors.add(FieldError.invalid(field, "", "can have at most " + SHORT_LIMIT + " characters"));
            }
        }
        if (event.get("message").asText("").length() > NOTE_LIMIT) {
            errors.add(FieldError.invalid("message", "", "can have at most " + NOTE_LIMIT + " characters"));
        }
    }

    private static void validateNew(KubeObject event, boolean timed, List<FieldError> errors) {
        if (!timed) {
            errors.add(FieldError.required("eventTime", ""));
        }
        String type = event.get("type").asText("");
        if (!List.of("Normal", "Warning").contains(type)) {
            errors.add(FieldError.invalid("type", "", "has invalid value: " + type));
        }
        for (String field : List.of("firstTimestamp", "lastTimestamp", "count", "source")) {
            JsonNode value = event.get(field);
            if (value.isTextual() || value.isNumber() || (value.isObject() && !value.isEmpty())) {
                errors.add(FieldError.invalid(field, "", "needs to be unset"));
            }
        }
    }

    @Override
    public KubeObject toStored(KubeObject object) {
        return core ? object : renamed(object, inverse(), CORE);
    }

    @Override
    public KubeObject fromStored(KubeObject stored) {
        if (core) {
            return stored;
        }
        KubeObject event = renamed(stored, NAMES, NEW);
        if (event.get("reportingController").asText("").isEmpty()) {
            event.tree().remove("reportingController");
        }
        if (event.get("reportingInstance").asText("").isEmpty()) {
            event.tree().remove("reportingInstance");
        }
        return event;
    }

    private static Map<String, String> inverse() {
        Map<String, String> inverse = new LinkedHashMap<>();
        NAMES.forEach((key, value) -> inverse.put(value, key));
        return inverse;
    }

    private static KubeObject renamed(KubeObject from, Map<String, String> names, GroupVersionKind kind) {
        KubeObject to = KubeObject.of(kind);
        ObjectNode tree = to.tree();
        from.copy().tree().properties().forEach(entry -> {
            String field = entry.getKey();
            if (!field.equals("apiVersion") && !field.equals("kind")) {
                tree.set(names.getOrDefault(field, field), entry.getValue());
            }
        });
        if (kind.equals(CORE)) {
            for (String time : List.of("firstTimestamp", "lastTimestamp", "eventTime")) {
                if (!tree.has(time)) {
                    tree.putNull(time);
                }
            }
            for (String text : List.of("reportingComponent", "reportingInstance")) {
                if (!tree.has(text)) {
                    tree.put(text, "");
                }
            }
        }
        return to;
    }

    @Override
    public Map<String, String> selectableFields(KubeObject object) {
        KubeObject event = core ? object : toStored(object);
        JsonNode involved = event.get("involvedObject");
        Map<String, String> fields = new LinkedHashMap<>();
        String prefix = core ? "involvedObject." : "regarding.";
        for (String field : List.of("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath")) {
            fields.put(prefix + field, involved.path(field).asText(""));
        }
        fields.put("reason", event.get("reason").asText(""));
        fields.put("type", event.get("type").asText(""));
        String component = event.get("reportingComponent").asText("");
        String source = event.get("source").path("component").asText("");
        fields.put(core ? "reportingComponent" : "reportingController", component);
        fields.put(core ? "source" : "deprecatedSource", source.isEmpty() ? component : source);
        return fields;
    }
}
