package io.redshiftops.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.report.Picture.Tick;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "1, 1, 1",
        "4, 4, 1",
        "5, 6, 2",
        "13390000, 15000000, 5000000",
        "623000000, 800000000, 200000000"
    })
    void aScaleEndsAtARoundStep(long largest, long end, long step) {
        assertThat(Scale.upTo(largest)).isEqualTo(new Scale(end, step));
    }

    @Test
    void everyValueFitsWithAtMostFiveTicks() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            long largest = random.nextLong(1L << random.nextInt(1, 60));
            Scale scale = Scale.upTo(largest);
            assertThat(scale.end()).as("largest %d", largest).isGreaterThanOrEqualTo(largest);
            assertThat(scale.ticks(Long::toString)).as("largest %d", largest).hasSizeBetween(2, 5);
            assertThat(scale.at(largest)).as("largest %d", largest).isBetween(0.0, 100.0);
        }
    }

    @Test
    void ticksReachFromEdgeToEdge() {
        assertThat(Scale.upTo(3).ticks(Long::toString)).first().isEqualTo(new Tick(0, "0"));
        assertThat(Scale.upTo(3).ticks(Long::toString)).last().isEqualTo(new Tick(100, "3"));
    }
}
