package io.redshiftops.sandbox.kube.patch;

/** A patch that is well formed but does not fit its target, such as a failed test. */
public final class PatchFailedException extends Exception {

    PatchFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    PatchFailedException(String message) {
        super(message);
    }
}
