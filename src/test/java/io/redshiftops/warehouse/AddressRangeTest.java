package io.redshiftops.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "100.68.0.18/18, 100.68.0.0/18",
        "0.0.0.0/0, 0.0.0.0/0",
        "255.255.255.255/32, 255.255.255.255/32",
        "2001:0DB8:0:0::1/32, 2001:db8::/32",
        "2001:db8:0:1:0:0:0:1/128, 2001:db8:0:1::1/128",
        "::/0, ::/0",
        "::1/128, ::1/128",
        "fe80::/10, fe80::/10",
        "1:0:0:2:0:0:0:3/128, 1:0:0:2::3/128",
    })
    void rangesAreWrittenAsEc2ShowsThem(String text, String canonical) {
        assertThat(AddressRange.parse(text)).hasToString(canonical);
        assertThat(AddressRange.parse(canonical)).isEqualTo(AddressRange.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "::/129", "example.com/8", "10.0.0.0/-1", "/8", "10.0.0.0/x"})
    void otherTextsAreNone(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, true",
        "::/0, true",
        "0.0.0.0/1 128.0.0.0/1, true",
        "128.0.0.0/1 0.0.0.0/2 64.0.0.0/2, true",
        "::/1 8000::/1, true",
        "0.0.0.0/1, false",
        "0.0.0.0/1 128.0.0.0/2, false",
        "0.0.0.0/1 8000::/1, false",
        "0.0.0.0/2 128.0.0.0/1, false",
        "10.0.0.0/8 10.1.0.0/16, false",
    })
    void rangesAreAddedUp(String ranges, boolean everything) {
        assertThat(AddressRange.coverEverything(Arrays.stream(ranges.split(" ", -1))
                        .map(AddressRange::parse)
                        .toList()))
                .isEqualTo(everything);
    }
}
