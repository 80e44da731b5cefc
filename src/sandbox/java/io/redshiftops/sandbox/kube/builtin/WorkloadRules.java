package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Kinds that run pods. Nothing runs in the sandbox: they are stored with the defaults and the first rules of a real
 * cluster, so that manifests can be applied and compared.
 */
enum WorkloadRules implements KindRules {
    POD("/spec", false),
    DEPLOYMENT("/spec/template/spec", true) {
        @Override
        public void setDefaults(KubeObject object) {
            super.setDefaults(object);
            defaultRollingUpdate(object, "strategy");
        }
    },
    STATEFUL_SET("/spec/template/spec", true) {
        @Override
        public void setDefaults(KubeObject object) {
            super.setDefaults(object);
            defaultRollingUpdate(object, "updateStrategy");
        }
    },
    DAEMON_SET("/spec/template/spec", true) {
        @Override
        public void setDefaults(KubeObject object) {
            super.setDefaults(object);
            defaultRollingUpdate(object, "updateStrategy");
        }
    },
    REPLICA_SET("/spec/template/spec", true),
    JOB("/spec/template/spec", false) {
        @Override
        public void setDefaults(KubeObject object) {
            super.setDefaults(object);
            ObjectNode spec = object.tree().withObjectProperty("spec");
            if (!spec.has("completions") && !spec.has("parallelism")) {
                spec.put("completions", 1L);
            }
            spec.putIfAbsent("parallelism", spec.numberNode(1L));
        }
    },
    CRON_JOB("/spec/jobTemplate/spec/template/spec", false);

    private final String podPointer;
    private final boolean selects;

    WorkloadRules(String podPointer, boolean selects) {
        this.podPointer = podPointer;
        this.selects = selects;
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public void setDefaults(KubeObject object) {
        JsonNode pod = pod(object);
        for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
            pod.path(list).forEach(container -> {
                if (container instanceof ObjectNode tree && !tree.has("imagePullPolicy")) {
                    tree.put("imagePullPolicy", pullPolicy(tree.path("image").asText("")));
                }
            });
        }
    }

    /** An image without a tag, or with the tag latest, is always pulled. */
    private static String pullPolicy(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        boolean fixed = image.contains("@") || (name.contains(":") && !name.endsWith(":latest"));
        return fixed ? "IfNotPresent" : "Always";
    }

    private static void defaultRollingUpdate(KubeObject object, String field) {
        if (object.get("spec").path(field) instanceof ObjectNode strategy
                && strategy.path("type").asText("").equals("RollingUpdate")) {
            ObjectNode rolling = strategy.withObjectProperty("rollingUpdate");
            Map<String, JsonNode> defaults = switch (object.kind()) {
                case "Deployment" ->
                    Map.of("maxUnavailable", rolling.textNode("25%"), "maxSurge", rolling.textNode("25%"));
                case "DaemonSet" ->
                    Map.of("maxUnavailable", rolling.numberNode(1L), "maxSurge", rolling.numberNode(0L));
                default -> Map.of("partition", rolling.numberNode(0L));
            };
            defaults.forEach(rolling::putIfAbsent);
        }
    }

    @Override
    public void prepareForCreate(KubeObject object) {
        ObjectNode status = object.tree().putObject("status");
        if (this == POD) {
            status.put("phase", "Pending");
        }
    }

    @Override
    public List<FieldError> validate(KubeObject object) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode replicas = object.get("spec").path("replicas");
        if (replicas.isNumber() && replicas.asLong() < 0) {
            errors.add(FieldError.invalid("spec.replicas", replicas, "must be greater than or equal to 0"));
        }
        if (selects) {
            validateSelector(object, errors);
        }
        validatePod(pod(object), errors);
        return errors;
    }

    private void validateSelector(KubeObject object, List<FieldError> errors) {
        JsonNode selector = object.get("spec").path("selector");
        if (selector.isMissingNode()) {
            errors.add(FieldError.required("spec.selector", ""));
        } else if (selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty()) {
            errors.add(FieldError.invalid(
                    "spec.selector",
                    selector,
                    "empty selector is invalid for " + object.kind().toLowerCase(Locale.ROOT)));
        }
        JsonNode labels = object.get("spec").path("template").path("metadata").path("labels");
        boolean matches = selector.path("matchLabels").properties().stream()
                .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
        if (!matches) {
            errors.add(FieldError.invalid(
                    "spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
        }
    }

    private void validatePod(JsonNode pod, List<FieldError> errors) {
        String podPath = podPointer.substring(1).replace('/', '.');
        JsonNode containers = pod.path("containers");
        if (containers.isEmpty()) {
            errors.add(FieldError.required(podPath + ".containers", ""));
        }
        for (int i = 0; i < containers.size(); i++) {
            String path = podPath + ".containers[" + i + "]";
            for (String field : List.of("name", "image")) {
                if (containers.get(i).path(field).asText("").isEmpty()) {
                    errors.add(FieldError.required(path + "." + field, ""));
                }
            }
        }
    }

    @Override
    public List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
        JsonNode selector = object.get("spec").path("selector");
        return selects && !selector.equals(old.get("spec").path("selector"))
                ? List.of(FieldError.invalid("spec.selector", selector, "field is immutable"))
                : List.of();
    }

    @Override
    public Map<String, String> selectableFields(KubeObject object) {
        return this == POD
                ? Map.of(
                        "spec.nodeName", object.get("spec").path("nodeName").asText(""),
                        "spec.serviceAccountName",
                                object.get("spec").path("serviceAccountName").asText(""),
                        "status.phase", object.get("status").path("phase").asText(""))
                : Map.of();
    }

    private JsonNode pod(KubeObject object) {
        return object.tree().at(podPointer);
    }
}
