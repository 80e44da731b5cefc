package io.redshiftops.sandbox.kube.http;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import io.redshiftops.sandbox.kube.resource.ResourceRegistry;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.Subresource;
import io.redshiftops.sandbox.kube.resource.Target;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds the resource that a request is about and has the request carried out. */
final class ResourceHandler {

    private final ResourceRegistry registry;
    private final ReadHandler reads;
    private final WriteHandler writes;

    ResourceHandler(ResourceRegistry registry, ReadHandler reads, WriteHandler writes) {
        this.registry = registry;
        this.reads = reads;
        this.writes = writes;
    }

    void handle(Request request, RequestInfo info, RequestContext context, Reply reply) throws IOException {
        Optional<ResourceType> found =
                registry.find(info.group(), info.version(), info.resource()).filter(type -> fits(type, info));
        if (found.isEmpty()) {
            boolean builtinGroup =
                    registry.of(info.group(), info.version()).stream().anyMatch(type -> !type.isCustom());
            if (!builtinGroup) {
                reply.notFound();
                return;
            }
            throw ApiException.unknownResource();
        }
        ResourceType type = found.get();
        if (!type.deprecation().isEmpty()) {
            context.warn(type.deprecation());
            reply.warn(List.of(type.deprecation()));
        }
        Target target = new Target(type, info.namespace(), info.name(), info.subresource());
        requireServed(target, info);
        switch (info.verb()) {
            case "get" -> reads.get(target, request, reply);
            case "list" -> reads.list(target, request, reply);
            case "watch" -> reads.watch(target, request, reply);
            case "create" -> writes.create(target, request, context, reply);
            case "update" -> writes.update(named(target), request, context, reply);
            case "patch" -> writes.patch(named(target), request, context, reply);
            case "delete" -> writes.delete(target, request, context, reply);
            case "deletecollection" -> writes.deleteCollection(target, request, context, reply);
            default -> reply.send(405, "text/plain; charset=utf-8", new byte[0]);
        }
    }

    /** Objects of the cluster have no namespace in their path, others have one as soon as they are named. */
    private static boolean fits(ResourceType type, RequestInfo info) {
        if (type.namespaced()) {
            return !info.namespace().isEmpty() || info.name().isEmpty();
        }
        return info.namespace().isEmpty() || info.namespace().equals(info.name());
    }

    private static void requireServed(Target target, RequestInfo info) {
        ResourceType type = target.type();
        if (!info.subresource().isEmpty()) {
            Subresource subresource = type.subresources().get(info.subresource());
            if (subresource == null || !info.rest().isEmpty()) {
                throw type.isCustom()
                        ? ApiException.notFound(type.resource(), target.name())
                        : ApiException.unknownResource();
            }
            if (!subresource.verbs().contains(info.verb())) {
                throw ApiException.methodNotAllowed();
            }
        } else if (!info.verb().isEmpty() && !type.verbs().contains(info.verb())) {
            throw ApiException.methodNotAllowed();
        }
    }

    private static Target named(Target target) {
        if (target.name().isEmpty()) {
            if (target.type().isCustom()) {
                throw ApiException.badRequest("name must be provided");
            }
            throw ApiException.methodNotAllowed();
        }
        return target;
    }
}
