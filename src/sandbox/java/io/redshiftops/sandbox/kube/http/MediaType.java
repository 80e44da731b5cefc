package io.redshiftops.sandbox.kube.http;

import io.redshiftops.sandbox.kube.model.ApiException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form in which a client takes answers.
 *
 * @param name such as {@code application/json}
 * @param parameters such as {@code as=Table}
 */
record MediaType(String name, Map<String, String> parameters) {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";
    static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    /** The forms in which objects can be sent and, but for the last, be had. */
    static final List<String> OBJECTS = List.of(JSON, YAML, PROTOBUF);

    static MediaType parse(String text) {
        String[] parts = text.split(";");
        Map<String, String> parameters = new LinkedHashMap<>();
        Arrays.stream(parts).skip(1).forEach(part -> {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        });
        return new MediaType(parts[0].strip(), parameters);
    }

    /** How objects are shown, such as {@code Table}; empty for as they are. */
    String as() {
        return parameters.getOrDefault("as", "");
    }

    /** The version of the meta group in which tables and partial objects are wanted. */
    String metaVersion() {
        return "meta.k8s.io/" + parameters.getOrDefault("v", "v1");
    }

    boolean isYaml() {
        return name.equals(YAML);
    }

    /**
     * The first form that a client takes and that can be had.
     *
     * @param accept the header
     * @param transforms whether objects can be shown as tables and partial objects
     */
    static MediaType negotiate(String accept, boolean transforms) {
        if (accept.isBlank()) {
            return new MediaType(JSON, Map.of());
        }
        Optional<MediaType> chosen = Arrays.stream(accept.split(","))
                .map(MediaType::parse)
                .filter(type -> type.isServed(transforms))
                .findFirst();
        return chosen.map(type -> type.name.contains("*") ? new MediaType(JSON, type.parameters) : type)
                .orElseThrow(() -> ApiException.notAcceptable(
                        "only the following media types are accepted: " + String.join(", ", OBJECTS)));
    }

    private boolean isServed(boolean transforms) {
        boolean known = List.of(JSON, YAML, "*/*", "application/*").contains(name);
        return known && (as().isEmpty() || (transforms && isTransform()));
    }

    private boolean isTransform() {
        boolean meta = parameters.getOrDefault("g", "").equals("meta.k8s.io")
                && List.of("v1", "v1beta1").contains(parameters.getOrDefault("v", ""));
        return meta
                && List.of("Table", "PartialObjectMetadata", "PartialObjectMetadataList")
                        .contains(as());
    }
}
