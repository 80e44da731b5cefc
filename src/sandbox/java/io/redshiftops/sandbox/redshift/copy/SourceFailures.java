package io.redshiftops.sandbox.redshift.copy;

import java.io.IOException;
import java.util.UUID;

/** What Redshift reports when objects cannot be read. */
final class SourceFailures {

    private static final int S3_ERROR = 8001;
    private static final int INFLATE_ERROR = 9001;
    private static final String LOCATION = "s3_utility.cpp:654";

    private SourceFailures() {}

    static CopyFailure of(CopySourceException e, String context) {
        String said = String.valueOf(e.getMessage());
        if (e.reason() == CopySourceException.Reason.ROLE_NOT_ASSUMABLE) {
            return CopyFailure.failed(
                    said, new CopyFailure.Block(S3_ERROR, "IAM Role", "xen_aws_credentials_mgr.cpp:402"));
        }
        String request =
                UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(java.util.Locale.ROOT);
        return CopyFailure.failed(
                "S3ServiceException:" + said + ",Status " + e.reason().status() + ",Error "
                        + e.reason().code() + ",Rid " + request + ",CanRetry 1",
                new CopyFailure.Block(S3_ERROR, context, LOCATION));
    }

    /** An object's content breaks off or is not what the compression says. */
    static CopyFailure unreadable(String uri, IOException e) {
        return CopyFailure.failed(
                "failed to inflate with zlib: " + e.getMessage(),
                new CopyFailure.Block(INFLATE_ERROR, "S3 key being read : " + uri, "zlib_inflate.cpp:85"));
    }
}
