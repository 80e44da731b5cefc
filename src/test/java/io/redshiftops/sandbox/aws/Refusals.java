package io.redshiftops.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS's errors are to be like. */
public final class Refusals {

    private Refusals() {}

    /** An error with this code. */
    public static Consumer<Throwable> code(String code) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .as(refused.getMessage())
                                .isEqualTo(code));
    }
}
