package io.redshiftops.sandbox.kube.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.Document;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.codec.YamlReader;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.patch.JsonPatch;
import io.redshiftops.sandbox.kube.patch.MergePatch;
import io.redshiftops.sandbox.kube.patch.PatchFailedException;
import io.redshiftops.sandbox.kube.patch.StrategicMergePatch;
import io.redshiftops.sandbox.kube.resource.WriteOptions.FieldValidation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Patches objects, in the four ways that Kubernetes knows. */
public final class ObjectPatcher {

    private static final int OPERATIONS_LIMIT = 10_000;

    private final ObjectWriter writer;

    public ObjectPatcher(ObjectWriter writer) {
        this.writer = writer;
    }

    /** The media types of patches that a resource takes. */
    public static List<String> mediaTypes(ResourceType type) {
        List<String> types = new ArrayList<>(List.of("application/json-patch+json", "application/merge-patch+json"));
        if (type.behaviour().allowsStrategicPatch()) {
            types.add("application/strategic-merge-patch+json");
        }
        types.add("application/apply-patch+yaml");
        return types;
    }

    /** Patches an object; an apply creates it if it is not there. */
    public ObjectWriter.Written patch(
            Target target, String mediaType, byte[] body, WriteOptions options, RequestContext context) {
        Job job = new Job(target, options, context);
        UpdateSource source = switch (mediaType) {
            case "application/json-patch+json" -> jsonPatch(job, body);
            case "application/merge-patch+json" -> mergePatch(job, body);
            case "application/strategic-merge-patch+json" -> strategicPatch(job, body);
            default -> apply(job, body);
        };
        return writer.update(target, source, options, context);
    }

    private record Job(Target target, WriteOptions options, RequestContext context) {
        ResourceType type() {
            return target.type();
        }

        boolean isChecked() {
            return options.fieldValidation() != FieldValidation.IGNORE;
        }

        boolean isStrict() {
            return options.fieldValidation() == FieldValidation.STRICT;
        }
    }

    private static UpdateSource jsonPatch(Job job, byte[] body) {
        Document patch = readJson(body);
        if (!patch.tree().isArray()) {
            throw ApiException.badRequest("error decoding patch: json: cannot unmarshal " + word(patch.tree())
                    + " into Go value of type []handlers.jsonPatchOp");
        }
        if (patch.tree().size() > OPERATIONS_LIMIT) {
            throw ApiException.tooLarge("The allowed maximum operations in a JSON patch is " + OPERATIONS_LIMIT
                    + ", got " + patch.tree().size());
        }
        List<String> strict =
                patch.duplicates().stream().map(text -> "json patch " + text).toList();
        return patching(job, strict, current -> {
            try {
                return JsonPatch.apply(current, patch.tree());
            } catch (PatchFailedException e) {
                throw ApiException.unprocessable();
            }
        });
    }

    private static UpdateSource mergePatch(Job job, byte[] body) {
        Document patch = readJson(body);
        if (!patch.tree().isObject()) {
            throw ApiException.badRequest("error decoding patch: json: cannot unmarshal " + word(patch.tree())
                    + " into Go value of type map[string]interface {}");
        }
        return patching(job, patch.duplicates(), current -> MergePatch.apply(current, patch.tree()));
    }

    private static UpdateSource strategicPatch(Job job, byte[] body) {
        Document patch = readJson(body);
        if (!(patch.tree() instanceof ObjectNode object)) {
            throw ApiException.badRequest(
                    "json: cannot unmarshal " + word(patch.tree()) + " into Go value of type map[string]interface {}");
        }
        return patching(job, patch.duplicates(), current -> {
            try {
                return StrategicMergePatch.apply(
                        (ObjectNode) current, object, job.type().schema());
            } catch (PatchFailedException e) {
                throw ApiException.internal(String.valueOf(e.getMessage()));
            }
        });
    }

    private interface Step {
        JsonNode apply(JsonNode current);
    }

