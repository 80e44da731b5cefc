package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import java.util.Map;

/**
 * How S3's operations ask the policies.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">Actions of S3</a>
 */
final class S3Access {

    private static final String ARN = "arn:aws:s3:::";

    private S3Access() {}

    static String arn(String bucket) {
        return ARN + bucket;
    }

    static String arn(String bucket, String key) {
        return ARN + bucket + "/" + key;
    }

    static void authorize(Call call, String action, String arn) {
        call.concerns(arn);
        call.authorize(to(action, arn));
    }

    /** Denials put the ARN in quotation marks. */
    private static Access to(String action, String arn) {
        return Access.to(action).on(arn, "\"" + arn + "\"", Map.of());
    }

    /** What a listing asks; its parameters are conditions only where it has them. */
    static Access list(String action, S3Request request) {
        Access access = to(action, arn(request.bucketName()));
        request.parameter("prefix").ifPresent(prefix -> access.with("s3:prefix", prefix));
        request.parameter("delimiter").ifPresent(delimiter -> access.with("s3:delimiter", delimiter));
        request.parameter("max-keys").ifPresent(keys -> access.with("s3:max-keys", keys));
        return access;
    }

    /** Somebody who may not list a bucket does not learn that an object is not there. */
    static void authorizeToMiss(Call call, String bucket) {
        call.authorize(to("s3:ListBucket", arn(bucket)));
    }

    static boolean isAllowed(Call call, String action, String arn) {
        return call.isAllowed(to(action, arn));
    }
}
