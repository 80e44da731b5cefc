package io.redshiftops.sandbox.kube.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.read.ListPage;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.table.TableWriter;
import io.redshiftops.sandbox.kube.table.TableWriter.IncludeObject;
import java.time.Instant;
import java.util.List;

/** Shows objects and lists in the form that a client asked for. */
record Rendering(MediaType type, IncludeObject include) {

    static Rendering of(Request request) {
        MediaType type = MediaType.negotiate(request.header("Accept"), true);
        IncludeObject include = switch (request.query().get("includeObject")) {
            case "None" -> IncludeObject.NONE;
            case "Object" -> IncludeObject.OBJECT;
            default -> IncludeObject.METADATA;
        };
        return new Rendering(type, include);
    }

    boolean isTable() {
        return type.as().equals("Table");
    }

    private boolean isPartial() {
        return type.as().startsWith("PartialObjectMetadata");
    }

    ObjectNode object(ResourceType resource, KubeObject object, Instant now) {
        return event(resource, object, true, now);
    }

    /**
     * An object, alone or in an event.
     *
     * @param withHead whether a table names its columns
     */
    ObjectNode event(ResourceType resource, KubeObject object, boolean withHead, Instant now) {
        if (isTable()) {
            ObjectNode metadata = JsonNodeFactory.instance.objectNode();
            metadata.put("resourceVersion", object.resourceVersion());
            return TableWriter.table(
                    type.metaVersion(), metadata, resource.columns(), List.of(object), include, withHead, now);
        }
        return isPartial() ? TableWriter.partial(object, type.metaVersion()) : object.tree();
    }

    ObjectNode list(ResourceType resource, ListPage page, Instant now) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("resourceVersion", Long.toString(page.version()));
        if (!page.continueToken().isEmpty()) {
            metadata.put("continue", page.continueToken());
        }
        if (page.remaining() > 0) {
            metadata.put("remainingItemCount", page.remaining());
        }
        if (isTable()) {
            return TableWriter.table(
                    type.metaVersion(), metadata, resource.columns(), page.objects(), include, true, now);
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        if (isPartial()) {
            list.put("kind", "PartialObjectMetadataList").put("apiVersion", type.metaVersion());
        } else {
            list.put("kind", resource.names().listKind())
                    .put("apiVersion", resource.kind().apiVersion());
        }
        list.set("metadata", metadata);
        ArrayNode items = list.putArray("items");
        page.objects()
                .forEach(object ->
                        items.add(isPartial() ? TableWriter.partial(object, type.metaVersion()) : object.tree()));
        return list;
    }
}
