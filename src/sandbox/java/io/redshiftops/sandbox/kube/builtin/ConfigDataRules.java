package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * ConfigMaps and Secrets.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/secret/">Secrets</a>
 */
enum ConfigDataRules implements KindRules {
    CONFIG_MAP {
        @Override
        public List<FieldError> validate(KubeObject object) {
            List<FieldError> errors = new ArrayList<>(validateKeys(object, "data"));
            object.get("data").fieldNames().forEachRemaining(key -> {
                if (object.get("binaryData").has(key)) {
                    errors.add(FieldError.invalid("data[" + key + "]", key, "duplicate of key present in binaryData"));
                }
            });
            errors.addAll(validateKeys(object, "binaryData"));
            long size = 0;
            for (JsonNode value : object.get("data")) {
                size += value.asText().getBytes(StandardCharsets.UTF_8).length;
            }
            size += decodedSize(object.get("binaryData"));
            if (size > SIZE_LIMIT) {
                // The real server's path has an empty element, which prints so.
                errors.add(FieldError.tooLong("[]", SIZE_LIMIT));
            }
            return errors;
        }

        @Override
        public List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
            return validateImmutable(object, old, List.of("data", "binaryData"));
        }
    },

    SECRET {
        @Override
        public void setDefaults(KubeObject object) {
            ObjectNode tree = object.tree();
            JsonNode texts = tree.remove("stringData");
            if (texts != null && !texts.isEmpty()) {
                ObjectNode data = tree.withObjectProperty("data");
                for (Map.Entry<String, JsonNode> entry : texts.properties()) {
                    byte[] bytes = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
                    data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
                }
            }
        }

        @Override
        public List<FieldError> validate(KubeObject object) {
            List<FieldError> errors = new ArrayList<>(validateKeys(object, "data"));
            if (decodedSize(object.get("data")) > SIZE_LIMIT) {
                errors.add(FieldError.tooLong("data", SIZE_LIMIT));
            }
            validateType(object, errors);
            return errors;
        }

        @Override
        public List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
            List<FieldError> errors = new ArrayList<>();
            if (!object.get("type").equals(old.get("type"))) {
                errors.add(FieldError.invalid("type", object.get("type"), "field is immutable"));
            }
            errors.addAll(validateImmutable(object, old, List.of("data")));
            return errors;
        }

        @Override
        public Map<String, String> selectableFields(KubeObject object) {
            return Map.of("type", object.get("type").asText(""));
        }
    };

    private static final long SIZE_LIMIT = 1024L * 1024;

    static List<FieldError> validateKeys(KubeObject object, String field) {
        List<FieldError> errors = new ArrayList<>();
        object.get(field)
                .fieldNames()
                .forEachRemaining(key -> NameFormat.CONFIG_KEY
                        .problems(key)
                        .forEach(problem -> errors.add(FieldError.invalid(field + "[" + key + "]", key, problem))));
        return errors;
    }

    static List<FieldError> validateImmutable(KubeObject object, KubeObject old, List<String> fields) {
        List<FieldError> errors = new ArrayList<>();
        if (!old.get("immutable").asBoolean(false)) {
            return errors;
        }
        String why = "field is immutable when `immutable` is set";
        if (!object.get("immutable").asBoolean(false)) {
            errors.add(FieldError.forbidden("immutable", why));
        }
        for (String field : fields) {
            if (!object.get(field).equals(old.get(field))) {
                errors.add(FieldError.forbidden(field, why));
            }
        }
        return errors;
    }

    static long decodedSize(JsonNode base64Values) {
        long size = 0;
        for (JsonNode value : base64Values) {
            size += Base64.getDecoder().decode(value.asText()).length;
        }
        return size;
    }

    static void validateType(KubeObject secret, List<FieldError> errors) {
        JsonNode data = secret.get("data");
        switch (secret.get("type").asText("")) {
            case "kubernetes.io/service-account-token" -> {
                String annotation = "kubernetes.io/service-account.name";
                if (secret.annotations().getOrDefault(annotation, "").isEmpty()) {
                    errors.add(FieldError.required("metadata.annotations[" + annotation + "]", ""));
                }
            }
            case "kubernetes.io/dockercfg" -> validateJson(data, ".dockercfg", errors);
            case "kubernetes.io/dockerconfigjson" -> validateJson(data, ".dockerconfigjson", errors);
            case "kubernetes.io/basic-auth" -> {
                if (!data.has("username") && !data.has("password")) {
                    errors.add(FieldError.required("data[username]", ""));
                    errors.add(FieldError.required("data[password]", ""));
                }
            }
            case "kubernetes.io/ssh-auth" -> {
                if (data.path("ssh-privatekey").asText("").isEmpty()) {
                    errors.add(FieldError.required("data[ssh-privatekey]", ""));
                }
            }
            case "kubernetes.io/tls" -> {
                for (String key : List.of("tls.crt", "tls.key")) {
                    if (!data.has(key)) {
                        errors.add(FieldError.required("data[" + key + "]", ""));
                    }
                }
            }
            default -> {
                // Any other type says nothing about the data.
            }
        }
    }

    private static void validateJson(JsonNode data, String key, List<FieldError> errors) {
        if (!data.has(key)) {
            errors.add(FieldError.required("data[" + key + "]", ""));
            return;
        }
        try {
            JsonReader.read(Base64.getDecoder().decode(data.path(key).asText()));
        } catch (MalformedDocumentException e) {
            errors.add(FieldError.invalid(
                    "data[" + key + "]", "<secret contents redacted>", String.valueOf(e.getMessage())));
        }
    }
}
