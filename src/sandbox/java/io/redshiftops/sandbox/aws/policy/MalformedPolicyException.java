package io.redshiftops.sandbox.aws.policy;

/** A text is no policy of the wanted kind; the message is what IAM says under {@code MalformedPolicyDocument}. */
public final class MalformedPolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedPolicyException(String message) {
        super(message);
    }
}
