package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.DeleteOptions.Propagation;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes objects: at once, or as far as their finalizers let it.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/">Finalizers</a>
 */
public final class ObjectDeleter {

    /** Holds an object until those that belong to it are gone. */
    public static final String FOREGROUND = "foregroundDeletion";

    /** Holds an object until those that belong to it no longer do. */
    public static final String ORPHAN = "orphan";

    private final ObjectStore store;
    private final List<Admission> admission;
    private final Clock clock;

    public ObjectDeleter(ObjectStore store, List<Admission> admission, Clock clock) {
        this.store = store;
        this.admission = List.copyOf(admission);
        this.clock = clock;
    }

    /**
     * The outcome of a delete.
     *
     * @param object the last state, or the present one if the object is still there
     * @param gone whether the object is no more
     */
    public record Deleted(KubeObject object, boolean gone) {}

    /** Deletes an object. */
    public Deleted delete(Target target, DeleteOptions options, RequestContext context) {
        while (true) {
            StoredObject stored = store.get(target.key())
                    .orElseThrow(() -> ApiException.notFound(target.type().resource(), target.name()));
            Optional<Deleted> deleted = tryDelete(target, stored, options, context);
            if (deleted.isPresent()) {
                return deleted.get();
            }
        }
    }

    private Optional<Deleted> tryDelete(
            Target target, StoredObject stored, DeleteOptions options, RequestContext context) {
        ResourceType type = target.type();
        KubeObject current = type.view(stored);
        requirePreconditions(type, current, options);
        Admission.Request request =
                new Admission.Request(Admission.Operation.DELETE, target, null, current, context.user());
        admission.forEach(rule -> rule.admit(request));
        if (!current.isDeleting()) {
            Optional<KubeObject> stage = type.behaviour().beginDeletion(current.copy());
            if (stage.isPresent()) {
                return keep(target, stored, stamped(stage.get()), options);
            }
        }
        List<String> finalizers = finalizers(current, options);
        boolean changed = !finalizers.equals(current.finalizers());
        if (!changed && type.behaviour().isFinalised(current)) {
            boolean done = options.dryRun() || store.delete(stored);
            return done ? Optional.of(new Deleted(current, true)) : Optional.empty();
        }
        if (current.isDeleting() && !changed) {
            return Optional.of(new Deleted(current, false));
        }
        KubeObject marked = current.isDeleting() ? current.copy() : stamped(current.copy());
        marked.setFinalizers(finalizers);
        Optional<Deleted> kept = keep(target, stored, marked, options);
        if (kept.isPresent() && finalizers.isEmpty() && !options.dryRun()) {
            return Optional.empty();
        }
        return kept;
    }

    private Optional<Deleted> keep(Target target, StoredObject stored, KubeObject next, DeleteOptions options) {
        ResourceType type = target.type();
        if (options.dryRun() || next.tree().equals(type.view(stored).tree())) {
            return Optional.of(new Deleted(next, false));
        }
        return store.update(stored, type.behaviour().toStored(next))
                .map(updated -> new Deleted(type.view(updated), false));
    }

    private static void requirePreconditions(ResourceType type, KubeObject current, DeleteOptions options) {
        // The real server names the kind here, not the resource.
        GroupResource named = new GroupResource(type.kind().group(), type.kind().kind());
        if (!options.uid().isEmpty() && !options.uid().equals(current.uid())) {
            throw ApiException.conflict(
                    named,
                    current.name(),
                    "the UID in the precondition (" + options.uid() + ") does not match the UID in record ("
                            + current.uid() + "). The object might have been deleted and then recreated");
        }
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(current.resourceVersion())) {
            throw ApiException.conflict(
                    named,
                    current.name(),
                    "the ResourceVersion in the precondition (" + options.resourceVersion()
                            + ") does not match the ResourceVersion in record (" + current.resourceVersion()
                            + "). The object might have been modified");
        }
    }

    /** The finalizers that the wanted propagation leaves or brings. */
    private static List<String> finalizers(KubeObject current, DeleteOptions options) {
        List<String> finalizers = new ArrayList<>(current.finalizers());
        Propagation propagation = options.propagation();
        if (propagation == null) {
            return finalizers;
        }
        boolean orphans = finalizers.remove(ORPHAN);
        boolean foreground = finalizers.remove(FOREGROUND);
        if (propagation == Propagation.ORPHAN) {
            finalizers.add(ORPHAN);
        } else if (propagation == Propagation.FOREGROUND) {
            finalizers.add(FOREGROUND);
        }
        boolean same = (propagation == Propagation.ORPHAN && orphans && !foreground)
                || (propagation == Propagation.FOREGROUND && foreground && !orphans);
        return same ? current.finalizers() : finalizers;
    }

    private KubeObject stamped(KubeObject object) {
        object.metadata()
                .put("deletionTimestamp", KubeObject.time(clock.instant()))
                .put("deletionGracePeriodSeconds", 0L);
        if (object.generation() > 0) {
            object.metadata().put("generation", object.generation() + 1);
        }
        return object;
    }
}
