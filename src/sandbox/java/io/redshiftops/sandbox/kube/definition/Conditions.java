package io.redshiftops.sandbox.kube.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.time.Instant;

/** The conditions in the status of a definition. */
final class Conditions {

    static final String ESTABLISHED = "Established";
    static final String NAMES_ACCEPTED = "NamesAccepted";
    static final String TERMINATING = "Terminating";

    private Conditions() {}

    /** What is to be said of a definition. */
    record Condition(String type, boolean status, String reason, String message) {}

    static boolean isTrue(KubeObject object, String type) {
        for (JsonNode condition : object.get("status").path("conditions")) {
            if (condition.path("type").asText("").equals(type)) {
                return condition.path("status").asText("").equals("True");
            }
        }
        return false;
    }

    /** Says something of an object that may be changed; the time stays if it was said before. */
    static void set(KubeObject object, Condition condition, Instant now) {
        ObjectNode status = object.tree().withObjectProperty("status");
        ArrayNode conditions =
                status.get("conditions") instanceof ArrayNode array ? array : status.putArray("conditions");
        ObjectNode entry = null;
        for (JsonNode one : conditions) {
            if (one instanceof ObjectNode known && one.path("type").asText("").equals(condition.type())) {
                entry = known;
            }
        }
        if (entry == null) {
            entry = conditions.addObject().put("type", condition.type());
        }
        String value = condition.status() ? "True" : "False";
        if (!entry.path("status").asText("").equals(value)) {
            entry.put("lastTransitionTime", KubeObject.time(now));
        }
        entry.put("status", value).put("reason", condition.reason()).put("message", condition.message());
    }
}
