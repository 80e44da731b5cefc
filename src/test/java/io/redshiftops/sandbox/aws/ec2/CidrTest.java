package io.redshiftops.sandbox.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.core.AwsError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Address ranges as EC2 stores them. */
class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "100.68.0.18/18,     100.68.0.0/18",
        "10.1.2.3/32,        10.1.2.3/32",
        "255.255.255.255/1,  128.0.0.0/1",
        "1.2.3.4/0,          0.0.0.0/0"
    })
    void hostBitsOfIpv4AreCleared(String given, String stored) {
        assertThat(Cidr.ipv4(given)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:DB8:0::1/32,            2001:db8::/32",
        "::/0,                        ::/0",
        "1:2:3:4:5:6:7:8/128,         1:2:3:4:5:6:7:8/128",
        "2001:db8:0:0:1:0:0:1/128,    2001:db8::1:0:0:1/128",
        "2001:db8:ffff:ffff::/49,     2001:db8:ffff:8000::/49",
        "1:0:0:0:0:0:0:0/16,          1::/16",
        "0:0:0:0:0:0:0:1/128,         ::1/128",
        "1:2:3:0:5:6:7:8/128,         1:2:3:0:5:6:7:8/128"
    })
    void ipv6IsCompressedAndCut(String given, String stored) {
        assertThat(Cidr.ipv6(given)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0/8", "256.0.0.0/8", "10.0.0.0/33", "ten/8", "::/0", ""})
    void whatIsNoIpv4RangeIsRefused(String text) {
        assertThatThrownBy(() -> Cidr.ipv4(text))
                .isInstanceOf(AwsError.class)
                .hasMessage("CIDR block " + text + " is malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"::", "::/129", "1::2::3/64", "1:2:3/64", "12345::/16", "1:2:3:4:5:6:7:8:9/64", "10.0.0.0/8"})
    void whatIsNoIpv6RangeIsRefused(String text) {
        assertThatThrownBy(() -> Cidr.ipv6(text))
                .isInstanceOf(AwsError.class)
                .hasMessage("CIDR block " + text + " is malformed");
    }
}
