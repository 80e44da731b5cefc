package io.redshiftops.sandbox.aws.sts;

import io.redshiftops.sandbox.aws.core.AwsError;

/** What STS answers when it refuses. */
final class StsError {

    private StsError() {}

    static AwsError validation(String text) {
        return AwsError.badRequest("ValidationError", text);
    }

    static AwsError mayNotAssume(String caller, String roleArn) {
        return new AwsError(
                403,
                "AccessDenied",
                "User: " + caller + " is not authorized to perform: sts:AssumeRole on resource: " + roleArn);
    }

    static AwsError webIdentityDenied() {
        return new AwsError(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    static AwsError invalidIdentityToken(String text) {
        return AwsError.badRequest("InvalidIdentityToken", text);
    }

    static AwsError expiredIdentityToken(String text) {
        return AwsError.badRequest("ExpiredTokenException", text);
    }

    static AwsError cannotReachProvider(String text) {
        return AwsError.badRequest("IDPCommunicationError", text);
    }
}
