package io.redshiftops.aws;

/** A call to AWS that failed, with what AWS said. */
public final class AwsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it was, which decides what to do about it. */
    public enum Kind {
        /** The thing is not there. */
        NOT_FOUND,
        /** Something of that name is there. */
        ALREADY_EXISTS,
        /** The thing is busy, throttled or not visible yet: normal waiting. */
        BUSY,
        /** The caller may not do that. */
        DENIED,
        /** The request cannot be met as it is: only another request can succeed. */
        INVALID,
        /** The network, AWS or the credentials failed: the same request may succeed later. */
        TRANSIENT
    }

    private final Kind kind;
    private final String operation;
    private final String code;
    private final String awsMessage;

    AwsException(Kind kind, String operation, String code, String awsMessage, Throwable cause) {
        super(operation + " failed: " + code + ": " + awsMessage, cause);
        this.kind = kind;
        this.operation = operation;
        this.code = code;
        this.awsMessage = awsMessage;
    }

    /** A failure that a port found itself, without an answer of the SDK. */
    public AwsException(Kind kind, String operation, String code, String awsMessage) {
        super(operation + " failed: " + code + ": " + awsMessage);
        this.kind = kind;
        this.operation = operation;
        this.code = code;
        this.awsMessage = awsMessage;
    }

    /** What kind of failure it was. */
    public Kind kind() {
        return kind;
    }

    /** The call, as in policies: {@code redshift:CreateCluster}. */
    public String operation() {
        return operation;
    }

    /** AWS's error code. */
    public String code() {
        return code;
    }

    /** AWS's own words. */
    public String awsMessage() {
        return awsMessage;
    }

    /** Whether it is of this kind. */
    public boolean is(Kind candidate) {
        return kind == candidate;
    }
}
