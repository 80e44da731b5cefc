package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Order;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.OutputFormat;
import io.redshiftops.benchmark.BenchmarkDesign.QueryDesign;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultsFilesTest {

    private static final Set<OutputFormat> ALL = EnumSet.allOf(OutputFormat.class);

    private final ResultsFiles files = new ResultsFiles();

    @Test
    void whatIsWrittenAsJsonIsReadAgain() {
        BenchmarkDesign design = Designs.of(2, 3, 2, Order.BLOCKED);
        RunResult result = Designs.result(
                design,
                List.of(
                        Designs.sample(1, 0, 0, 1, 1_000),
                        Designs.sample(2, 0, 0, 2, 3_000),
                        Designs.rejected(3, 0, 1, 1, Rejection.NO_HISTORY)));
        Findings findings = Comparison.of(
                design,
                result,
                Designs.TARGET,
                List.of(new Findings.Load("v1", "l", 5, List.of(new Findings.LoadedTable("t", 5, 6)))));

        Map<String, String> written = files.render(findings, EnumSet.of(OutputFormat.JSON));

        assertThat(parsed(written)).contains(findings);
    }

    @Test
    void aSampleIsALineWithItsReason() {
        BenchmarkDesign design = Designs.of(1, 2, 1, Order.INTERLEAVED);
        RunResult result = Designs.result(
                design,
                List.of(Designs.sample(1, 0, 0, 1, 1_000), Designs.rejected(2, 0, 1, 1, Rejection.RESULT_CACHE)));

        String csv = Objects.requireNonNull(
                files.render(Comparison.of(design, result, Designs.TARGET, List.of()), EnumSet.of(OutputFormat.CSV))
                        .get("samples.csv"));

        assertThat(csv.lines())
                .containsExactly(
                        "run,sequence,query,variant,round,micros,clientMicros,elapsedMicros,executionMicros,queueMicros,compileMicros,lockWaitMicros,queryId,rejection",
                        "ab12cd34,1,q0,v0,1,1000,1500,1100,1000,0,0,0,42,",
                        "ab12cd34,2,q0,v1,1,,500,,,,,,,the result came from the cache");
    }

    @Test
    void onlyWantedFilesAreWritten() {
        Findings findings = Designs.findings(Designs.of(1, 2, 1, Order.INTERLEAVED));

        assertThat(files.render(findings, ALL)).containsOnlyKeys("results.json", "samples.csv", "report.html");
        assertThat(files.render(findings, EnumSet.of(OutputFormat.HTML))).containsOnlyKeys("report.html");
    }

    @Test
    void whatDoesNotFitIsLeftOutAndTheFilesSaySo() {
        Findings findings = Designs.findings(largest(200));

        Map<String, String> written = files.render(findings, ALL);

        int bytes = written.values().stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertThat(bytes).isLessThanOrEqualTo(ResultsFiles.MAX_BYTES);
        Findings read = parsed(written).orElseThrow();
        assertThat(read.samples()).hasSizeBetween(200, 39_999);
        assertThat(read.samples().stream().map(sample -> List.of(sample.query(), sample.variant())))
                .as("every query and variant keeps samples")
                .containsAll(IntStream.range(0, 200)
                        .mapToObj(i -> List.of(i / 4, i % 4))
                        .toList());
        assertThat(read.queries()).isNotEmpty().allMatch(query -> query.sql() == null);
        assertThat(read.queries().get(0).variants().get(0).samples()).isEqualTo(200);
        assertThat(read.notes()).hasSize(2);
        assertThat(written.get("report.html")).contains("Only every ").contains("texts of the queries are left out");
    }

    @Test
    void whatFitsIsLeftWhole() {
        Findings findings = Designs.findings(Designs.of(4, 2, 50, Order.INTERLEAVED));

        Findings read = parsed(files.render(findings, ALL)).orElseThrow();

        assertThat(read).isEqualTo(findings);
        assertThat(read.notes()).isEmpty();
    }

    @Test
    void theStatusOfTheLargestBenchmarkStaysSmall() {
        Findings findings = Designs.findings(largest(1));
        List<Findings.Load> loads = IntStream.range(0, 4)
                .mapToObj(variant -> new Findings.Load(
                        "v" + variant,
                        "l".repeat(253),
                        1,
                        IntStream.range(0, 50)
                                .mapToObj(table -> new Findings.LoadedTable("t".repeat(120) + table, 1, 1))
                                .toList()))
                .toList();
        Findings largest = new Findings(
                findings.run(),
                findings.benchmark(),
                findings.measured(),
                findings.startedAt(),
                findings.finishedAt(),
                findings.environment(),
                findings.method(),
                findings.variants(),
                findings.candidates(),
                findings.queries().stream()
                        .map(query ->
                                new Findings.Query(query.name(), null, false, "m".repeat(2_000), query.variants()))
                        .toList(),
                loads,
                List.of(),
                findings.sampleColumns(),
                List.of());

        StatusResults results = StatusResults.of(largest);

        assertThat(StatusResults.size(results))
                .isLessThanOrEqualTo(StatusResults.MAX_BYTES)
                .isLessThan(64 * 1024);
        assertThat(results.queries())
                .hasSize(50)
                .allMatch(query -> query.variants().size() == 4);
    }

    private static Optional<Findings> parsed(Map<String, String> written) {
        return ResultsFiles.parse(Objects.requireNonNull(written.get("results.json")));
    }

    /** 50 queries with the longest texts and names on four variants. */
    private static BenchmarkDesign largest(int iterations) {
        BenchmarkDesign design = Designs.of(50, 4, iterations, Order.INTERLEAVED);
        BenchmarkDesign longQueries = Designs.withQueries(
                design,
                IntStream.range(0, 50)
                        .mapToObj(i -> new QueryDesign(
                                "q" + i + "-".repeat(58) + i,
                                "SELECT " + "x".repeat(16_000),
                                false,
                                null,
                                Duration.ofSeconds(1)))
                        .toList());
        return new BenchmarkDesign(
                longQueries.namespace(),
                longQueries.name(),
                longQueries.warehouse(),
                null,
                null,
                longQueries.queries(),
                IntStream.range(0, 4)
                        .mapToObj(i -> new BenchmarkDesign.VariantDesign("v".repeat(62) + i, "v" + i, null))
                        .toList(),
                0,
                2,
                iterations,
                Order.INTERLEAVED,
                1,
                Duration.ofMinutes(1),
                longQueries.metric(),
                longQueries.verify(),
                null);
    }
}
