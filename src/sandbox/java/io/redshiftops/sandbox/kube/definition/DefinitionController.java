package io.redshiftops.sandbox.kube.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.builtin.ProtoTypes;
import io.redshiftops.sandbox.kube.controller.Cluster;
import io.redshiftops.sandbox.kube.controller.WorkQueue;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupResource;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Serves what definitions define, and empties a definition that is to be deleted. */
public final class DefinitionController implements AutoCloseable {

    static final String FINALIZER = "customresourcecleanup.apiextensions.k8s.io";
    private static final GroupVersionKind KIND =
            new GroupVersionKind("apiextensions.k8s.io", "v1", "CustomResourceDefinition");
    private static final GroupResource RESOURCE = new GroupResource(KIND.group(), "customresourcedefinitions");
    private static final String MANAGER = "kube-apiserver";

    private final Cluster cluster;
    private final CustomTypes types;

    /** What is served, by definition; a change of the status alone changes nothing there. */
    private final Map<String, JsonNode> served = new ConcurrentHashMap<>();

    private final WorkQueue<String> queue = new WorkQueue<>("kube-definitions", this::reconcile);

    public DefinitionController(Cluster cluster, ProtoTypes protos) {
        this.cluster = cluster;
        this.types = new CustomTypes(protos, cluster.clock());
        cluster.store().onEvent(this::onEvent);
    }

    private void onEvent(StoreEvent event) {
        StorageKey key = event.object().key();
        if (key.resource().equals(RESOURCE)) {
            queue.add(key.name());
        } else if (event.type() == StoreEvent.Type.DELETED) {
            String definition = key.resource().toString();
            if (definition(cluster, definition).isPresent()) {
                queue.add(definition);
            }
        }
    }

    static Optional<StoredObject> definition(Cluster cluster, String name) {
        return cluster.store().get(new StorageKey(RESOURCE, "", name));
    }

    /** Whether a definition's resources are served. */
    public boolean isEstablished(String name) {
        return definition(cluster, name)
                .map(stored -> Conditions.isTrue(stored.object(), Conditions.ESTABLISHED))
                .orElse(false);
    }

    private void reconcile(String name) {
        Optional<StoredObject> stored = definition(cluster, name);
        if (stored.isEmpty()) {
            int dot = name.indexOf('.');
            cluster.registry().replace(new GroupResource(name.substring(dot + 1), name.substring(0, dot)), List.of());
            served.remove(name);
            queueWaiting();
            return;
        }
        KubeObject definition = stored.get().object();
        if (definition.isDeleting()) {
            terminate(definition);
        } else {
            establish(definition);
        }
    }

    /** A name may have become free for a definition that waits for it. */
    private void queueWaiting() {
        for (StoredObject stored : cluster.store().list(RESOURCE, "").objects()) {
            if (!Conditions.isTrue(stored.object(), Conditions.ESTABLISHED)) {
                queue.add(stored.key().name());
            }
        }
    }

    private void establish(KubeObject definition) {
        Optional<Conditions.Condition> conflict = NameConflicts.find(cluster, RESOURCE, definition);
        JsonNode spec = definition.get("spec");
        if (conflict.isEmpty() && !spec.equals(served.get(definition.name()))) {
            cluster.registry().replace(CustomTypes.resource(definition), types.of(definition));
            served.put(definition.name(), spec);
        }
        status(definition, object -> {
            conditions(object, conflict);
            if (conflict.isEmpty()) {
                JsonNode names = object.get("spec").path("names").deepCopy();
                object.tree().withObjectProperty("status").set("acceptedNames", names);
            }
        });
    }

    private void conditions(KubeObject object, Optional<Conditions.Condition> conflict) {
        Conditions.set(
                object,
                conflict.orElse(
                        new Conditions.Condition(Conditions.NAMES_ACCEPTED, true, "NoConflicts", "no conflicts found")),
                cluster.clock().instant());
        if (!Conditions.isTrue(object, Conditions.ESTABLISHED)) {
            Conditions.set(
                    object,
                    conflict.isEmpty()
                            ? new Conditions.Condition(
                                    Conditions.ESTABLISHED,
                                    true,
                                    "InitialNamesAccepted",
                                    "the initial names have been accepted")
                            : new Conditions.Condition(
                                    Conditions.ESTABLISHED, false, "NotAccepted", "not all names are accepted"),
                    cluster.clock().instant());
        }
    }

    private void terminate(KubeObject definition) {
        if (!definition.finalizers().contains(FINALIZER)) {
            return;
        }
        status(
                definition,
                object -> Conditions.set(
                        object,
                        new Conditions.Condition(
                                Conditions.TERMINATING,
                                true,
                                "InstanceDeletionInProgress",
                                "CustomResource deletion is in progress"),
                        cluster.clock().instant()));
        GroupResource resource = CustomTypes.resource(definition);
        Optional<ResourceType> type = cluster.registry().find(resource);
        type.ifPresent(this::deleteAll);
        if (cluster.store().list(resource, "").objects().isEmpty()) {
            cluster.writer()
                    .change(
                            target(definition, ""),
                            object -> {
                                List<String> left = object.finalizers();
                                left.remove(FINALIZER);
                                object.setFinalizers(left);
                                return object;
                            },
                            MANAGER);
        }
    }

    private void deleteAll(ResourceType type) {
        for (StoredObject stored : cluster.store().list(type.storage(), "").objects()) {
            Target target =
                    Target.of(type, stored.key().namespace(), stored.key().name());
            try {
                cluster.deleter().delete(target, DeleteOptions.NONE, RequestContext.system());
            } catch (ApiException e) {
                // Somebody else was quicker, which is as good.
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
    }

    private void status(KubeObject definition, Consumer<KubeObject> change) {
        cluster.writer()
                .change(
                        target(definition, Subresource.STATUS),
                        object -> {
                            change.accept(object);
                            return object;
                        },
                        MANAGER);
    }

    private Target target(KubeObject definition, String subresource) {
        ResourceType type = cluster.registry().find(KIND).orElseThrow();
        return new Target(type, "", definition.name(), subresource);
    }

    @Override
    public void close() {
        queue.close();
    }
}
