package io.redshiftops.sandbox.kube.controller;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.Admission;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import io.redshiftops.sandbox.kube.store.StorageKey;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.util.Set;

/**
 * Objects live in namespaces that exist and are to stay; the cluster's own namespaces cannot be deleted.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#namespacelifecycle">NamespaceLifecycle</a>
 */
public final class NamespaceLifecycle implements Admission {

    static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
    private static final Set<String> PROTECTED = Set.of("default", "kube-system", "kube-public");

    private final ObjectStore store;

    public NamespaceLifecycle(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void admit(Request request) {
        ResourceType type = request.target().type();
        if (type.resource().equals(NAMESPACES)) {
            if (request.operation() == Operation.DELETE
                    && PROTECTED.contains(request.target().name())) {
                throw ApiException.forbidden(NAMESPACES, request.target().name(), "this namespace may not be deleted");
            }
            return;
        }
        KubeObject object = request.object();
        if (request.operation() == Operation.CREATE && type.namespaced() && object != null) {
            requireLiving(request.target().namespace(), type.resource(), object.name());
        }
    }

    /** Refuses to put something new into a namespace that is not there or is being deleted. */
    private void requireLiving(String namespace, GroupResource resource, String name) {
        StoredObject stored = store.get(new StorageKey(NAMESPACES, "", namespace))
                .orElseThrow(() -> ApiException.notFound(NAMESPACES, namespace));
        if (stored.object().isDeleting()) {
            throw ApiException.namespaceTerminating(resource, name, namespace);
        }
    }
}
