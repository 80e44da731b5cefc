package io.redshiftops.sandbox.kube.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.codec.YamlReader;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.patch.JsonPatch;
import io.redshiftops.sandbox.kube.patch.MergePatch;
import io.redshiftops.sandbox.kube.patch.PatchFailedException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Scales objects: writes the number of replicas through their scale. */
public final class ScaleWriter {

    private final ObjectWriter writer;

    public ScaleWriter(ObjectWriter writer) {
        this.writer = writer;
    }

    /** Replaces the scale of an object and answers with the new one. */
    public KubeObject replace(Target target, KubeObject scale, WriteOptions options, RequestContext context) {
        return write(target, current -> scale, options, context);
    }

    /** Patches the scale of an object and answers with the new one. */
    public KubeObject patch(
            Target target, String mediaType, byte[] body, WriteOptions options, RequestContext context) {
        JsonNode patch = read(body);
        return write(
                target,
                current -> {
                    JsonNode patched = mediaType.equals("application/json-patch+json")
                            ? jsonPatched(current.tree(), patch)
                            : MergePatch.apply(current.tree(), patch);
                    if (!(patched instanceof ObjectNode tree)) {
                        throw ApiException.badRequest("Invalid JSON Patch");
                    }
                    return new KubeObject(tree);
                },
                options,
                context);
    }

    private static JsonNode read(byte[] body) {
        try {
            return YamlReader.readJsonOrYaml(body).tree();
        } catch (MalformedDocumentException e) {
            throw ApiException.badRequest("error decoding patch: " + e.getMessage());
        }
    }

    private static JsonNode jsonPatched(JsonNode scale, JsonNode patch) {
        try {
            return JsonPatch.apply(scale, patch);
        } catch (PatchFailedException e) {
            throw ApiException.unprocessable();
        }
    }

    private KubeObject write(
            Target target, UnaryOperator<KubeObject> change, WriteOptions options, RequestContext context) {
        ResourceType type = target.type();
        ScaleView view = type.scale().orElseThrow(ApiException::unknownResource);
        UpdateSource source = new UpdateSource() {
            @Override
            public KubeObject updated(@Nullable KubeObject current) {
                if (current == null) {
                    throw ApiException.notFound(type.resource(), target.name());
                }
                KubeObject scale = change.apply(view.read(current));
                KubeObject scaled = current.copy();
                view.write(scale, scaled);
                if (!scale.resourceVersion().isEmpty()) {
                    scaled.metadata().put("resourceVersion", scale.resourceVersion());
                }
                type.fieldManager(Subresource.SCALE).update(current, scaled, options.fieldManager());
                return scaled;
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
        Target whole = Target.of(type, target.namespace(), target.name());
        return view.read(writer.update(whole, source, options, context).object());
    }
}
