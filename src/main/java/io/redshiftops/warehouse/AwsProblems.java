package io.redshiftops.warehouse;

import io.redshiftops.aws.AwsException;
import io.redshiftops.aws.AwsException.Kind;
import io.redshiftops.kube.Problem;

/** Says what a failed call to AWS means for a warehouse. */
final class AwsProblems {

    private AwsProblems() {}

    /**
     * The problem behind a failure.
     *
     * @param roleIsFresh whether the role may be too young for Redshift to know: AWS then says that it is not valid
     */
    static Problem of(AwsException e, boolean roleIsFresh) {
        String said = "%s: %s: %s".formatted(e.operation(), e.code(), e.awsMessage());
        return switch (e.kind()) {
            case BUSY, ALREADY_EXISTS, NOT_FOUND ->
                // Something changed between looking and acting, or is not visible yet: look again.
                Problem.waiting(WarehouseReason.CLUSTER_BUSY, "AWS is busy, trying again: " + said);
            case TRANSIENT -> Problem.retry(WarehouseReason.AWS_ERROR, "AWS failed, trying again: " + said);
            case DENIED ->
                Problem.user(
                        WarehouseReason.ACCESS_DENIED,
                        "AWS refused the operator: %s. Allow %s in the policy of the operator's role (deploy/iam/policy.json)"
                                .formatted(said, e.operation()));
            case INVALID ->
                roleIsFresh && isAboutTheRole(e)
                        ? Problem.waiting(WarehouseReason.CREATING, "the role is not visible to Redshift yet: " + said)
                        : Problem.user(WarehouseReason.INVALID_SPEC, "AWS refused what the spec says: " + said);
        };
    }

    /** "The IAM role X is not valid. The IAM role must delegate access to an Amazon Redshift account." */
    private static boolean isAboutTheRole(AwsException e) {
        return e.is(Kind.INVALID) && e.awsMessage().contains("IAM role");
    }
}
