package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.store.StorageKey;

/**
 * What a request is about.
 *
 * @param namespace empty for the cluster or for all namespaces
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
public record Target(ResourceType type, String namespace, String name, String subresource) {

    /** An object itself. */
    public static Target of(ResourceType type, String namespace, String name) {
        return new Target(type, namespace, name, "");
    }

    public StorageKey key() {
        return type.key(namespace, name);
    }

    /** The same with a name. */
    public Target named(String other) {
        return new Target(type, namespace, other, subresource);
    }

    /** The namespace that objects must be in. */
    public String expectedNamespace() {
        return type.namespaced() ? namespace : "";
    }
}
