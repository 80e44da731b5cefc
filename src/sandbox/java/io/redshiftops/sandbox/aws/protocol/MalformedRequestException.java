package io.redshiftops.sandbox.aws.protocol;

/** A request that does not fit the model of its operation; the message says what does not. */
final class MalformedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedRequestException(String message) {
        super(message);
    }
}
