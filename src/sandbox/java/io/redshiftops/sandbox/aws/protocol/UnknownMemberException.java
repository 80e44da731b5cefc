package io.redshiftops.sandbox.aws.protocol;

/** A request sets a member that the model here does not know; the message is its name. */
final class UnknownMemberException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownMemberException(String member) {
        super(member);
    }
}
