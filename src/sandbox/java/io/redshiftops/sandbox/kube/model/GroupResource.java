package io.redshiftops.sandbox.kube.model;

/**
 * A resource type whatever its version, such as {@code deployments.apps}.
 *
 * @param group the API group, empty for the core group
 * @param resource the plural name
 */
public record GroupResource(String group, String resource) {

    /** The form of Kubernetes' messages. */
    @Override
    public String toString() {
        return group.isEmpty() ? resource : resource + "." + group;
    }
}
