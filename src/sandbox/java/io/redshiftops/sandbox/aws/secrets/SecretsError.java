package io.redshiftops.sandbox.aws.secrets;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.TagRules;

/** What Secrets Manager answers when it refuses. */
final class SecretsError {

    static final TagRules TAG_RULES = new TagRules(SecretsError::invalidParameter, SecretsError::invalidParameter);

    private SecretsError() {}

    static AwsError notFound() {
        return AwsError.badRequest("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }

    static AwsError noSuchVersion(String what) {
        return AwsError.badRequest(
                "ResourceNotFoundException", "Secrets Manager can't find the specified secret value for " + what);
    }

    static AwsError alreadyExists(String name) {
        return AwsError.badRequest(
                "ResourceExistsException", "The operation failed because the secret " + name + " already exists.");
    }

    static AwsError nameScheduledForDeletion() {
        return AwsError.badRequest(
                "InvalidRequestException",
                "You can't create this secret because a secret with this name is already scheduled for deletion.");
    }

    static AwsError markedForDeletion() {
        return AwsError.badRequest(
                "InvalidRequestException",
                "You can't perform this operation on the secret because it was marked for deletion.");
    }

    static AwsError ownedByService(String service) {
        return AwsError.badRequest(
                "InvalidRequestException",
                "You can't perform this operation on the secret because it is managed by the service " + service + ".");
    }

    static AwsError ownedRotationOnly(String name) {
        return AwsError.notEmulated("The rotation by a function, which the secret " + name + " would need,");
    }

    static AwsError invalidParameter(String text) {
        return AwsError.badRequest("InvalidParameterException", text);
    }

    static AwsError validation(String text) {
        return AwsError.badRequest("ValidationException", text);
    }
}
