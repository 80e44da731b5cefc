package io.redshiftops.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.aws.AwsException;
import io.redshiftops.kube.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsProblemsTest {

    private static final String FRESH_ROLE = "The IAM role x is not valid. The IAM role must delegate access";

    @ParameterizedTest
    @CsvSource({
        "BUSY, false, WAIT, CLUSTER_BUSY",
        "ALREADY_EXISTS, false, WAIT, CLUSTER_BUSY",
        "NOT_FOUND, false, WAIT, CLUSTER_BUSY",
        "TRANSIENT, false, RETRY, AWS_ERROR",
        "DENIED, false, USER, ACCESS_DENIED",
        "INVALID, false, USER, INVALID_SPEC",
        "INVALID, true, WAIT, CREATING",
    })
    void everyKindOfFailureHasSomebodyWhoCanHelp(
            AwsException.Kind kind, boolean fresh, Problem.Kind who, WarehouseReason reason) {
        Problem problem =
                AwsProblems.of(new AwsException(kind, "redshift:CreateCluster", "SomeCode", FRESH_ROLE), fresh);

        assertThat(problem.kind()).isEqualTo(who);
        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.message()).contains("redshift:CreateCluster", "SomeCode", FRESH_ROLE);
    }

    @Test
    void aFreshRoleExcusesOnlyWhatIsSaidAboutRoles() {
        AwsException unrelated = new AwsException(
                AwsException.Kind.INVALID, "redshift:CreateCluster", "InvalidParameterValue", "Invalid node type: x");

        assertThat(AwsProblems.of(unrelated, true).kind()).isEqualTo(Problem.Kind.USER);
    }

    @Test
    void aRefusalNamesTheCallToAllowAndAFileThatExists() {
        Problem problem =
                AwsProblems.of(new AwsException(AwsException.Kind.DENIED, "iam:PassRole", "AccessDenied", "no"), false);

        assertThat(problem.message()).contains("Allow iam:PassRole", "deploy/iam/policy.json");
        assertThat(Files.exists(Path.of("deploy/iam/policy.json"))).isTrue();
    }
}
