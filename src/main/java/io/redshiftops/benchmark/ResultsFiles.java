package io.redshiftops.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.OutputFormat;
import io.redshiftops.benchmark.Findings.Query;
import io.redshiftops.report.BenchmarkPage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes findings as files that fit into a ConfigMap. */
final class ResultsFiles {

    static final String JSON = "results.json";
    static final String CSV = "samples.csv";
    static final String HTML = "report.html";

    /** A ConfigMap takes 1 MiB; its metadata needs some of it. */
    static final int MAX_BYTES = 900 * 1024;

    private static final int LEAST_KEPT = 4096;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER = MAPPER.writer();

    private final BenchmarkPage page = new BenchmarkPage();

    /**
     * The files by name, not larger than {@link #MAX_BYTES} together. What does not fit is left out, and the files say so:
     * first the texts of the queries, then samples, of which every second, fourth … of each query and variant stays.
     */
    Map<String, String> render(Findings findings, Set<OutputFormat> formats) {
        Map<String, String> files = files(findings, formats);
        if (fits(files)) {
            return files;
        }
        Findings shorter = withoutTexts(findings);
        files = files(shorter, formats);
        for (int step = 2; !fits(files) && step <= LEAST_KEPT; step *= 2) {
            files = files(thinned(shorter, step), formats);
        }
        if (!fits(files)) {
            throw new IllegalStateException("the results of %s have %d bytes even without samples"
                    .formatted(findings.benchmark(), size(files)));
        }
        return files;
    }

    private Map<String, String> files(Findings findings, Set<OutputFormat> formats) {
        Map<String, String> files = new TreeMap<>();
        if (formats.contains(OutputFormat.JSON)) {
            files.put(JSON, json(findings));
        }
        if (formats.contains(OutputFormat.CSV)) {
            files.put(CSV, csv(findings));
        }
        if (formats.contains(OutputFormat.HTML)) {
            files.put(HTML, page.render(Reports.of(findings)));
        }
        return files;
    }

    private static boolean fits(Map<String, String> files) {
        return size(files) <= MAX_BYTES;
    }

    private static int size(Map<String, String> files) {
        return files.values().stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static Findings withoutTexts(Findings findings) {
        List<Query> queries = findings.queries().stream()
                .map(query -> new Query(query.name(), null, query.resultsMatch(), query.message(), query.variants()))
                .toList();
        return findings.with(
                queries,
                findings.samples(),
                noted(findings, "The texts of the queries are left out, since the results would not fit otherwise."));
    }

    private static Findings thinned(Findings findings, int step) {
        Map<List<Integer>, Integer> seen = new HashMap<>();
        List<Sample> kept = findings.samples().stream()
                .filter(sample -> seen.merge(List.of(sample.query(), sample.variant()), 1, Integer::sum) % step == 1)
                .toList();
        return findings.with(
                findings.queries(),
                kept,
                noted(
                        findings,
                        "Only every %dth sample of each query and variant is listed and drawn, since more would not fit; the statistics are of all samples."
                                .formatted(step)));
    }

    private static List<String> noted(Findings findings, String note) {
        List<String> notes = new ArrayList<>(findings.notes());
        notes.add(note);
        return notes;
    }

    // ---------------------------------------------------------------- formats

    /** Name of the file. */
    static String name(OutputFormat format) {
        return switch (format) {
            case JSON -> JSON;
            case CSV -> CSV;
            case HTML -> HTML;
        };
    }

    private static String json(Findings findings) {
        try {
            return WRITER.writeValueAsString(findings) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings are always JSON", e);
        }
    }

    /** Reads what {@link #JSON} holds; empty if it was not written by this version. */
    static Optional<Findings> parse(String json) {
        try {
            return Optional.of(MAPPER.readValue(json, Findings.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String csv(Findings findings) {
        StringBuilder lines = new StringBuilder("run,");
        lines.append(String.join(",", Sample.COLUMNS)).append('\n');
        for (Sample sample : findings.samples()) {
            List<Object> values = new ArrayList<>();
            values.add(findings.run());
            values.add(sample.sequence());
            values.add(findings.queries().get(sample.query()).name());
            values.add(findings.variants().get(sample.variant()).name());
            values.add(sample.round());
            values.add(orEmpty(sample.micros()));
            values.add(sample.clientMicros());
            values.add(orEmpty(sample.elapsedMicros()));
            values.add(orEmpty(sample.executionMicros()));
            values.add(orEmpty(sample.queueMicros()));
            values.add(orEmpty(sample.compileMicros()));
            values.add(orEmpty(sample.lockWaitMicros()));
            values.add(orEmpty(sample.queryId()));
            values.add(sample.rejection() == null ? "" : sample.rejection().meaning());
            lines.append(String.join(",", values.stream().map(Object::toString).toList()))
                    .append('\n');
        }
        return lines.toString();
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }
}
