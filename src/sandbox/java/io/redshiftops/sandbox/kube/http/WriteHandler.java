package io.redshiftops.sandbox.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.read.ListPage;
import io.redshiftops.sandbox.kube.read.ListQuery;
import io.redshiftops.sandbox.kube.read.ObjectReader;
import io.redshiftops.sandbox.kube.resource.CreateOnly;
import io.redshiftops.sandbox.kube.resource.DeleteOptions;
import io.redshiftops.sandbox.kube.resource.ObjectDeleter;
import io.redshiftops.sandbox.kube.resource.ObjectPatcher;
import io.redshiftops.sandbox.kube.resource.ObjectWriter;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.ScaleWriter;
import io.redshiftops.sandbox.kube.resource.Subresource;
import io.redshiftops.sandbox.kube.resource.Target;
import io.redshiftops.sandbox.kube.resource.WriteOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers requests that write: create, update, patch and delete. */
final class WriteHandler {

    private static final String APPLY = "application/apply-patch+yaml";

    private final BodyReader bodies;
    private final Writers writers;
    private final ObjectReader reader;
    private final Map<String, CreateOnly> questions;
    private final List<ResourceType> parts;
    private final Clock clock;

    /** What carries out writes. */
    record Writers(ObjectWriter writer, ObjectPatcher patcher, ObjectDeleter deleter, ScaleWriter scales) {}

    /**
     * A handler.
     *
     * @param questions what answers the kinds of which nothing is stored
     * @param parts the kinds that are sent to subresources only
     */
    WriteHandler(
            BodyReader bodies,
            Writers writers,
            ObjectReader reader,
            Map<String, CreateOnly> questions,
            List<ResourceType> parts,
            Clock clock) {
        this.bodies = bodies;
        this.writers = writers;
        this.reader = reader;
        this.questions = questions;
        this.parts = parts;
        this.clock = clock;
    }

    void create(Target target, Request request, RequestContext context, Reply reply) throws IOException {
        Rendering rendering = Rendering.of(request);
        ResourceType type = target.subresource().isEmpty() ? target.type() : part(target);
        WriteOptions options = RequestOptions.write(request, "CreateOptions", false);
        KubeObject object = bodies.read(request, type, options.fieldValidation(), context);
        CreateOnly question = questions.get(type.kind().kind());
        KubeObject created = question != null
                ? question.create(target, object, context)
                : writers.writer().create(target, object, options, context);
        reply.warn(context.warnings());
        reply.tree(201, rendering.object(type, created, clock.instant()), rendering.type());
    }

    private ResourceType part(Target target) {
        Subresource subresource = target.type().subresources().get(target.subresource());
        return parts.stream()
                .filter(part -> subresource != null && part.kind().equals(subresource.kind()))
                .findFirst()
                .orElseThrow(ApiException::unknownResource);
    }

    void update(Target target, Request request, RequestContext context, Reply reply) throws IOException {
        Rendering rendering = Rendering.of(request);
        boolean scales = target.subresource().equals(Subresource.SCALE);
        ResourceType type = scales ? part(target) : target.type();
        WriteOptions options = RequestOptions.write(request, "UpdateOptions", false);
        KubeObject object = bodies.read(request, type, options.fieldValidation(), context);
        KubeObject updated = scales
                ? writers.scales().replace(target, object, options, context)
                : writers.writer().replace(target, object, options, context).object();
        reply.warn(context.warnings());
        reply.tree(200, rendering.object(type, updated, clock.instant()), rendering.type());
    }

    void patch(Target target, Request request, RequestContext context, Reply reply) throws IOException {
        String mediaType = request.contentType();
        requireKnownPatch(target.type(), mediaType);
        Rendering rendering = Rendering.of(request);
        WriteOptions options = RequestOptions.write(request, "PatchOptions", mediaType.equals(APPLY));
        if (target.subresource().equals(Subresource.SCALE)) {
            KubeObject scale = writers.scales().patch(target, mediaType, request.body(), options, context);
            reply.warn(context.warnings());
            reply.tree(200, rendering.object(part(target), scale, clock.instant()), rendering.type());
            return;
        }
        ObjectWriter.Written written = writers.patcher().patch(target, mediaType, request.body(), options, context);
        reply.warn(context.warnings());
        reply.tree(
                written.created() ? 201 : 200,
                rendering.object(target.type(), written.object(), clock.instant()),
                rendering.type());
    }

    private static void requireKnownPatch(ResourceType type, String mediaType) {
        if (ObjectPatcher.mediaTypes(type).contains(mediaType)) {
            return;
        }
        if (type.isCustom()) {
            throw ApiException.unsupportedMediaType(ObjectPatcher.mediaTypes(type));
        }
        throw ApiException.unsupportedMediaType("415: Unsupported Media Type");
    }

    void delete(Target target, Request request, RequestContext context, Reply reply) throws IOException {
        Rendering rendering = Rendering.of(request);
        ObjectDeleter.Deleted deleted = writers.deleter().delete(target, deleteOptions(request), context);
        if (deleted.gone()) {
            JsonNode success = ApiException.success(
                    target.type().resource(), target.name(), deleted.object().uid());
            reply.tree(200, success, rendering.type());
        } else {
            reply.tree(200, rendering.object(target.type(), deleted.object(), clock.instant()), rendering.type());
        }
    }

    void deleteCollection(Target target, Request request, RequestContext context, Reply reply) throws IOException {
        Rendering rendering = Rendering.of(request);
        Query query = request.query();
        ListQuery all = new ListQuery(
                RequestOptions.selection(target.type(), query), query.number("limit"), query.get("continue"), "", "");
        DeleteOptions options = deleteOptions(request);
        ListPage page = reader.list(target.type(), target.namespace(), all);
        for (KubeObject object : page.objects()) {
            try {
                writers.deleter().delete(Target.of(target.type(), object.namespace(), object.name()), options, context);
            } catch (ApiException e) {
                // Somebody else was quicker, which is as good.
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
        reply.tree(200, rendering.list(target.type(), page, clock.instant()), rendering.type());
    }

    private DeleteOptions deleteOptions(Request request) {
        Optional<JsonNode> body = bodies.readDeleteOptions(request);
        return RequestOptions.delete(request.query(), body.orElse(null));
    }
}
