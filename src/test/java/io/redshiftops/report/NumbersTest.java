package io.redshiftops.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0             | 0 µs
            1             | 1 µs
            999           | 999 µs
            1000          | 1.00 ms
            4210          | 4.21 ms
            99949         | 99.9 ms
            99950         | 100 ms
            999499        | 999 ms
            999500        | 1.00 s
            6970000       | 6.97 s
            12345678      | 12.3 s
            735000000     | 735 s
            1234567890    | 1,230 s
            999999999999  | 1,000,000 s
            """)
    void aTimeHasThreeDigitsThatCount(long micros, String expected) {
        assertThat(Numbers.time(micros).replace('\u00a0', ' ')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5000000   | 5 s
            2500      | 2.5 ms
            20000000  | 20 s
            2000      | 2 ms
            500       | 500 µs
            """)
    void aTickHasNoEmptyDigits(long micros, String expected) {
        assertThat(Numbers.roundTime(micros).replace('\u00a0', ' ')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            31.42      | +31.4 %
            -12        | −12.0 %
            0          | 0.0 %
            0.04       | 0.0 %
            -0.04      | 0.0 %
            -999.95    | −1000.0 %
            -29999900  | −29,999,900 %
            """)
    void aPercentageShowsItsSign(double percent, String expected) {
        assertThat(Numbers.signedPercent(percent).replace('\u00a0', ' ')).isEqualTo(expected);
    }
}
