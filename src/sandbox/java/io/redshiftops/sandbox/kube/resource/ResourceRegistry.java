package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources that are served at the moment. */
public final class ResourceRegistry {

    /** Built-in resources stay in their order. */
    private static final Comparator<ResourceType> BY_NAME_IF_CUSTOM =
            Comparator.comparing(type -> type.isCustom() ? type.names().plural() : "");

    private record Path(String group, String version, String plural) {}

    private volatile Map<Path, ResourceType> types = Map.of();

    /** Puts the versions of a resource in place of those there were; without any it is served no more. */
    public synchronized void replace(GroupResource resource, Collection<ResourceType> versions) {
        Map<Path, ResourceType> next = new LinkedHashMap<>(types);
        next.values().removeIf(type -> type.resource().equals(resource));
        for (ResourceType type : versions) {
            GroupVersionKind kind = type.kind();
            next.put(new Path(kind.group(), kind.version(), type.names().plural()), type);
        }
        types = next;
    }

    public Optional<ResourceType> find(String group, String version, String plural) {
        return Optional.ofNullable(types.get(new Path(group, version, plural)));
    }

    public Optional<ResourceType> find(GroupVersionKind kind) {
        return types.values().stream().filter(type -> type.kind().equals(kind)).findFirst();
    }

    /** The resource in any of its versions, if it is served. */
    public Optional<ResourceType> find(GroupResource resource) {
        return types.values().stream()
                .filter(type -> type.resource().equals(resource))
                .findFirst();
    }

    /** All resources in all versions, in the order in which they came. */
    public List<ResourceType> all() {
        return new ArrayList<>(types.values());
    }

    /** The resources of one group and version. */
    public List<ResourceType> of(String group, String version) {
        return types.values().stream()
                .filter(type -> type.kind().group().equals(group)
                        && type.kind().version().equals(version))
                .sorted(BY_NAME_IF_CUSTOM)
                .toList();
    }

    /** One type for each place where objects are stored. */
    public List<ResourceType> storages() {
        Map<GroupResource, ResourceType> byStorage = new LinkedHashMap<>();
        types.values().forEach(type -> byStorage.putIfAbsent(type.storage(), type));
        return new ArrayList<>(byStorage.values());
    }
}
