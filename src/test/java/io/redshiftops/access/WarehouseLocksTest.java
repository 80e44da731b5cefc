package io.redshiftops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.access.WarehouseLocks.Mode;
import io.redshiftops.benchmark.FakeKubernetes;
import io.redshiftops.kube.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WarehouseLocksTest {

    private static final String SERVER = "dwh.example:5439";
    private static final String LOAD = "S3Load default/l";
    private static final String OTHER_LOAD = "S3Load default/m";
    private static final String BENCHMARK = "QueryBenchmark default/b";

    private final Time time = new Time();
    private final JobControl control = new JobControl(() -> {});
    private FakeKubernetes kubernetes;
    private WarehouseLocks locks;

    @BeforeEach
    void start() throws IOException {
        kubernetes = new FakeKubernetes();
        locks = new WarehouseLocks(kubernetes.client, "operator", time);
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    @Test
    void loadsShareAndABenchmarkWaitsForThemAll() {
        assertThat(locks.acquire(SERVER, LOAD, Mode.SHARED)).isEmpty();
        assertThat(locks.acquire(SERVER, OTHER_LOAD, Mode.SHARED)).isEmpty();
        assertThat(locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE)).containsExactly(LOAD, OTHER_LOAD);
        locks.release(SERVER, LOAD);
        assertThat(locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE)).containsExactly(OTHER_LOAD);
        locks.release(SERVER, OTHER_LOAD);

        assertThat(locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE)).isEmpty();

        assertThat(locks.holders(SERVER)).containsExactly(BENCHMARK);
    }

    @Test
    void whoAsksLaterIsNotInTheWayOfWhoAskedBefore() {
        locks.acquire(SERVER, LOAD, Mode.SHARED);
        time.pass(Duration.ofMillis(1));
        locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE);
        time.pass(Duration.ofMillis(1));
        List<String> later = locks.acquire(SERVER, OTHER_LOAD, Mode.SHARED);

        assertThat(locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE)).containsExactly(LOAD);
        assertThat(later).containsExactly(LOAD, BENCHMARK + " (waiting before it)");
    }

    @Test
    void serversAreHeldByThemselves() {
        locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE);

        assertThat(locks.acquire("other.example:5439", LOAD, Mode.SHARED)).isEmpty();
    }

    @Test
    void whatADeadOperatorHeldExpires() {
        locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE);
        time.pass(WarehouseLocks.EXPIRY);

        assertThat(locks.acquire(SERVER, LOAD, Mode.SHARED)).isEmpty();
        assertThat(locks.holders(SERVER)).containsExactly(LOAD);
    }

    @Test
    void aHoldThatIsRenewedDoesNotExpire() {
        try (HeldWarehouse held = hold()) {
            for (int i = 0; i < 20; i++) {
                time.pass(Duration.ofSeconds(11));
                held.pulse();
            }

            assertThat(locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE)).containsExactly(LOAD);
        }
        assertThat(locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE)).isEmpty();
    }

    @Test
    void aHoldThatAnotherTookMeanwhileIsLost() {
        HeldWarehouse held = hold();
        time.pass(WarehouseLocks.EXPIRY);
        locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE);

        assertThatThrownBy(held::pulse).isInstanceOf(ProblemException.class).hasMessageContaining(BENCHMARK);
    }

    @Test
    void anApiServerThatDoesNotAnswerForAWhileStopsNobody() {
        HeldWarehouse held = hold();
        kubernetes.stopAnswering();
        time.pass(Duration.ofSeconds(20));

        assertThatCode(held::pulse).doesNotThrowAnyException();
        time.pass(Duration.ofSeconds(20));
        assertThatCode(held::pulse).doesNotThrowAnyException();
        time.pass(Duration.ofSeconds(5));
        assertThatThrownBy(held::pulse)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the API server did not renew it");
        assertThatCode(held::close).doesNotThrowAnyException();
    }

    @Test
    void whoIsStoppedWhileItWaitsNoLongerWaits() {
        locks.acquire(SERVER, BENCHMARK, Mode.EXCLUSIVE);
        List<List<String>> told = new ArrayList<>();

        assertThatThrownBy(() -> HeldWarehouse.acquire(locks, SERVER, LOAD, Mode.SHARED, control, inTheWay -> {
                    told.add(inTheWay);
                    control.stop();
                }))
                .isInstanceOf(JobStopped.class);

        assertThat(told).containsExactly(List.of(BENCHMARK));
        locks.release(SERVER, BENCHMARK);
        assertThat(locks.holders(SERVER)).isEmpty();
        assertThat(locks.acquire(SERVER, OTHER_LOAD, Mode.EXCLUSIVE)).isEmpty();
    }

    private HeldWarehouse hold() {
        return HeldWarehouse.acquire(locks, SERVER, LOAD, Mode.SHARED, control, inTheWay -> {});
    }

    /** A clock that goes when it is told. */
    private static final class Time extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
