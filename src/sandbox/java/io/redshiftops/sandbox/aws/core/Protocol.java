package io.redshiftops.sandbox.aws.core;

/**
 * How a family of services puts requests and replies on the wire, and the codes by which it answers what can go wrong in
 * any service. The codes are what clients were seen to get; they are gathered here because few are documented.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">Common errors of query services</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">Error codes of EC2</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error codes of S3</a>
 */
public enum Protocol {
    /** Form in, XML out: Redshift, IAM, STS. */
    QUERY("AccessDenied", 403, "InvalidClientTokenId", 403, "ExpiredToken", 403, "Throttling", 400),
    /** As {@link #QUERY}, with flat lists and other envelopes. */
    EC2("UnauthorizedOperation", 403, "AuthFailure", 401, "RequestExpired", 400, "RequestLimitExceeded", 503),
    /** JSON in and out: Secrets Manager, Systems Manager. */
    JSON(
            "AccessDeniedException",
            400,
            "UnrecognizedClientException",
            400,
            "ExpiredTokenException",
            400,
            "ThrottlingException",
            400),
    /** S3's own REST dialect. */
    S3("AccessDenied", 403, "InvalidAccessKeyId", 403, "ExpiredToken", 400, "SlowDown", 503);

    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";
    private static final String EXPIRED_TOKEN = "The security token included in the request is expired";

    private final String deniedCode;
    private final int deniedStatus;
    private final String unknownKeyCode;
    private final int unknownKeyStatus;
    private final String expiredCode;
    private final int expiredStatus;
    private final String throttledCode;
    private final int throttledStatus;

    Protocol(
            String deniedCode,
            int deniedStatus,
            String unknownKeyCode,
            int unknownKeyStatus,
            String expiredCode,
            int expiredStatus,
            String throttledCode,
            int throttledStatus) {
        this.deniedCode = deniedCode;
        this.deniedStatus = deniedStatus;
        this.unknownKeyCode = unknownKeyCode;
        this.unknownKeyStatus = unknownKeyStatus;
        this.expiredCode = expiredCode;
        this.expiredStatus = expiredStatus;
        this.throttledCode = throttledCode;
        this.throttledStatus = throttledStatus;
    }

    /** Policies do not allow it. */
    public AwsError accessDenied(String text) {
        String message = this == EC2 ? "You are not authorized to perform this operation. " + text : text;
        return new AwsError(deniedStatus, deniedCode, message);
    }

    /** The access key is not known, or does not go with the session token. */
    public AwsError unknownKey() {
        String message = switch (this) {
            case QUERY, JSON -> INVALID_TOKEN;
            case EC2 -> "AWS was not able to validate the provided access credentials";
            case S3 -> "The AWS Access Key Id you provided does not exist in our records.";
        };
        return new AwsError(unknownKeyStatus, unknownKeyCode, message);
    }

    /** The session token is not the one that was given out with the access key. */
    public AwsError wrongToken() {
        return this == S3
                ? AwsError.badRequest("InvalidToken", "The provided token is malformed or otherwise invalid.")
                : unknownKey();
    }

    /** The session is over. */
    public AwsError expiredToken() {
        String message = switch (this) {
            case QUERY, JSON -> EXPIRED_TOKEN;
            case EC2 -> "Request has expired.";
            case S3 -> "The provided token has expired.";
        };
        return new AwsError(expiredStatus, expiredCode, message);
    }

    /** The request is not signed. */
    public AwsError missingAuthentication() {
        return switch (this) {
            case QUERY -> new AwsError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
            case JSON -> AwsError.badRequest("MissingAuthenticationTokenException", "Missing Authentication Token");
            case EC2 ->
                new AwsError(401, "AuthFailure", "AWS was not able to validate the provided access credentials");
            case S3 -> new AwsError(403, "AccessDenied", "Access Denied");
        };
    }

    /** The request lacks what the operation cannot do without. */
    public AwsError missingParameter(String name) {
        String invalid = "1 validation error detected: Value null at '"
                + Character.toLowerCase(name.charAt(0)) + name.substring(1)
                + "' failed to satisfy constraint: Member must not be null";
        return switch (this) {
            case QUERY -> AwsError.badRequest("ValidationError", invalid);
            case EC2 -> AwsError.badRequest("MissingParameter", "The request must contain the parameter " + name);
            case JSON -> AwsError.badRequest("ValidationException", invalid);
            case S3 -> AwsError.badRequest("InvalidRequest", "The request lacks " + name);
        };
    }

    /** Too many calls in too short a time. */
    public AwsError throttled() {
        String message = switch (this) {
            case QUERY, JSON -> "Rate exceeded";
            case EC2 -> "Request limit exceeded.";
            case S3 -> "Please reduce your request rate.";
        };
        return new AwsError(throttledStatus, throttledCode, message);
    }

    /** The service failed, not the request. */
    public AwsError internalError() {
        return switch (this) {
            case QUERY ->
                new AwsError(
                        500,
                        "InternalFailure",
                        "The request processing has failed because of an unknown" + " error, exception or failure.");
            case EC2 -> new AwsError(500, "InternalError", "An internal error has occurred");
            case JSON -> new AwsError(500, "InternalServiceError", "An error occurred on the server side.");
            case S3 -> new AwsError(500, "InternalError", "We encountered an internal error. Please try again.");
        };
    }
}
