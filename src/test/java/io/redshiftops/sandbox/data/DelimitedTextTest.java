package io.redshiftops.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedTextTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DelimitedText text = new DelimitedText(bytes, '|');

    @Test
    void delimitersStandBetweenFieldsAndNotAtTheEnd() throws IOException {
        text.add(1).add("two").add("").add(4).endLine();
        text.add("last").endLine();

        assertThat(written()).isEqualTo("1|two||4\nlast\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 99, 100, 19_971_224, Integer.MAX_VALUE, 999_999_999_999L, Long.MAX_VALUE})
    void numbersAreWrittenInFull(long number) throws IOException {
        text.add(number).endLine();

        assertThat(written()).isEqualTo(number + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "1, Customer#000000001",
        "30000, Customer#000030000",
        "999999999, Customer#999999999",
        "1000000000, Customer#1000000000"
    })
    void numbersInNamesArePaddedAndNeverCut(long number, String expected) throws IOException {
        text.add("Customer#", number, 9).endLine();

        assertThat(written()).isEqualTo(expected + "\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "5, 0.05", "99, 0.99", "100, 1.00", "12345, 123.45", "99999999, 999999.99"})
    void amountsHaveTwoDecimals(long hundredths, String expected) throws IOException {
        text.addHundredths(hundredths).endLine();

        assertThat(written()).isEqualTo(expected + "\n");
    }

    @Test
    void linesBeyondTheBufferAreAllWritten() throws IOException {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            text.add(i).add("some text").endLine();
            expected.append(i).append("|some text\n");
        }

        assertThat(written()).isEqualTo(expected.toString());
    }

    private String written() throws IOException {
        text.flush();
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
