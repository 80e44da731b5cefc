package io.redshiftops.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void aShortNameIsOneLine() {
        assertThat(Lines.of("oneDim", 10)).containsExactly("oneDim");
    }

    @Test
    void aLongNameBreaksAfterASeparator() {
        assertThat(Lines.of("revenue-by-customer-nation", 12)).containsExactly("revenue-by-", "customer-", "nation");
    }

    @Test
    void aLongWordBreaksWhereTheLineEnds() {
        assertThat(Lines.of("qqqqqqqqqqqq", 5)).containsExactly("qqqqq", "qqqqq", "qq");
    }

    @Test
    void nothingOfANameIsLost() {
        String name = "a-very_long.name/with-every_separator.of/all";
        assertThat(String.join("", Lines.of(name, 7))).isEqualTo(name);
    }

    @Test
    void aPairOfSurrogatesStaysTogether() {
        assertThat(Lines.of("😀😀😀😀", 3)).containsExactly("😀😀😀", "😀");
    }
}
