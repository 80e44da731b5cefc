package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.TagRules;
import java.util.regex.Pattern;

/** What IAM answers when it refuses, in one place since few of the texts are documented. */
final class IamError {

    static final TagRules TAG_RULES = new TagRules(IamError::validation, IamError::limitExceeded);

    private IamError() {}

    static AwsError validation(String text) {
        return AwsError.badRequest("ValidationError", text);
    }

    /** A parameter that does not fit its pattern. */
    static void checkPattern(String member, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw validation("1 validation error detected: Value '" + value + "' at '" + member
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern: " + pattern);
        }
    }

    static AwsError invalidInput(String text) {
        return AwsError.badRequest("InvalidInput", text);
    }

    static AwsError malformed(String text) {
        return AwsError.badRequest("MalformedPolicyDocument", text);
    }

    static AwsError limitExceeded(String text) {
        return new AwsError(409, "LimitExceeded", text);
    }

    static AwsError deleteConflict(String text) {
        return new AwsError(409, "DeleteConflict", text);
    }

    static AwsError alreadyExists(String text) {
        return new AwsError(409, "EntityAlreadyExists", text);
    }

    static AwsError noSuchEntity(String text) {
        return new AwsError(404, "NoSuchEntity", text);
    }

    static AwsError noSuchRole(String name) {
        return noSuchEntity("The role with name " + name + " cannot be found.");
    }

    static AwsError noSuchPolicy(String arn) {
        return noSuchEntity("Policy " + arn + " was not found.");
    }
}
