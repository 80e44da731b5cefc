package io.redshiftops.sandbox.kube.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule of a role.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/">Role</a>
 */
record PolicyRule(
        List<String> verbs,
        List<String> apiGroups,
        List<String> resources,
        List<String> resourceNames,
        List<String> nonResourceUrls) {

    /** Allows everything that is done to resources. */
    static final PolicyRule EVERYTHING = new PolicyRule(List.of("*"), List.of("*"), List.of("*"), List.of(), List.of());

    /** Allows everything that is done to paths. */
    static final PolicyRule EVERY_PATH = new PolicyRule(List.of("*"), List.of(), List.of(), List.of(), List.of("*"));

    static PolicyRule of(JsonNode rule) {
        return new PolicyRule(
                strings(rule.path("verbs")),
                strings(rule.path("apiGroups")),
                strings(rule.path("resources")),
                strings(rule.path("resourceNames")),
                strings(rule.path("nonResourceURLs")));
    }

    static List<PolicyRule> all(JsonNode rules) {
        List<PolicyRule> all = new ArrayList<>();
        rules.forEach(rule -> all.add(of(rule)));
        return all;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.asText()));
        return strings;
    }

    boolean allows(Attributes wanted) {
        if (!has(verbs, wanted.verb())) {
            return false;
        }
        if (!wanted.isResource()) {
            return nonResourceUrls.stream().anyMatch(url -> matchesUrl(url, wanted.path()));
        }
        return has(apiGroups, wanted.group())
                && matchesResource(wanted.fullResource(), wanted.subresource())
                && (resourceNames.isEmpty() || resourceNames.contains(wanted.name()));
    }

    private boolean matchesResource(String full, String subresource) {
        return resources.contains("*")
                || resources.contains(full)
                || (!subresource.isEmpty() && resources.contains("*/" + subresource));
    }

    private static boolean matchesUrl(String pattern, String path) {
        return pattern.equals("*")
                || pattern.equals(path)
                || (pattern.endsWith("*") && path.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    private static boolean has(List<String> values, String value) {
        return values.contains("*") || values.contains(value);
    }

    /** The smallest rules that together say the same. */
    List<PolicyRule> parts() {
        List<PolicyRule> parts = new ArrayList<>();
        for (String verb : verbs) {
            for (String url : nonResourceUrls) {
                parts.add(new PolicyRule(List.of(verb), List.of(), List.of(), List.of(), List.of(url)));
            }
            for (String group : apiGroups) {
                for (String resource : resources) {
                    if (resourceNames.isEmpty()) {
                        parts.add(
                                new PolicyRule(List.of(verb), List.of(group), List.of(resource), List.of(), List.of()));
                    }
                    for (String name : resourceNames) {
                        parts.add(new PolicyRule(
                                List.of(verb), List.of(group), List.of(resource), List.of(name), List.of()));
                    }
                }
            }
        }
        return parts;
    }

    /** Whether this rule allows all that one of the {@link #parts} allows. */
    boolean covers(PolicyRule part) {
        if (!part.verbs.stream().allMatch(verb -> has(verbs, verb))) {
            return false;
        }
        if (!part.nonResourceUrls.isEmpty()) {
            return part.nonResourceUrls.stream()
                    .allMatch(url -> nonResourceUrls.stream().anyMatch(own -> matchesUrl(own, url)));
        }
        return part.apiGroups.stream().allMatch(group -> has(apiGroups, group))
                && part.resources.stream().allMatch(this::coversResource)
                && (resourceNames.isEmpty()
                        || (!part.resourceNames.isEmpty() && resourceNames.containsAll(part.resourceNames)));
    }

    private boolean coversResource(String resource) {
        int slash = resource.indexOf('/');
        return matchesResource(resource, slash < 0 ? "" : resource.substring(slash + 1));
    }

    /** The form of messages about rules that are not held. */
    String shown() {
        List<String> fields = new ArrayList<>();
        show("APIGroups", apiGroups, fields);
        show("Resources", resources, fields);
        show("ResourceNames", resourceNames, fields);
        show("NonResourceURLs", nonResourceUrls, fields);
        show("Verbs", verbs, fields);
        return "{" + String.join(", ", fields) + "}";
    }

    private static void show(String name, List<String> values, List<String> fields) {
        if (!values.isEmpty()) {
            fields.add(name + ":" + values.stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]")));
        }
    }

    /** The form of rules reviews. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "verbs", verbs);
        put(json, "apiGroups", apiGroups);
        put(json, "resources", resources);
        put(json, "resourceNames", resourceNames);
        put(json, "nonResourceURLs", nonResourceUrls);
        return json;
    }

    private static void put(ObjectNode json, String field, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(json.putArray(field)::add);
        }
    }
}
