package io.redshiftops.sandbox.kube.resource;

/**
 * What a write asks for beside its object.
 *
 * @param dryRun everything is done but storing
 * @param fieldManager the client's name for itself, empty if it gives none
 * @param force an apply may take fields from others
 */
public record WriteOptions(boolean dryRun, String fieldManager, FieldValidation fieldValidation, boolean force) {

    /** What happens to fields that a kind does not know. */
    public enum FieldValidation {
        IGNORE,
        WARN,
        STRICT
    }

    /** An ordinary write by a part of the server. */
    public static WriteOptions by(String fieldManager) {
        return new WriteOptions(false, fieldManager, FieldValidation.IGNORE, false);
    }
}
