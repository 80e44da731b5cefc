package io.redshiftops.sandbox.kube.definition;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.resource.Admission;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import io.redshiftops.sandbox.kube.store.StorageKey;

/** Refuses new objects of a definition that is being deleted. */
public final class DefinitionLifecycle implements Admission {

    private static final GroupResource DEFINITIONS =
            new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");

    private final ObjectStore store;

    public DefinitionLifecycle(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void admit(Request request) {
        ResourceType type = request.target().type();
        if (request.operation() != Operation.CREATE || !type.isCustom()) {
            return;
        }
        boolean terminating = store.get(
                        new StorageKey(DEFINITIONS, "", type.resource().toString()))
                .map(stored -> Conditions.isTrue(stored.object(), Conditions.TERMINATING))
                .orElse(false);
        if (terminating) {
            throw ApiException.forbidden(
                    type.resource(),
                    request.object() == null ? "" : request.object().name(),
                    "create not allowed while custom resource definition is terminating");
        }
    }
}
