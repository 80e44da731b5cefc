package io.redshiftops.sandbox.aws.core;

/** An error that AWS answers with: a code, a text, and the HTTP status that goes with it. */
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * An error.
     *
     * @param status the HTTP status
     * @param code the code on the wire, such as {@code ClusterNotFound}
     */
    public AwsError(int status, String code, String message) {
        // Errors are answers here: nobody reads their stack traces, and thousands are made.
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** An error with status 400. */
    public static AwsError badRequest(String code, String message) {
        return new AwsError(400, code, message);
    }

    /**
     * The answer to what AWS does and this sandbox does not.
     *
     * @param what names it, such as {@code redshift:ResizeCluster}
     */
    public static AwsError notEmulated(String what) {
        return badRequest("NotEmulated", what + " is not emulated by this sandbox.");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The text; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
