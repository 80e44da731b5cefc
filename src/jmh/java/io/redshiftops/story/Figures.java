package io.redshiftops.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.redshift.RedshiftClient;

/**
 * Measures the figures of {@code docs/performance.md} that concern whole processes; prints median, least and greatest of
 * some rounds as a table in Markdown.
 */
public final class Figures {

    private static final int ROUNDS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String OPERATOR = "redshift-operator";

    private final Map<String, List<Double>> figures = new TreeMap<>();

    private Figures() {}

    /** Runs all rounds. */
    public static void main(String[] arguments) throws IOException {
        Figures figures = new Figures();
        for (int round = 1; round <= ROUNDS; round++) {
            System.err.println("round " + round + " of " + ROUNDS);
            figures.worldAlone();
            figures.warehouse();
        }
        figures.print();
    }

    private void add(String figure, double value) {
        figures.computeIfAbsent(figure, name -> new ArrayList<>()).add(value);
    }

    private void worldAlone() {
        long begin = System.nanoTime();
        try (SandboxProcess sandbox = SandboxProcess.start("figures", Map.of("OPERATOR", "off"))) {
            add("sandbox without operator ready, s", seconds(begin));
            Objects.requireNonNull(sandbox);
        }
    }

    private void warehouse() throws IOException {
        long begin = System.nanoTime();
        try (SandboxProcess sandbox = SandboxProcess.start("figures", Map.of());
                Account account = new Account(sandbox)) {
            add("whole sandbox ready, s", seconds(begin));
            Resources resources = new Resources(sandbox.kubernetes(), "default");
            Instant applied = Instant.now();
            resources.apply(Path.of("samples/01-first-warehouse"));
            Instant available = awaitAvailable(account.redshift());
            resources.awaitReady("RedshiftWarehouse", "first", PATIENCE);
            add("available to Ready, s", between(available, Instant.now()));
            add(
                    "apply to CreateCluster, s",
                    between(applied, Objects.requireNonNull(firstCall(sandbox, "CreateCluster", applied))));
            add("operator's resident memory, MB", residentMegabytes(sandbox));
            restart(sandbox);
        }
    }

    /** From the start of a new process to its first call to AWS, which a reconcile makes. */
    private void restart(SandboxProcess sandbox) {
        long old = sandbox.operator().orElseThrow().pid();
        sandbox.send("DELETE", "journal", null);
        sandbox.killOperator();
        ProcessHandle started = Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> sandbox.operator().filter(process -> process.pid() != old), java.util.Optional::isPresent)
                .orElseThrow();
        Instant begin = Instant.now();
        Instant first = Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> firstCall(sandbox, "DescribeClusters", begin), Objects::nonNull);
        add(
                "operator's start to first reconcile, s",
                between(started.info().startInstant().orElse(begin), first));
    }

    private static Instant awaitAvailable(RedshiftClient redshift) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(
                        () -> redshift.describeClusters().clusters().stream()
                                        .anyMatch(cluster -> "available".equals(cluster.clusterStatus()))
                                ? Instant.now()
                                : null,
                        Objects::nonNull);
    }

    private static @org.jspecify.annotations.Nullable Instant firstCall(
            SandboxProcess sandbox, String operation, Instant after) {
        for (JsonNode call : sandbox.get("journal")) {
            Instant time = Instant.parse(call.path("time").asText());
            boolean wanted = call.path("operation").asText().equals(operation)
                    && call.path("caller").asText().contains(OPERATOR)
                    && !time.isBefore(after);
            if (wanted) {
                return time;
            }
        }
        return null;
    }

    private static double residentMegabytes(SandboxProcess sandbox) throws IOException {
        Path status =
                Path.of("/proc", String.valueOf(sandbox.operator().orElseThrow().pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1000)
                .findFirst()
                .orElseThrow();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double between(Instant begin, Instant end) {
        return Duration.between(begin, end).toMillis() / 1000.0;
    }

    private void print() {
        System.out.println("| figure | median | least | greatest |");
        System.out.println("|---|---|---|---|");
        figures.forEach((figure, values) -> {
            Collections.sort(values);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f |%n",
                    figure,
                    values.get(values.size() / 2),
                    values.get(0),
                    values.get(values.size() - 1));
        });
    }
}
