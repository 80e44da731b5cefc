package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatisticsTest {

    static Stream<Arguments> samples() {
        return Stream.of(
                Arguments.of(List.of(5L), new Statistics(1, 5, 5, 5, null, 5)),
                Arguments.of(List.of(9L, 1L, 5L), new Statistics(3, 5, 1, 5, 4L, 9)),
                Arguments.of(List.of(4L, 1L), new Statistics(2, 3, 1, 3, 2L, 4)),
                Arguments.of(List.of(2L, 4L, 4L, 4L, 5L, 5L, 7L, 9L), new Statistics(8, 5, 2, 5, 2L, 9)),
                Arguments.of(List.of(0L, 0L, 0L), new Statistics(3, 0, 0, 0, 0L, 0)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesAreSummedUp(List<Long> micros, Statistics expected) {
        assertThat(Statistics.of(micros)).isEqualTo(expected);
    }

    @Test
    void largeTimesKeepASmallDeviation() {
        long hour = 3_600_000_000L;

        assertThat(Statistics.of(List.of(hour, hour + 2, hour + 4)).stddev()).isEqualTo(2);
    }

    @Test
    void nothingHasNoStatistics() {
        assertThatThrownBy(() -> Statistics.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