    /** A source that patches the present state. */
    private static UpdateSource patching(Job job, List<String> strictErrors, Step step) {
        return new UpdateSource() {
            @Override
            public KubeObject updated(@Nullable KubeObject current) {
                if (current == null) {
                    throw ApiException.notFound(
                            job.type().resource(), job.target().name());
                }
                JsonNode patched = step.apply(current.tree());
                KubeObject object = decode(job, patched, strictErrors);
                job.type()
                        .fieldManager(job.target().subresource())
                        .update(current, object, job.options().fieldManager());
                return object;
            }

            @Override
            public boolean mayCreate() {
                return false;
            }

            @Override
            public String expectedUid() {
                return "";
            }
        };
    }

    private static KubeObject decode(Job job, JsonNode patched, List<String> strictErrors) {
        if (!(patched instanceof ObjectNode tree)) {
            throw ApiException.badRequest("Invalid JSON Patch");
        }
        String shown = JsonWriter.text(tree);
        Decoded decoded;
        try {
            decoded = job.type().behaviour().decode(tree.deepCopy());
        } catch (DecodeException e) {
            throw invalidPatch(shown, e.text());
        }
        List<String> problems = new ArrayList<>(strictErrors);
        problems.addAll(decoded.strictErrors());
        if (!problems.isEmpty() && job.isStrict()) {
            throw invalidPatch(shown, "strict decoding error: " + String.join(", ", problems));
        }
        if (job.isChecked()) {
            problems.forEach(job.context()::warn);
        }
        return decoded.object();
    }

    private static ApiException invalidPatch(String shown, String problem) {
        return ApiException.invalid(
                new GroupVersionKind("", "", ""), "", List.of(FieldError.invalid("patch", shown, problem)));
    }

    private static UpdateSource apply(Job job, byte[] body) {
        Document document;
        try {
            document = YamlReader.readJsonOrYaml(body);
        } catch (MalformedDocumentException e) {
            throw ApiException.badRequest("error decoding YAML: " + e.getMessage());
        }
        if (!(document.tree() instanceof ObjectNode configuration)) {
            throw ApiException.badRequest(
                    "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
                            + word(document.tree()) + " into Go value of type map[string]interface {}");
        }
        return new UpdateSource() {
            @Override
            public KubeObject updated(@Nullable KubeObject current) {
                KubeObject applied = job.type()
                        .fieldManager(job.target().subresource())
                        .apply(
                                current,
                                new KubeObject(configuration),
                                job.options().fieldManager(),
                                job.options().force());
                reportDuplicates(job, document.duplicates());
                return redecoded(job, applied);
            }

            @Override
            public boolean mayCreate() {
                return true;
            }

            @Override
            public String expectedUid() {
                return "";
            }
        };
    }

    private static void reportDuplicates(Job job, List<String> duplicates) {
        if (duplicates.isEmpty() || !job.isChecked()) {
            return;
        }
        String text = "error converting YAML to JSON: yaml: unmarshal errors:\n  " + String.join("\n  ", duplicates);
        if (job.isStrict()) {
            throw ApiException.badRequest("error strict decoding YAML: " + text);
        }
        duplicates.forEach(job.context()::warn);
    }

    /** What was merged is read once more, for defaults and for nulls that merging left. */
    private static KubeObject redecoded(Job job, KubeObject applied) {
        try {
            return job.type().behaviour().decode(applied.tree()).object();
        } catch (DecodeException e) {
            throw ApiException.internal("failed to convert new typed object (" + applied.namespace() + "/"
                    + applied.name() + "; " + applied.groupVersionKind() + ") to object: " + e.text());
        }
    }

    private static Document readJson(byte[] body) {
        try {
            return JsonReader.read(body);
        } catch (MalformedDocumentException e) {
            throw ApiException.badRequest("error decoding patch: " + e.getMessage());
        }
    }

    private static String word(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> "number";
            default -> "null";
        };
    }
}
