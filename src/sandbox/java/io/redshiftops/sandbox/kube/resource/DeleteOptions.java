package io.redshiftops.sandbox.kube.resource;

import org.jspecify.annotations.Nullable;

/**
 * What a delete asks for.
 *
 * @param uid the uid that the object must have, empty if any will do
 * @param resourceVersion the version that the object must have, empty if any will do
 */
public record DeleteOptions(boolean dryRun, @Nullable Propagation propagation, String uid, String resourceVersion) {

    /** What becomes of the objects that belong to the deleted one. */
    public enum Propagation {
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    /** A plain delete. */
    public static final DeleteOptions NONE = new DeleteOptions(false, null, "", "");

    /** A delete of exactly this object. */
    public static DeleteOptions ofUid(@Nullable Propagation propagation, String uid) {
        return new DeleteOptions(false, propagation, uid, "");
    }
}
