package io.redshiftops.sandbox.kube.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.resource.ResourceNames;
import io.redshiftops.sandbox.kube.resource.ResourceRegistry;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.Subresource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells clients which groups, versions and resources there are.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api">Discovery API</a>
 */
public final class DiscoveryDocuments {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ResourceRegistry registry;

    public DiscoveryDocuments(ResourceRegistry registry) {
        this.registry = registry;
    }

    /**
     * The versions of the core group.
     *
     * @param address the host and port under which clients reach the server
     */
    public ObjectNode coreVersions(String address) {
        ObjectNode versions = JSON.objectNode().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", address);
        return versions;
    }

    /** All groups but the core one. */
    public ObjectNode groups() {
        ObjectNode list = JSON.objectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        GroupVersions.of(registry).forEach((group, versions) -> {
            if (!group.isEmpty()) {
                groups.add(group(JSON.objectNode(), group, versions));
            }
        });
        return list;
    }

    /** One group, empty if there is no such one. */
    public Optional<ObjectNode> group(String name) {
        List<String> versions =
                name.isEmpty() ? null : GroupVersions.of(registry).get(name);
        return versions == null
                ? Optional.empty()
                : Optional.of(group(JSON.objectNode().put("kind", "APIGroup").put("apiVersion", "v1"), name, versions));
    }

    private static ObjectNode group(ObjectNode into, String name, List<String> versions) {
        into.put("name", name);
        ArrayNode all = into.putArray("versions");
        versions.forEach(version -> putVersion(all.addObject(), name, version));
        putVersion(into.putObject("preferredVersion"), name, versions.get(0));
        return into;
    }

    private static void putVersion(ObjectNode into, String group, String version) {
        into.put("groupVersion", group + "/" + version).put("version", version);
    }

    /** The resources of a group and version, empty if there is no such one. */
    public Optional<ObjectNode> resources(String group, String version) {
        List<ResourceType> types = registry.of(group, version);
        if (types.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode list = JSON.objectNode()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", types.get(0).kind().apiVersion());
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : types) {
            resources.add(resource(type));
            type.subresources().values().forEach(part -> resources.add(subresource(type, part)));
        }
        return Optional.of(list);
    }

    private static ObjectNode resource(ResourceType type) {
        ResourceNames names = type.names();
        ObjectNode resource = JSON.objectNode()
                .put("name", names.plural())
                .put("singularName", names.singular())
                .put("namespaced", type.namespaced())
                .put("kind", names.kind().kind());
        type.verbs().forEach(resource.putArray("verbs")::add);
        if (!names.shortNames().isEmpty()) {
            names.shortNames().forEach(resource.putArray("shortNames")::add);
        }
        if (!names.categories().isEmpty()) {
            names.categories().forEach(resource.putArray("categories")::add);
        }
        return resource;
    }

    private static ObjectNode subresource(ResourceType type, Subresource part) {
        ObjectNode resource = JSON.objectNode()
                .put("name", type.names().plural() + "/" + part.name())
                .put("singularName", "")
                .put("namespaced", type.namespaced());
        GroupVersionKind kind = part.kind();
        if (!kind.group().equals(type.kind().group())
                || !kind.version().equals(type.kind().version())) {
            resource.put("group", kind.group()).put("version", kind.version());
        }
        resource.put("kind", kind.kind());
        part.verbs().forEach(resource.putArray("verbs")::add);
        return resource;
    }

    /**
     * Everything about some groups in one document.
     *
     * @param core whether the core group is meant, else all others
     * @param version {@code v2} or {@code v2beta1}
     */
    public ObjectNode aggregated(boolean core, String version) {
        ObjectNode list = JSON.objectNode()
                .put("kind", "APIGroupDiscoveryList")
                .put("apiVersion", "apidiscovery.k8s.io/" + version);
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        for (Map.Entry<String, List<String>> group : GroupVersions.of(registry).entrySet()) {
            if (group.getKey().isEmpty() != core) {
                continue;
            }
            ObjectNode item = items.addObject();
            ObjectNode metadata = item.putObject("metadata");
            if (!core) {
                metadata.put("name", group.getKey());
            }
            ArrayNode versions = item.putArray("versions");
            for (String name : group.getValue()) {
                ObjectNode one = versions.addObject().put("version", name);
                ArrayNode resources = one.putArray("resources");
                registry.of(group.getKey(), name).forEach(type -> resources.add(aggregated(type)));
                one.put("freshness", "Current");
            }
        }
        return list;
    }

    private static ObjectNode aggregated(ResourceType type) {
        ResourceNames names = type.names();
        ObjectNode resource = JSON.objectNode().put("resource", names.plural());
        resource.set("responseKind", responseKind(type, names.kind()));
        resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster").put("singularResource", names.singular());
        type.verbs().forEach(resource.putArray("verbs")::add);
        if (!names.shortNames().isEmpty()) {
            names.shortNames().forEach(resource.putArray("shortNames")::add);
        }
        if (!names.categories().isEmpty()) {
            names.categories().forEach(resource.putArray("categories")::add);
        }
        if (!type.subresources().isEmpty()) {
            ArrayNode parts = resource.putArray("subresources");
            type.subresources().values().forEach(part -> {
                ObjectNode one = parts.addObject().put("subresource", part.name());
                one.set("responseKind", responseKind(type, part.kind()));
                part.verbs().forEach(one.putArray("verbs")::add);
            });
        }
        return resource;
    }

    /** Built-in kinds leave out group and version where they are those of the resource. */
    private static ObjectNode responseKind(ResourceType type, GroupVersionKind kind) {
        boolean implied = !type.isCustom()
                && kind.group().equals(type.kind().group())
                && kind.version().equals(type.kind().version());
        return JSON.objectNode()
                .put("group", implied ? "" : kind.group())
                .put("version", implied ? "" : kind.version())
                .put("kind", kind.kind());
    }
}
