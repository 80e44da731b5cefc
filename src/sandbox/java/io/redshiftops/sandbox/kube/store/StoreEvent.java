package io.redshiftops.sandbox.kube.store;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a stored object.
 *
 * @param object the object after it; of a deleted one the last state, with the version of the deletion
 * @param previous the object before it, null for a new one
 */
public record StoreEvent(
        Type type,
        long version,
        StoredObject object,
        @Nullable StoredObject previous) {

    /** What happened. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
