package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects could not be read in the name of a role; the message is what S3 or STS said. */
public final class S3ReadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        ROLE_NOT_ASSUMABLE(403, "AccessDenied"),
        ACCESS_DENIED(403, "AccessDenied"),
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

        /** The HTTP status that goes with it. */
        public int status() {
            return status;
        }

        /** The error code that goes with it. */
        public String code() {
            return code;
        }

        static Reason of(AwsError error) {
            return switch (error.code()) {
                case "AccessDenied" -> ACCESS_DENIED;
                case "NoSuchBucket" -> NO_SUCH_BUCKET;
                case "PermanentRedirect" -> WRONG_REGION;
                case "NoSuchKey" -> NO_SUCH_KEY;
                default -> throw error;
            };
        }
    }

    private final Reason reason;
    private final @Nullable String bucketRegion;

    S3ReadException(Reason reason, String message, @Nullable String bucketRegion) {
        super(message);
        this.reason = reason;
        this.bucketRegion = bucketRegion;
    }

    public Reason reason() {
        return reason;
    }

    /** The region of the bucket, if there is the bucket. */
    public Optional<String> bucketRegion() {
        return Optional.ofNullable(bucketRegion);
    }
}
