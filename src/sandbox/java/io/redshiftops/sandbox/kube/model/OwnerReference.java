package io.redshiftops.sandbox.kube.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An entry of {@code metadata.ownerReferences}.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/">Owners and
 *     dependents</a>
 */
public record OwnerReference(
        String apiVersion, String kind, String name, String uid, boolean controller, boolean blocksDeletion) {

    static OwnerReference of(JsonNode entry) {
        return new OwnerReference(
                entry.path("apiVersion").asText(""),
                entry.path("kind").asText(""),
                entry.path("name").asText(""),
                entry.path("uid").asText(""),
                entry.path("controller").asBoolean(false),
                entry.path("blockOwnerDeletion").asBoolean(false));
    }
}
