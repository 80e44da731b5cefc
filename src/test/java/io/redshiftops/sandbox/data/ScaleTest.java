package io.redshiftops.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.000001 |        100 |      30 |     20 |     200
            0.001    |      1_500 |      30 |     20 |     200
            0.01     |     15_000 |     300 |     20 |   2_000
            0.1      |    150_000 |   3_000 |    200 |  20_000
            0.5      |    750_000 |  15_000 |  1_000 | 100_000
            1        |  1_500_000 |  30_000 |  2_000 | 200_000
            1.99     |  2_985_000 |  59_700 |  3_980 | 200_000
            2        |  3_000_000 |  60_000 |  4_000 | 400_000
            3        |  4_500_000 |  90_000 |  6_000 | 400_000
            4        |  6_000_000 | 120_000 |  8_000 | 600_000
            8        | 12_000_000 | 240_000 | 16_000 | 800_000
            100      |150_000_000 |3_000_000|200_000 |1_400_000
            """)
    void tablesHaveTheBenchmarksSizes(double factor, String orders, String customers, String suppliers, String parts) {
        Scale scale = new Scale(factor);

        assertThat(scale.orders()).isEqualTo(number(orders));
        assertThat(scale.customers()).isEqualTo(number(customers));
        assertThat(scale.suppliers()).isEqualTo(number(suppliers));
        assertThat(scale.parts()).isEqualTo(number(parts));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 1})
    void lineorderHasAboutSixMillionRowsByScale(double factor) {
        long rows = StarSchema.ofScale(factor).orders().rows();

        // The standard deviation of an order's number of lines is 2.
        assertThat((double) rows).isCloseTo(6_000_000 * factor, within(5 * 2 * Math.sqrt(1_500_000 * factor)));
    }

    @ParameterizedTest
    @CsvSource({
        "0.001, 1",
        "0.0125, 1",
        "0.05, 4",
        "0.099, 7",
        "0.1, 8",
        "1, 8",
        "4, 8",
        "4.1, 16",
        "10, 24",
        "100, 200"
    })
    void lineorderIsSplitIntoAMultipleOfEightObjectsFromATenthUp(double factor, int objects) {
        assertThat(StarSchema.ofScale(factor).lineorderObjects()).isEqualTo(objects);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1_000_001, Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoScaleFactorIsRefused(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StarSchema.ofScale(factor))
                .withMessageContaining("scale factor " + factor);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -8, 101})
    void aNumberOfObjectsThatSomeWouldBeEmptyOfIsRefused(int objects) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StarSchema(0.00001, 1, objects))
                .withMessageContaining(objects + " objects: use a number from 1 to its 100 orders");
    }

    private static long number(String text) {
        return Long.parseLong(text.replace("_", ""));
    }
}
