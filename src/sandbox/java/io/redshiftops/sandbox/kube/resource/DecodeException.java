package io.redshiftops.sandbox.kube.resource;

/** A tree that cannot be read as an object of a kind. */
public final class DecodeException extends Exception {

    private final String text;

    public DecodeException(String text) {
        super(text);
        this.text = text;
    }

    /** The message of the real server's decoder. */
    public String text() {
        return text;
    }
}
