package io.redshiftops.sandbox.aws.policy;

/** A policy holds something that AWS evaluates and this sandbox does not; the message names it. */
public final class NotEmulatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotEmulatedException(String message) {
        super(message);
    }
}
