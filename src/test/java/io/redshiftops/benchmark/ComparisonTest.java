package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Order;
import io.redshiftops.benchmark.BenchmarkDesign.QueryDesign;
import io.redshiftops.benchmark.Findings.Candidate;
import io.redshiftops.benchmark.RunResult.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final BenchmarkDesign DESIGN = Designs.of(2, 2, 1, Order.INTERLEAVED);

    @ParameterizedTest
    @CsvSource({"697, 319, 54.2", "1000, 1000, 0.0", "100, 250, -150.0", "500, 0, 100.0"})
    void theImprovementIsRelativeToTheBaseline(long baseline, long candidate, double percent) {
        assertThat(Comparison.improvement(baseline, candidate)).isCloseTo(percent, within(0.05));
    }

    @Test
    void nothingIsAnImprovementOverNothing() {
        assertThat(Comparison.improvement(0, 5)).isNull();
    }

    @Test
    void aCandidateIsComparedByTheMeanOfRatiosAndTheSumOfMedians() {
        Candidate candidate = candidate(1_000, 500, 9_000, 18_000);

        assertThat(candidate.queries()).isEqualTo(2);
        assertThat(candidate.speedup()).isCloseTo(1.0, within(1e-9));
        assertThat(candidate.improvementPercent()).isCloseTo(-85.0, within(1e-9));
    }

    @Test
    void aTimeOfNothingHasNoRatio() {
        assertThat(candidate(1_000, 0, 9_000, 9_000).speedup()).isNull();
        assertThat(candidate(1_000, 0, 9_000, 9_000).improvementPercent()).isCloseTo(10.0, within(1e-9));
    }

    @Test
    void aQueryWithoutSamplesIsLeftOutAndSaysSo() {
        RunResult result = Designs.result(
                DESIGN,
                List.of(
                        Designs.sample(0, 0, 0, 1, 1_000),
                        Designs.sample(1, 0, 1, 1, 500),
                        Designs.sample(2, 1, 0, 1, 7_000),
                        Designs.rejected(3, 1, 1, 1, Rejection.COMPILED),
                        Designs.rejected(4, 1, 1, 1, Rejection.COMPILED)));

        Findings findings = Comparison.of(DESIGN, result, Designs.TARGET, List.of());

        assertThat(findings.candidates().get(0).queries()).isEqualTo(1);
        assertThat(findings.candidates().get(0).speedup()).isCloseTo(2.0, within(1e-9));
        Findings.Query second = findings.queries().get(1);
        assertThat(second.message()).isEqualTo("v1: 0 of 1 samples count");
        assertThat(second.variants().get(1).rejected()).containsEntry(Rejection.COMPILED, 2);
        assertThat(second.variants().get(1).improvementPercent()).isNull();
        assertThat(second.resultsMatch()).isTrue();
    }

    @Test
    void otherResultsAreNamedAndNotCompared() {
        Digest three = new Digest(3, "aa");
        RunResult result = Designs.result(
                Map.of(
                        new Cell(0, 0),
                        three,
                        new Cell(0, 1),
                        new Digest(4, "aa"),
                        new Cell(1, 0),
                        three,
                        new Cell(1, 1),
                        new Digest(3, "bb")),
                samples(1_000, 500, 1_000, 500));

        Findings findings = Comparison.of(DESIGN, result, Designs.TARGET, List.of());

        assertThat(findings.resultsMatch()).isFalse();
        assertThat(findings.queries().get(0).message()).isEqualTo("v0 returned 3 rows, v1 4");
        assertThat(findings.queries().get(1).message()).isEqualTo("v0 and v1 returned as many rows, but other values");
        assertThat(findings.queries()).allMatch(query -> query.variants().get(1).improvementPercent() == null);
        assertThat(findings.candidates().get(0).speedup()).isNull();
        assertThat(findings.candidates().get(0).improvementPercent()).isNull();
    }

    @Test
    void anotherNumberOfRowsThanExpectedIsADifference() {
        BenchmarkDesign design = Designs.withQueries(
                DESIGN,
                List.of(
                        new QueryDesign("q0", "SELECT 0", false, 4L, Duration.ofSeconds(1)),
                        DESIGN.queries().get(1)));

        Findings findings =
                Comparison.of(design, Designs.result(design, samples(1, 1, 1, 1)), Designs.TARGET, List.of());

        assertThat(findings.queries().get(0).resultsMatch()).isFalse();
        assertThat(findings.queries().get(0).message())
                .isEqualTo("v0 returned 3 rows, expectedRows is 4; v1 returned 3 rows, expectedRows is 4");
        assertThat(findings.queries().get(1).resultsMatch()).isTrue();
    }

    private static Candidate candidate(long base0, long candidate0, long base1, long candidate1) {
        RunResult result = Designs.result(DESIGN, samples(base0, candidate0, base1, candidate1));
        return Comparison.of(DESIGN, result, Designs.TARGET, List.of())
                .candidates()
                .get(0);
    }

    private static List<Sample> samples(long base0, long candidate0, long base1, long candidate1) {
        List<Sample> samples = new ArrayList<>();
        samples.add(Designs.sample(0, 0, 0, 1, base0));
        samples.add(Designs.sample(1, 0, 1, 1, candidate0));
        samples.add(Designs.sample(2, 1, 0, 1, base1));
        samples.add(Designs.sample(3, 1, 1, 1, candidate1));
        return samples;
    }
}
