package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.benchmark.BenchmarkDesign.QueryDesign;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryProblemsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "select 1;",
                "-- why\nWITH a AS (SELECT 1) SELECT * FROM a",
                "SELECT 'a; b' AS \"into\"",
                "/* ; */ SELECT 1 -- ; DROP TABLE x"
            })
    void oneQueryIsTaken(String sql) {
        assertThat(QueryProblems.refusal(List.of(query(sql)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "SELECT 1; COMMIT; DELETE FROM x",
                "DELETE FROM x",
                "SELECT * INTO y FROM x",
                "-- SELECT",
                "'SELECT'"
            })
    void everythingElseIsRefusedByName(String sql) {
        assertThat(QueryProblems.refusal(List.of(query("SELECT 1"), query(sql))))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("query q"));
    }

    private static QueryDesign query(String sql) {
        return new QueryDesign("q", sql, false, null, Duration.ofSeconds(1));
    }
}
