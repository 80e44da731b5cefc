package io.redshiftops.sandbox.kube.codec;

/** A body that is no JSON or YAML; the message is the one of Kubernetes' decoder. */
public final class MalformedDocumentException extends Exception {

    MalformedDocumentException(String message, Throwable cause) {
        super(message, cause);
    }

    MalformedDocumentException(String message) {
        super(message);
    }
}
