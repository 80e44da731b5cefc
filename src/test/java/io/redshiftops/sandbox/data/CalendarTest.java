package io.redshiftops.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {

    private static final List<String> LINES = lines();

    @Test
    void itHasEveryDayFromNewYear1992OnOnceInOrder() {
        assertThat(LINES).hasSize(2_556);
        assertThat(LINES.get(0)).startsWith("19920101|");
        assertThat(LINES.get(2_555)).startsWith("19981230|");
        assertThat(column(0)).isSorted().doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 2_556))
                .allSatisfy(day -> assertThat(Calendar.days().get(day).date())
                        .isEqualTo(LocalDate.of(1992, 1, 1).plusDays(day)));
    }

    @Test
    void yearsHaveTheirDays() {
        var days = column(4).stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(days)
                .containsEntry("1992", 366L)
                .containsEntry("1993", 365L)
                .containsEntry("1996", 366L)
                .containsEntry("1998", 364L)
                .hasSize(7);
    }

    /** Days whose weekdays and holidays anybody can look up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "19920101|January 1, 1992|Wednesday|January|1992|199201|Jan1992|4|1|1|1|1|Winter|0|0|1|1",
                "19920229|February 29, 1992|Saturday|February|1992|199202|Feb1992|7|29|60|2|9|Winter|1|1|0|0",
                "19930420|April 20, 1993|Tuesday|April|1993|199304|Apr1993|3|20|110|4|16|Spring|0|0|1|1",
                "19940204|February 4, 1994|Friday|February|1994|199402|Feb1994|6|4|35|2|6|Winter|0|0|0|1",
                "19940211|February 11, 1994|Friday|February|1994|199402|Feb1994|6|11|42|2|7|Winter|0|0|0|1",
                "19950831|August 31, 1995|Thursday|August|1995|199508|Aug1995|5|31|243|8|35|Summer|0|1|0|1",
                "19960901|September 1, 1996|Sunday|September|1996|199609|Sep1996|1|1|245|9|36|Fall|0|0|0|0",
                "19961231|December 31, 1996|Tuesday|December|1996|199612|Dec1996|3|31|366|12|53|Christmas|0|1|0|1",
                "19971224|December 24, 1997|Wednesday|December|1997|199712|Dec1997|4|24|358|12|52|Christmas|0|0|1|1",
                "19981230|December 30, 1998|Wednesday|December|1998|199812|Dec1998|4|30|364|12|53|Christmas|0|0|0|1",
            })
    void aDayHasItsAttributes(String line) {
        assertThat(LINES).contains(line);
    }

    @Test
    void attributesHaveTheBenchmarksDomains() {
        assertThat(distinct(3)).hasSize(12);
        assertThat(distinct(5)).hasSize(84);
        assertThat(distinct(6))
                .hasSize(84)
                .contains("Dec1997")
                .allMatch(month -> month.matches("[A-Z][a-z]{2}199[2-8]"));
        assertThat(distinct(2))
                .containsExactlyInAnyOrder(
                        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
        assertThat(numbers(7)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
        assertThat(numbers(11)).hasSize(53).contains(1, 53);
        assertThat(distinct(12)).containsExactlyInAnyOrder("Winter", "Spring", "Summer", "Fall", "Christmas");
        for (int flag = 13; flag <= 16; flag++) {
            assertThat(distinct(flag)).containsExactlyInAnyOrder("0", "1");
        }
        assertThat(column(15).stream().filter("1"::equals)).hasSize(7 * 10);
        assertThat(column(14).stream().filter("1"::equals)).hasSize(7 * 12 - 1);
    }

    private static List<Integer> numbers(int column) {
        return distinct(column).stream().map(Integer::valueOf).toList();
    }

    private static List<String> distinct(int column) {
        return column(column).stream().distinct().toList();
    }

    private static List<String> column(int column) {
        return LINES.stream().map(line -> line.split("\\|", -1)[column]).toList();
    }

    private static List<String> lines() {
        Calendar calendar = new Calendar();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            calendar.write(0, calendar.entries(), out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.US_ASCII).lines().toList();
    }
}
