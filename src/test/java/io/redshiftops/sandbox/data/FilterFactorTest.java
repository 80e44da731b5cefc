package io.redshiftops.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.redshiftops.sandbox.data.StarJoin.Row;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the queries find in data of the default seed, by reading all of it. */
class FilterFactorTest {

    /** Reads six million rows once for all tests. */
    private static final Survey AT_SCALE_1 = Survey.of(1);

    @ParameterizedTest
    @EnumSource(StarSchemaQuery.class)
    void aQuerySelectsWhatThePaperSays(StarSchemaQuery query) {
        double expected = query.filterFactor() * AT_SCALE_1.rows;

        double standardError = Math.sqrt(expected);
        assertThat((double) AT_SCALE_1.selected.getOrDefault(query, 0L))
                .isCloseTo(expected, within(Math.max(expected / 10, 3 * standardError)));
    }

    /** The published result sizes of these four queries on AWS's sample data, of scale factor 100. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1})
    void theTableDesignQueriesReturnAsManyRowsAsOnTheSampleData(double scaleFactor) {
        Survey survey = scaleFactor == 1 ? AT_SCALE_1 : Survey.of(scaleFactor);

        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(survey.oneDimension).as("oneDim selects").isPositive();
        softly.assertThat(survey.twoDimensions).as("twoDim").hasSize(280);
        softly.assertThat(survey.drill).as("drill").hasSize(4);
        softly.assertThat(survey.orderDates).as("oneDimSameDist").hasSize(2_406);
        softly.assertAll();
    }

    /** Counts what the queries select, and collects what they group by. */
    private static final class Survey {

        private long rows;
        private long oneDimension;
        private final Map<StarSchemaQuery, Long> selected = new EnumMap<>(StarSchemaQuery.class);
        private final Set<List<Object>> twoDimensions = new HashSet<>();
        private final Set<List<Object>> drill = new HashSet<>();
        private final Set<Integer> orderDates = new HashSet<>();

        static Survey of(double scaleFactor) {
            Survey survey = new Survey();
            Map<StarSchemaQuery, Predicate<Row>> conditions = QueryConditions.all();
            new StarJoin(StarSchema.ofScale(scaleFactor)).forEach(row -> survey.add(row, conditions));
            return survey;
        }

        private void add(Row row, Map<StarSchemaQuery, Predicate<Row>> conditions) {
            rows++;
            conditions.forEach((query, condition) -> {
                if (condition.test(row)) {
                    selected.merge(query, 1L, Long::sum);
                    collect(query, row);
                }
            });
            orderDates.add(row.day().key());
            if (row.day().date().getYear() == 1997
                    && row.line().quantity() < 24
                    && row.line().discount() >= 1
                    && row.line().discount() <= 3) {
                oneDimension++;
            }
        }

        private void collect(StarSchemaQuery query, Row row) {
            int year = row.day().date().getYear();
            if (query == StarSchemaQuery.Q2_1) {
                twoDimensions.add(List.of(year, row.part().brand()));
            } else if (query == StarSchemaQuery.Q3_4) {
                drill.add(List.of(
                        row.customer().residence().city(),
                        row.supplier().residence().city(),
                        year));
            }
        }
    }
}
