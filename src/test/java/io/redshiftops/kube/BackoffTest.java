package io.redshiftops.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void delaysDoubleUpToAMinuteHoweverOftenItFails() {
        for (int failure = 0; failure < 10_000; failure++) {
            long wanted = Math.min(60_000, 1000L << Math.min(failure, 16));

            Duration delay = backoff.afterFailure("a");

            assertThat(delay.toMillis()).isBetween((long) (wanted * 0.79), (long) (wanted * 1.21));
        }
    }

    @Test
    void objectsFailByThemselvesAndASuccessForgets() {
        for (int i = 0; i < 10; i++) {
            backoff.afterFailure("a");
        }

        assertThat(backoff.afterFailure("b")).isLessThan(Duration.ofSeconds(2));
        backoff.succeeded("a");
        assertThat(backoff.afterFailure("a")).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void delaysDifferSoThatNotAllComeBackAtOnce() {
        assertThat(new Random(1).longs(50).mapToObj(i -> backoff.jittered(Duration.ofMinutes(1))))
                .doesNotHaveDuplicates();
    }
}
