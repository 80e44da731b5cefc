package io.redshiftops.sandbox.kube.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the server says it is: the release whose behaviour it emulates, marked as an emulation. */
final class ServerVersion {

    private ServerVersion() {}

    static ObjectNode document() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("major", "1")
                .put("minor", "34")
                .put("emulationMajor", "1")
                .put("emulationMinor", "34")
                .put("minCompatibilityMajor", "1")
                .put("minCompatibilityMinor", "33")
                .put("gitVersion", "v1.34.0-sandbox")
                .put("gitCommit", "")
                .put("gitTreeState", "")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "")
                .put("platform", "jvm/" + Runtime.version().feature());
    }
}
