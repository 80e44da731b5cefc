package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.TagRules;

/**
 * What Redshift answers when it refuses: the texts that were captured from it, or that come nearest to what it documents.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html#API_CreateCluster_Errors">
 *     Errors of CreateCluster</a>
 */
final class RedshiftError {

    static final TagRules TAG_RULES = new TagRules(
            text -> AwsError.badRequest("InvalidTagFault", text),
            text -> AwsError.badRequest("TagLimitExceededFault", text));

    private RedshiftError() {}

    static AwsError invalidValue(String text) {
        return AwsError.badRequest("InvalidParameterValue", text);
    }

    static AwsError invalidCombination(String text) {
        return AwsError.badRequest("InvalidParameterCombination", text);
    }

    static AwsError noSuchCluster(String identifier) {
        return new AwsError(404, "ClusterNotFound", "Cluster " + identifier + " not found.");
    }

    static AwsError clusterExists() {
        return AwsError.badRequest("ClusterAlreadyExists", "Cluster already exists");
    }

    static AwsError invalidClusterState(String text) {
        return AwsError.badRequest("InvalidClusterState", text);
    }

    static AwsError busyToDelete() {
        return invalidClusterState(
                "There is an operation running on the Cluster. Please try to delete it at a later time.");
    }

    static AwsError busyToModify() {
        return invalidClusterState("The Cluster is being modified by a concurrent operation. Please check the Cluster's"
                + " status and try again.");
    }

    static AwsError notDeletable(String identifier) {
        return invalidClusterState("Unable to delete the cluster " + identifier + ". You can only delete clusters with"
                + " ACTIVE, INCOMPATIBLE_NETWORK, INCOMPATIBLE_HSM, INCOMPATIBLE_RESTORE, INSUFFICIENT_CAPACITY, or"
                + " HARDWARE_FAILURE lifecycle.");
    }

    static AwsError roleNotValid(String roleArn) {
        return invalidValue("The IAM role " + roleArn + " is not valid. The IAM role must delegate access to an Amazon"
                + " Redshift account.");
    }

    static AwsError noSuchSnapshot(String identifier) {
        return new AwsError(404, "ClusterSnapshotNotFound", "Snapshot " + identifier + " not found.");
    }

    static AwsError snapshotExists(String identifier) {
        return AwsError.badRequest(
                "ClusterSnapshotAlreadyExists",
                "Cannot create the snapshot because a snapshot with the identifier " + identifier + " already exists");
    }

    static AwsError noSuchSubnetGroup(String name) {
        return AwsError.badRequest("ClusterSubnetGroupNotFoundFault", "Cluster subnet group " + name + " not found.");
    }

    static AwsError noSuchParameterGroup(String name) {
        return new AwsError(404, "ClusterParameterGroupNotFound", "ParameterGroup not found: " + name);
    }

    static AwsError noSuchResource(String arn) {
        return new AwsError(404, "ResourceNotFoundFault", "The resource " + arn + " was not found.");
    }

    static AwsError invalidRetention(String text) {
        return AwsError.badRequest("InvalidRetentionPeriodFault", text);
    }
}
