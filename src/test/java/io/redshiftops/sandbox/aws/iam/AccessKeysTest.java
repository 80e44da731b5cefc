package io.redshiftops.sandbox.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the keys of a session count. */
class AccessKeysTest {

    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AccessKeys keys = new AccessKeys(now::get);
    private final Caller caller =
            new Caller.RoleSession("123456789012", "arn:aws:iam::123456789012:role/r", "r", "AROA", "s", List.of());

    private static Signature signature(AccessKeys.SessionKey key) {
        return new Signature(key.accessKeyId(), "us-east-1", "iam", Optional.of(key.sessionToken()));
    }

    @Test
    void aSessionsKeyCountsUntilItExpires() {
        AccessKeys.SessionKey key = keys.issue(caller, Duration.ofMinutes(15));

        now.set(START.plusSeconds(899));

        assertThat(keys.authenticate(signature(key), Protocol.QUERY)).isEqualTo(caller);
    }

    @ParameterizedTest
    @CsvSource({
        "QUERY, ExpiredToken, 403",
        "EC2,   RequestExpired, 400",
        "JSON,  ExpiredTokenException, 400",
        "S3,    ExpiredToken, 400"
    })
    void anExpiredKeyIsRefusedAsItsServiceSaysIt(Protocol protocol, String code, int status) {
        AccessKeys.SessionKey key = keys.issue(caller, Duration.ofMinutes(15));

        now.set(START.plusSeconds(900));

        assertThatThrownBy(() -> keys.authenticate(signature(key), protocol))
                .isInstanceOfSatisfying(AwsError.class, error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.status()).isEqualTo(status);
                });
    }
}
