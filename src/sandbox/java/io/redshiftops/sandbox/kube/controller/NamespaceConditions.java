package io.redshiftops.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in the status of a namespace what keeps it from being deleted. */
record NamespaceConditions(NamespaceController.Content left, Instant now) {

    KubeObject writeTo(KubeObject namespace) {
        ObjectNode status = namespace.tree().withObjectProperty("status");
        JsonNode before = status.path("conditions").deepCopy();
        ArrayNode conditions = status.putArray("conditions");
        add(
                conditions,
                before,
                "NamespaceDeletionDiscoveryFailure",
                false,
                "ResourcesDiscovered",
                "All resources successfully discovered");
        add(
                conditions,
                before,
                "NamespaceDeletionGroupVersionParsingFailure",
                false,
                "ParsedGroupVersions",
                "All legacy kube types successfully parsed");
        add(
                conditions,
                before,
                "NamespaceDeletionContentFailure",
                false,
                "ContentDeleted",
                "All content successfully deleted, may be waiting on finalization");
        add(
                conditions,
                before,
                "NamespaceContentRemaining",
                true,
                "SomeResourcesRemain",
                "Some resources are remaining: " + counted(left.objects(), " has %d resource instances"));
        boolean held = !left.finalizers().isEmpty();
        add(
                conditions,
                before,
                "NamespaceFinalizersRemaining",
                held,
                held ? "SomeFinalizersRemain" : "ContentHasNoFinalizers",
                held
                        ? "Some content in the namespace has finalizers remaining: "
                                + counted(left.finalizers(), " in %d resource instances")
                        : "All content-preserving finalizers finished");
        return namespace;
    }

    private static String counted(Map<String, Integer> counts, String format) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + String.format(format, entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void add(
            ArrayNode conditions, JsonNode before, String type, boolean status, String reason, String message) {
        String value = status ? "True" : "False";
        String since = KubeObject.time(now);
        for (JsonNode old : before) {
            if (old.path("type").asText("").equals(type)
                    && old.path("status").asText("").equals(value)) {
                since = old.path("lastTransitionTime").asText(since);
            }
        }
        conditions
                .addObject()
                .put("type", type)
                .put("status", value)
                .put("lastTransitionTime", since)
                .put("reason", reason)
                .put("message", message);
    }
}
