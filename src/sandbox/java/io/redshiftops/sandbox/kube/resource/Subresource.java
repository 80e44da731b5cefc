package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import java.util.List;

/**
 * A part of a resource with a path of its own.
 *
 * @param kind the kind of objects that it reads and writes
 * @param verbs in the order in which discovery shows them
 */
public record Subresource(String name, GroupVersionKind kind, List<String> verbs) {

    /** What controllers write. */
    public static final String STATUS = "status";

    /** The number of replicas, whatever the kind. */
    public static final String SCALE = "scale";

    public static Subresource status(GroupVersionKind kind) {
        return new Subresource(STATUS, kind, List.of("get", "patch", "update"));
    }

    public static Subresource scale() {
        return new Subresource(
                SCALE, new GroupVersionKind("autoscaling", "v1", "Scale"), List.of("get", "patch", "update"));
    }
}
