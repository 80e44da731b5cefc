package io.redshiftops.sandbox.kube.store;

/** A version of which the history is no longer known. */
public final class ExpiredVersionException extends Exception {

    private final long requested;
    private final long oldest;

    ExpiredVersionException(long requested, long oldest) {
        super("too old resource version: " + requested + " (" + oldest + ")");
        this.requested = requested;
        this.oldest = oldest;
    }

    public long requested() {
        return requested;
    }

    /** The oldest version that could have been asked for. */
    public long oldest() {
        return oldest;
    }

    /** The text of the real server. */
    public String text() {
        return "too old resource version: " + requested + " (" + oldest + ")";
    }
}
