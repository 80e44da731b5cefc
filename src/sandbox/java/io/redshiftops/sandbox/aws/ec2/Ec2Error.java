package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.TagRules;

/**
 * What EC2 answers when it refuses.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">Error codes</a>
 */
final class Ec2Error {

    static final TagRules TAG_RULES =
            new TagRules(Ec2Error::invalidParameter, text -> AwsError.badRequest("TagLimitExceeded", text));

    private Ec2Error() {}

    static AwsError invalidParameter(String text) {
        return AwsError.badRequest("InvalidParameterValue", text);
    }

    static AwsError invalidCombination(String text) {
        return AwsError.badRequest("InvalidParameterCombination", text);
    }

    static AwsError missingParameter(String text) {
        return AwsError.badRequest("MissingParameter", text);
    }

    static AwsError noSuchGroup(String idOrName) {
        return AwsError.badRequest("InvalidGroup.NotFound", "The security group '" + idOrName + "' does not exist");
    }

    static AwsError malformedGroupId(String id) {
        return AwsError.badRequest("InvalidGroupId.Malformed", "Invalid id: \"" + id + "\" (expecting \"sg-...\")");
    }

    static AwsError noSuchVpc(String id) {
        return AwsError.badRequest("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
    }

    static AwsError noSuchSubnet(String id) {
        return AwsError.badRequest("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
    }

    static AwsError noSuchRule(String id) {
        return AwsError.badRequest(
                "InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '" + id + "' does not exist");
    }

    static AwsError noSuchPrefixList(String id) {
        return AwsError.badRequest("InvalidPrefixListID.NotFound", "The prefix list ID '" + id + "' does not exist");
    }

    static AwsError noSuchResource(String id) {
        return AwsError.badRequest("InvalidID", "The ID '" + id + "' is not valid");
    }
}
