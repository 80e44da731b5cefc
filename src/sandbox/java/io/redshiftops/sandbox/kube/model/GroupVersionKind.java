package io.redshiftops.sandbox.kube.model;

/**
 * The full name of a kind in one version, such as {@code apps/v1, Kind=Deployment}.
 *
 * @param group the API group, empty for the core group
 */
public record GroupVersionKind(String group, String version, String kind) {

    /** The kind that an {@code apiVersion} such as {@code v1} or {@code apps/v1} and a {@code kind} name. */
    public static GroupVersionKind of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new GroupVersionKind("", apiVersion, kind)
                : new GroupVersionKind(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    /** What stands in an object's {@code apiVersion}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** The same group and version with another kind. */
    public GroupVersionKind withKind(String other) {
        return new GroupVersionKind(group, version, other);
    }

    /** The kind as messages name it: {@code Deployment.apps}. */
    public String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    /** The form of Kubernetes' messages; the core group shows as {@code /v1}. */
    @Override
    public String toString() {
        return group + "/" + version + ", Kind=" + kind;
    }
}
