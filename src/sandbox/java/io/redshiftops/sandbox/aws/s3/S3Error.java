package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.TagRules;

/**
 * What S3 answers when it refuses.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>
 */
final class S3Error {

    static final String PERMANENT_REDIRECT = "PermanentRedirect";

    static final TagRules TAG_RULES = new TagRules(
            text -> AwsError.badRequest("InvalidTag", text), text -> AwsError.badRequest("BadRequest", text));

    private S3Error() {}

    static AwsError noSuchBucket() {
        return new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
    }

    static AwsError noSuchKey() {
        return new AwsError(404, "NoSuchKey", "The specified key does not exist.");
    }

    static AwsError noSuchUpload() {
        return new AwsError(
                404,
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted"
                        + " or completed.");
    }

    static AwsError wrongRegion() {
        return new AwsError(
                301,
                PERMANENT_REDIRECT,
                "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all"
                        + " future requests to this endpoint.");
    }

    static AwsError bucketNotEmpty() {
        return new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
    }

    static AwsError alreadyYours() {
        return new AwsError(
                409,
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.");
    }

    static AwsError invalidBucketName() {
        return AwsError.badRequest("InvalidBucketName", "The specified bucket is not valid.");
    }

    static AwsError invalidArgument(String text) {
        return AwsError.badRequest("InvalidArgument", text);
    }

    static AwsError invalidRequest(String text) {
        return AwsError.badRequest("InvalidRequest", text);
    }

    static AwsError malformedXml() {
        return AwsError.badRequest(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static AwsError badDigest(String algorithm) {
        return AwsError.badRequest(
                "BadDigest", "The " + algorithm + " you specified did not match the calculated checksum.");
    }

    static AwsError incompleteBody() {
        return AwsError.badRequest(
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }

    static AwsError invalidRange() {
        return new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
    }

    static AwsError preconditionFailed() {
        return new AwsError(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    static AwsError entityTooSmall() {
        return AwsError.badRequest("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
    }

    static AwsError invalidPart() {
        return AwsError.badRequest(
                "InvalidPart",
                "One or more of the specified parts could not be found.  The part may not have been uploaded, or the"
                        + " specified entity tag may not match the part's entity tag.");
    }

    static AwsError invalidPartOrder() {
        return AwsError.badRequest(
                "InvalidPartOrder",
                "The list of parts was not in ascending order. Parts must be ordered by part number.");
    }

    static AwsError keyTooLong() {
        return AwsError.badRequest("KeyTooLongError", "Your key is too long");
    }
}
