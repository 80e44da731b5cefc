package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.benchmark.Step.Situation;
import io.redshiftops.benchmark.Step.Warehouse;
import io.redshiftops.benchmark.Step.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {

    @ParameterizedTest(name = "{0}, stopped {1}, {2}, loads {3}, measured {4}, left {5}, due {6}: {7}")
    @CsvSource({
        // A job is under way.
        "WANTED,   false, READY,     true,  false, true,  true,  WATCH",
        "WANTED,   false, NOT_READY, true,  false, true,  true,  WATCH",
        "WANTED,   false, READY,     false, false, true,  true,  WATCH",
        "OBSOLETE, false, READY,     true,  false, true,  true,  STOP",
        "WANTED,   true,  READY,     true,  false, true,  true,  STOP",
        "WANTED,   false, GONE,      true,  false, true,  true,  STOP",
        // The user wants nothing.
        "NONE,     true,  READY,     true,  false, false, true,  REST",
        "NONE,     true,  READY,     true,  true,  false, true,  REST",
        "NONE,     true,  READY,     true,  false, true,  true,  CLEAN",
        "NONE,     true,  READY,     true,  false, true,  false, REST",
        "NONE,     true,  GONE,      true,  false, true,  true,  REST",
        // It has been measured.
        "NONE,     false, READY,     true,  true,  false, true,  REPORT",
        "NONE,     false, READY,     false, true,  false, true,  REPORT",
        "NONE,     false, NOT_READY, true,  true,  false, true,  REPORT",
        "NONE,     false, READY,     true,  true,  true,  true,  CLEAN",
        "NONE,     false, READY,     true,  true,  true,  false, REPORT",
        "NONE,     false, GONE,      true,  true,  false, true,  WAIT",
        // It is to be measured.
        "NONE,     false, READY,     true,  false, false, true,  RUN",
        "NONE,     false, READY,     true,  false, true,  true,  RUN",
        "NONE,     false, READY,     true,  false, false, false, RETRY_LATER",
        "NONE,     false, NOT_READY, true,  false, false, true,  WAIT",
        "NONE,     false, READY,     false, false, false, true,  WAIT",
        "NONE,     false, READY,     false, false, true,  true,  CLEAN",
    })
    void oneStepFollowsFromASituation(
            Work work,
            boolean stopped,
            Warehouse warehouse,
            boolean loadsReady,
            boolean measured,
            boolean leftovers,
            boolean due,
            Step expected) {
        assertThat(Step.of(new Situation(work, stopped, warehouse, loadsReady, measured, leftovers, due)))
                .isEqualTo(expected);
    }

    @Test
    void nothingRunsThatTheUserStoppedOrThatHasNoWarehouse() {
        for (int bits = 0; bits < 64; bits++) {
            for (Warehouse warehouse : Warehouse.values()) {
                boolean stopped = (bits & 1) == 0;
                Situation situation = new Situation(
                        Work.NONE,
                        stopped,
                        warehouse,
                        (bits & 2) == 0,
                        (bits & 4) == 0,
                        (bits & 8) == 0,
                        (bits & 16) == 0);
                if (Step.of(situation) == Step.RUN) {
                    assertThat(stopped || warehouse != Warehouse.READY || situation.measured())
                            .as(situation.toString())
                            .isFalse();
                }
            }
        }
    }
}
