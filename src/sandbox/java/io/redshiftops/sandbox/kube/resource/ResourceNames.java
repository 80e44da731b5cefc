package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import java.util.List;

/** What a resource is called. */
public record ResourceNames(
        GroupVersionKind kind,
        String listKind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories) {

    /** The resource whatever its version. */
    public GroupResource resource() {
        return new GroupResource(kind.group(), plural);
    }
}
