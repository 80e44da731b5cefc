package io.redshiftops.sandbox.aws.parameters;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.TagRules;

/** What the Parameter Store answers when it refuses. */
final class SsmError {

    static final TagRules TAG_RULES =
            new TagRules(SsmError::validation, text -> AwsError.badRequest("TooManyTagsError", text));

    private SsmError() {}

    static AwsError validation(String text) {
        return AwsError.badRequest("ValidationException", text);
    }

    /** AWS names no parameter here. */
    static AwsError notFound() {
        return AwsError.badRequest("ParameterNotFound", "");
    }

    static AwsError versionNotFound(String name, String selector) {
        return AwsError.badRequest(
                "ParameterVersionNotFound",
                "Systems Manager could not find version " + selector + " of " + name + ". Verify the version and try"
                        + " again.");
    }

    static AwsError alreadyExists() {
        return AwsError.badRequest(
                "ParameterAlreadyExists",
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
    }

    static AwsError typeMismatch() {
        return AwsError.badRequest(
                "HierarchyTypeMismatchException",
                "Parameter Store does not support changing a parameter type in a hierarchy. For example, you can't change"
                        + " a parameter from a String type to a SecureString type. You must create a new, unique"
                        + " parameter.");
    }

    static AwsError invalidResource(String id) {
        return AwsError.badRequest("InvalidResourceId", "The resource ID " + id + " is not valid. Verify the ID.");
    }
}
