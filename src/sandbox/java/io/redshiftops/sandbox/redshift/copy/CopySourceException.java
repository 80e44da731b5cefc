package io.redshiftops.sandbox.redshift.copy;

/** Objects cannot be read; the message is what STS or S3 said. */
public final class CopySourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** STS refused; the message is the whole of what Redshift reports. */
        ROLE_NOT_ASSUMABLE(403, "AccessDenied"),
        ACCESS_DENIED(403, "AccessDenied"),
        /** Keys or tokens are wrong or too old. */
        BAD_CREDENTIALS(403, "InvalidAccessKeyId"),
        NO_SUCH_BUCKET(404, "NoSuchBucket"),
        /** The bucket is in another region than the one that was asked. */
        WRONG_REGION(301, "PermanentRedirect"),
        NO_SUCH_KEY(404, "NoSuchKey");

        private final int status;
        private final String code;

        Reason(int status, String code) {
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        String code() {
            return code;
        }
    }

    private final Reason reason;

    public CopySourceException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
