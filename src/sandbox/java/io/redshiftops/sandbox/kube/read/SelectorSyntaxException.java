package io.redshiftops.sandbox.kube.read;

/** A text that is no selector; the message is the one of the real server's parser. */
public final class SelectorSyntaxException extends Exception {

    private final String text;

    SelectorSyntaxException(String text) {
        super(text);
        this.text = text;
    }

    /** What is wrong. */
    public String text() {
        return text;
    }
}
