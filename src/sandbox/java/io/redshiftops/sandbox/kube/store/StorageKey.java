package io.redshiftops.sandbox.kube.store;

import io.redshiftops.sandbox.kube.model.GroupResource;

/**
 * Where an object is stored.
 *
 * @param namespace empty for objects of the cluster
 */
public record StorageKey(GroupResource resource, String namespace, String name) implements Comparable<StorageKey> {

    /** Keys of one resource sort by namespace and name. */
    @Override
    public int compareTo(StorageKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** The form of the real server's storage, which shows in some messages. */
    public String path() {
        return "/registry/" + (resource.group().isEmpty() ? "" : resource.group() + "/") + resource.resource() + "/"
                + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
