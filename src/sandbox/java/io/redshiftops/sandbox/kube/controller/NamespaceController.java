package io.redshiftops.sandbox.kube.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.DeleteOptions;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.Subresource;
import io.redshiftops.sandbox.kube.resource.Target;
import io.redshiftops.sandbox.kube.store.StorageKey;
import io.redshiftops.sandbox.kube.store.StoreEvent;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Empties namespaces that are to be deleted, and lets them go when they are empty.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/">Namespaces</a>
 */
public final class NamespaceController implements AutoCloseable {

    private static final GroupVersionKind KIND = new GroupVersionKind("", "v1", "Namespace");
    private static final String MANAGER = "kube-controller-manager";
    private static final String FINALIZER = "kubernetes";

    private final Cluster cluster;
    private final WorkQueue<String> queue = new WorkQueue<>("kube-namespaces", this::reconcile);

    public NamespaceController(Cluster cluster) {
        this.cluster = cluster;
        cluster.store().onEvent(this::onEvent);
    }

    private void onEvent(StoreEvent event) {
        StorageKey key = event.object().key();
        String name = key.resource().equals(NamespaceLifecycle.NAMESPACES) ? key.name() : key.namespace();
        if (!name.isEmpty() && terminating(name).isPresent()) {
            queue.add(name);
        }
    }

    private Optional<KubeObject> terminating(String name) {
        return cluster.store()
                .get(new StorageKey(NamespaceLifecycle.NAMESPACES, "", name))
                .map(StoredObject::object)
                .filter(KubeObject::isDeleting);
    }

    private void reconcile(String name) {
        Optional<KubeObject> namespace = terminating(name);
        if (namespace.isEmpty()
                || namespace.get().get("spec").path("finalizers").isEmpty()) {
            return;
        }
        Content left = deleteContent(name);
        ResourceType type = cluster.registry().find(KIND).orElseThrow();
        if (left.isEmpty()) {
            cluster.writer().change(new Target(type, "", name, "finalize"), NamespaceController::finalised, MANAGER);
        } else {
            NamespaceConditions conditions =
                    new NamespaceConditions(left, cluster.clock().instant());
            cluster.writer().change(new Target(type, "", name, Subresource.STATUS), conditions::writeTo, MANAGER);
        }
    }

    private static KubeObject finalised(KubeObject namespace) {
        if (namespace.get("spec").path("finalizers") instanceof ArrayNode finalizers) {
            finalizers.removeIf(finalizer -> finalizer.asText().equals(FINALIZER));
        }
        return namespace;
    }

    /**
     * What is still in a namespace.
     *
     * @param objects how many there are, by resource
     * @param finalizers how many are held by each finalizer
     */
    record Content(Map<String, Integer> objects, Map<String, Integer> finalizers) {
        boolean isEmpty() {
            return objects.isEmpty();
        }
    }

    private Content deleteContent(String namespace) {
        Content left = new Content(new TreeMap<>(), new TreeMap<>());
        for (ResourceType type : cluster.registry().storages()) {
            if (!type.namespaced() || !type.verbs().contains("delete")) {
                continue;
            }
            for (StoredObject stored :
                    cluster.store().list(type.storage(), namespace).objects()) {
                delete(type, stored).ifPresent(held -> {
                    left.objects()
                            .merge(
                                    type.resource().resource() + "."
                                            + type.kind().group(),
                                    1,
                                    Integer::sum);
                    held.finalizers().forEach(finalizer -> left.finalizers().merge(finalizer, 1, Integer::sum));
                });
            }
        }
        return left;
    }

    /** Deletes an object; the object if finalizers hold it. */
    private Optional<KubeObject> delete(ResourceType type, StoredObject stored) {
        try {
            Target target =
                    Target.of(type, stored.key().namespace(), stored.key().name());
            var deleted = cluster.deleter().delete(target, DeleteOptions.NONE, RequestContext.system());
            return deleted.gone() ? Optional.empty() : Optional.of(deleted.object());
        } catch (ApiException e) {
            // Somebody else was quicker, which is as good.
            if (e.code() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
