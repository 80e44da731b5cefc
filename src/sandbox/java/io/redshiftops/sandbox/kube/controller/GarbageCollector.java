package io.redshiftops.sandbox.kube.controller;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.model.OwnerReference;
import io.redshiftops.sandbox.kube.resource.DeleteOptions;
import io.redshiftops.sandbox.kube.resource.DeleteOptions.Propagation;
import io.redshiftops.sandbox.kube.resource.ObjectDeleter;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.Target;
import io.redshiftops.sandbox.kube.store.StorageKey;
import io.redshiftops.sandbox.kube.store.StoreEvent;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Deletes objects whose owners are gone, and carries out deletes that wait for dependents or let them go.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/architecture/garbage-collection/">Garbage collection</a>
 */
public final class GarbageCollector implements AutoCloseable {

    private static final String MANAGER = "kube-controller-manager";

    private final Cluster cluster;
    private final Dependents dependents = new Dependents();
    private final WorkQueue<StorageKey> queue = new WorkQueue<>("kube-garbage-collector", this::reconcile);

    public GarbageCollector(Cluster cluster) {
        this.cluster = cluster;
        cluster.store().onEvent(this::onEvent);
    }

    private void onEvent(StoreEvent event) {
        StoredObject stored = event.object();
        StoredObject previous = event.previous();
        if (previous != null) {
            dependents.remove(previous);
        }
        boolean gone = event.type() == StoreEvent.Type.DELETED;
        if (!gone) {
            dependents.add(stored);
            if (stored.object().isDeleting()
                    || !stored.object().ownerReferences().isEmpty()) {
                queue.add(stored.key());
            }
        } else {
            dependents.of(stored.object().uid()).forEach(queue::add);
        }
        if (previous != null && (gone || !owners(previous).equals(owners(stored)))) {
            previous.object()
                    .ownerReferences()
                    .forEach(owner -> dependents.owner(owner.uid()).ifPresent(queue::add));
        }
    }

    private static List<OwnerReference> owners(StoredObject stored) {
        return stored.object().ownerReferences();
    }

    private void reconcile(StorageKey key) {
        Optional<ResourceType> type = type(key.resource());
        Optional<StoredObject> stored = cluster.store().get(key);
        if (type.isEmpty() || stored.isEmpty()) {
            return;
        }
        KubeObject object = stored.get().object();
        Target target = Target.of(type.get(), key.namespace(), key.name());
        try {
            if (object.isDeleting() && object.finalizers().contains(ObjectDeleter.ORPHAN)) {
                orphan(target, object);
            } else if (object.isDeleting() && object.finalizers().contains(ObjectDeleter.FOREGROUND)) {
                deleteDependentsFirst(target, object);
            } else if (!object.isDeleting()) {
                collect(target, object);
            }
        } catch (ApiException e) {
            // Somebody else was quicker, which is as good.
            if (e.code() != 404) {
                throw e;
            }
        }
    }

    /** Deletes an object that has no owner left, or takes the owners away that are gone. */
    private void collect(Target target, KubeObject object) {
        List<OwnerReference> gone = new ArrayList<>();
        List<OwnerReference> waiting = new ArrayList<>();
        List<OwnerReference> solid = new ArrayList<>();
        for (OwnerReference owner : object.ownerReferences()) {
            Optional<ResourceType> type =
                    cluster.registry().find(GroupVersionKind.of(owner.apiVersion(), owner.kind()));
            if (type.isEmpty()) {
                // An owner of an unknown kind may be there: nothing is decided without it.
                return;
            }
            KubeObject live = find(type.get(), target.namespace(), owner);
            if (live == null) {
                gone.add(owner);
            } else if (live.isDeleting() && live.finalizers().contains(ObjectDeleter.FOREGROUND)) {
                waiting.add(owner);
            } else {
                solid.add(owner);
            }
        }
        if (gone.isEmpty() && waiting.isEmpty()) {
            return;
        }
        if (!solid.isEmpty()) {
            release(target, owner -> gone.contains(owner) || waiting.contains(owner));
        } else {
            boolean foreground =
                    !waiting.isEmpty() && !dependents.of(object.uid()).isEmpty();
            delete(target, object, foreground ? Propagation.FOREGROUND : Propagation.BACKGROUND);
        }
    }

    private @Nullable KubeObject find(ResourceType type, String namespace, OwnerReference owner) {
        return cluster.store()
                .get(type.key(namespace, owner.name()))
                .map(StoredObject::object)
                .filter(found -> found.uid().equals(owner.uid()))
                .orElse(null);
    }

    private void orphan(Target target, KubeObject object) {
        for (StorageKey dependent : dependents.of(object.uid())) {
            type(dependent.resource())
                    .ifPresent(type -> release(
                            Target.of(type, dependent.namespace(), dependent.name()),
                            owner -> owner.uid().equals(object.uid())));
        }
        removeFinalizer(target, ObjectDeleter.ORPHAN);
    }

    private void deleteDependentsFirst(Target target, KubeObject object) {
        boolean blocked = false;
        for (StorageKey dependent : dependents.of(object.uid())) {
            Optional<StoredObject> stored = cluster.store().get(dependent);
            blocked |= stored.map(StoredObject::object)
                    .map(found -> found.ownerReferences().stream()
                            .anyMatch(owner -> owner.uid().equals(object.uid()) && owner.blocksDeletion()))
                    .orElse(false);
            queue.add(dependent);
        }
        if (!blocked) {
            removeFinalizer(target, ObjectDeleter.FOREGROUND);
        }
    }

    private void delete(Target target, KubeObject object, Propagation standard) {
        Propagation propagation = object.finalizers().contains(ObjectDeleter.ORPHAN)
                ? Propagation.ORPHAN
                : object.finalizers().contains(ObjectDeleter.FOREGROUND) ? Propagation.FOREGROUND : standard;
        cluster.deleter().delete(target, DeleteOptions.ofUid(propagation, object.uid()), RequestContext.system());
    }

    private void release(Target target, Predicate<OwnerReference> which) {
        change(target, object -> object.removeOwnerReferences(which));
    }

    private void removeFinalizer(Target target, String finalizer) {
        change(target, object -> {
            List<String> left = object.finalizers();
            left.remove(finalizer);
            object.setFinalizers(left);
        });
    }

    private void change(Target target, Consumer<KubeObject> change) {
        try {
            cluster.writer()
                    .change(
                            target,
                            object -> {
                                change.accept(object);
                                return object;
                            },
                            MANAGER);
        } catch (ApiException e) {
            // An object that is gone needs no change.
            if (e.code() != 404) {
                throw e;
            }
        }
    }

    private Optional<ResourceType> type(GroupResource storage) {
        return cluster.registry().storages().stream()
                .filter(type -> type.storage().equals(storage))
                .findFirst();
    }

    @Override
    public void close() {
        queue.close();
    }
}
