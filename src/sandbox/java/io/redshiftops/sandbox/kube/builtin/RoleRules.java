package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Roles and their bindings.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a>
 */
enum RoleRules implements KindRules {
    ROLE {
        @Override
        public List<FieldError> validate(KubeObject object) {
            return validateRules(object, true);
        }
    },
    CLUSTER_ROLE {
        @Override
        public List<FieldError> validate(KubeObject object) {
            List<FieldError> errors = new ArrayList<>(validateRules(object, false));
            JsonNode aggregation = object.get("aggregationRule");
            if (aggregation.isObject()
                    && aggregation.path("clusterRoleSelectors").isEmpty()) {
                errors.add(FieldError.required(
                        "aggregationRule.clusterRoleSelectors",
                        "at least one clusterRoleSelector required if aggregationRule is non-nil"));
            }
            return errors;
        }
    },
    ROLE_BINDING {
        @Override
        public void setDefaults(KubeObject object) {
            defaultSubjects(object);
        }

        @Override
        public List<FieldError> validate(KubeObject object) {
            return validateBinding(object, true);
        }

        @Override
        public List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
            return validateRoleRef(object, old);
        }
    },
    CLUSTER_ROLE_BINDING {
        @Override
        public void setDefaults(KubeObject object) {
            defaultSubjects(object);
        }

        @Override
        public List<FieldError> validate(KubeObject object) {
            return validateBinding(object, false);
        }

        @Override
        public List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
            return validateRoleRef(object, old);
        }
    };

    private static final String GROUP = "rbac.authorization.k8s.io";

    @Override
    public NameFormat nameFormat() {
        return NameFormat.PATH_SEGMENT;
    }

    static List<FieldError> validateRules(KubeObject role, boolean namespaced) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode rules = role.get("rules");
        for (int i = 0; i < rules.size(); i++) {
            validateRule(rules.get(i), "rules[" + i + "]", namespaced, errors);
        }
        return errors;
    }

    private static void validateRule(JsonNode rule, String path, boolean namespaced, List<FieldError> errors) {
        if (rule.path("verbs").isEmpty()) {
            errors.add(FieldError.required(path + ".verbs", "verbs must contain at least one value"));
        }
        JsonNode urls = rule.path("nonResourceURLs");
        if (!urls.isEmpty()) {
            String at = path + ".nonResourceURLs";
            if (namespaced) {
                errors.add(FieldError.invalid(at, urls, "namespaced rules cannot apply to non-resource URLs"));
            }
            if (!rule.path("apiGroups").isEmpty()
                    || !rule.path("resources").isEmpty()
                    || !rule.path("resourceNames").isEmpty()) {
                errors.add(FieldError.invalid(
                        at, urls, "rules cannot apply to both regular resources and non-resource URLs"));
            }
            return;
        }
        if (rule.path("apiGroups").isEmpty()) {
            errors.add(FieldError.required(path + ".apiGroups", "resource rules must supply at least one api group"));
        }
        if (rule.path("resources").isEmpty()) {
            errors.add(FieldError.required(path + ".resources", "resource rules must supply at least one resource"));
        }
    }

    static void defaultSubjects(KubeObject binding) {
        binding.get("subjects").forEach(subject -> {
            if (List.of("User", "Group").contains(subject.path("kind").asText(""))
                    && subject.path("apiGroup").asText("").isEmpty()) {
                ((ObjectNode) subject).put("apiGroup", GROUP);
            }
        });
    }

    static List<FieldError> validateBinding(KubeObject binding, boolean namespaced) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode role = binding.get("roleRef");
        if (!role.path("apiGroup").asText("").equals(GROUP)) {
            errors.add(FieldError.notSupported(
                    "roleRef.apiGroup", role.path("apiGroup").asText(""), List.of(GROUP)));
        }
        List<String> kinds = namespaced ? List.of("Role", "ClusterRole") : List.of("ClusterRole");
        if (!kinds.contains(role.path("kind").asText(""))) {
            errors.add(FieldError.notSupported("roleRef.kind", role.path("kind").asText(""), kinds));
        }
        String name = role.path("name").asText("");
        if (name.isEmpty()) {
            errors.add(FieldError.required("roleRef.name", ""));
        }
        NameFormat.PATH_SEGMENT
                .problems(name)
                .forEach(problem -> errors.add(FieldError.invalid("roleRef.name", name, problem)));
        JsonNode subjects = binding.get("subjects");
        for (int i = 0; i < subjects.size(); i++) {
            validateSubject(subjects.get(i), "subjects[" + i + "]", namespaced, errors);
        }
        return errors;
    }

    private static void validateSubject(JsonNode subject, String path, boolean namespaced, List<FieldError> errors) {
        String name = subject.path("name").asText("");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path + ".name", ""));
        }
        String group = subject.path("apiGroup").asText("");
        switch (subject.path("kind").asText("")) {
            case "ServiceAccount" -> {
                if (!name.isEmpty()) {
                    NameFormat.DNS_SUBDOMAIN
                            .problems(name)
                            .forEach(problem -> errors.add(FieldError.invalid(path + ".name", name, problem)));
                }
                if (!group.isEmpty()) {
                    errors.add(FieldError.notSupported(path + ".apiGroup", group, List.of("")));
                }
                if (!namespaced && subject.path("namespace").asText("").isEmpty()) {
                    errors.add(FieldError.required(path + ".namespace", ""));
                }
            }
            case "User", "Group" -> {
                if (!group.equals(GROUP)) {
                    errors.add(FieldError.notSupported(path + ".apiGroup", group, List.of(GROUP)));
                }
            }
            default ->
                errors.add(FieldError.notSupported(
                        path + ".kind", subject.path("kind").asText(""), List.of("ServiceAccount", "User", "Group")));
        }
    }

    static List<FieldError> validateRoleRef(KubeObject binding, KubeObject old) {
        JsonNode role = binding.get("roleRef");
        if (role.equals(old.get("roleRef"))) {
            return List.of();
        }
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("APIGroup", role.path("apiGroup").asText(""))
                .put("Kind", role.path("kind").asText(""))
                .put("Name", role.path("name").asText(""));
        return List.of(FieldError.invalid("roleRef", shown, "cannot change roleRef"));
    }
}
