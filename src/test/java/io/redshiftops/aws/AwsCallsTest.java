package io.redshiftops.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.redshift.model.RedshiftException;

class AwsCallsTest {

    @ParameterizedTest
    @CsvSource({
        "400, InvalidClusterState, BUSY",
        "400, Throttling, BUSY",
        "400, RequestLimitExceeded, BUSY",
        "400, DependencyViolation, BUSY",
        "409, DeleteConflict, BUSY",
        "403, AccessDenied, DENIED",
        "403, UnauthorizedOperation, DENIED",
        "403, SomethingNew, DENIED",
        "403, ExpiredToken, TRANSIENT",
        "403, InvalidClientTokenId, TRANSIENT",
        "500, InternalFailure, TRANSIENT",
        "503, ServiceUnavailable, TRANSIENT",
        "400, ClusterAlreadyExists, ALREADY_EXISTS",
        "409, EntityAlreadyExists, ALREADY_EXISTS",
        "400, InvalidGroup.Duplicate, ALREADY_EXISTS",
        "404, ClusterNotFound, NOT_FOUND",
        "404, NoSuchEntity, NOT_FOUND",
        "400, InvalidGroup.NotFound, NOT_FOUND",
        "400, InvalidParameterValue, INVALID",
        "400, NumberOfNodesQuotaExceeded, INVALID",
    })
    void everyErrorOfAwsSaysWhatToDoNext(int status, String code, AwsException.Kind kind) {
        AwsException failure = fail(status, code);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage("redshift:CreateCluster failed: " + code + ": what AWS said");
    }

    @Test
    void aCallThatNeverReachedAwsMaySucceedLater() {
        AwsException failure = catchThrowableOfType(
                AwsException.class,
                () -> AwsCalls.run("sts:GetCallerIdentity", () -> {
                    throw SdkClientException.create("no route", new IOException("refused"));
                }));

        assertThat(failure.kind()).isEqualTo(AwsException.Kind.TRANSIENT);
        assertThat(failure.awsMessage()).contains("no route", "refused");
    }

    @Test
    void whatIsNotThereIsFoundToBeAbsentAndDeletedAlready() {
        AtomicInteger calls = new AtomicInteger();

        assertThat(AwsCalls.<String>find("iam:GetRole", () -> {
                    calls.incrementAndGet();
                    throw error(404, "NoSuchEntity");
                }))
                .isEmpty();
        AwsCalls.delete("iam:DeleteRole", () -> {
            calls.incrementAndGet();
            throw error(404, "NoSuchEntity");
        });

        assertThat(calls).hasValue(2);
    }

    @Test
    void aRefusalIsNeverTakenForAbsence() {
        assertThatThrownBy(() -> AwsCalls.<String>find("iam:GetRole", () -> {
                    throw error(403, "AccessDenied");
                }))
                .isInstanceOf(AwsException.class);
        assertThatThrownBy(() -> AwsCalls.delete("iam:DeleteRole", () -> {
                    throw error(409, "DeleteConflict");
                }))
                .isInstanceOf(AwsException.class);
    }

    private static AwsException fail(int status, String code) {
        return catchThrowableOfType(
                AwsException.class,
                () -> AwsCalls.run("redshift:CreateCluster", () -> {
                    throw error(status, code);
                }));
    }

    private static RuntimeException error(int status, String code) {
        return RedshiftException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("what AWS said")
                        .build())
                .build();
    }
}
