package io.redshiftops.benchmark;

import io.redshiftops.access.Target;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Metric;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Order;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Verify;
import io.redshiftops.benchmark.BenchmarkDesign.QueryDesign;
import io.redshiftops.benchmark.BenchmarkDesign.VariantDesign;
import io.redshiftops.benchmark.RunResult.Cell;
import io.redshiftops.sql.SqlServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Designs, samples and findings to test with. */
final class Designs {

    static final Target TARGET = new Target(
            "dwh",
            "arn:aws:redshift:us-east-1:123456789012:namespace:1",
            new SqlServer("dwh.example", 5439, "dev"),
            "us-east-1",
            new Target.AdminLogin.InSecret(FakeDatabase.ADMIN, "admin", "password"),
            "arn:aws:iam::123456789012:role/r",
            "x",
            null,
            "1.0.1",
            "ra3.xlplus",
            2);

    private Designs() {}

    /** So many queries q0, q1 … on so many variants v0, v1 …, the first being the baseline. */
    static BenchmarkDesign of(int queries, int variants, int iterations, Order order) {
        return of(queries, variants, iterations, order, Metric.ENGINE_EXECUTION, Duration.ofMinutes(1));
    }

    static BenchmarkDesign of(int queries, int variants, int iterations, Order order, Metric metric, Duration timeout) {
        return new BenchmarkDesign(
                "default",
                "designs",
                "dwh",
                null,
                null,
                IntStream.range(0, queries)
                        .mapToObj(i -> new QueryDesign("q" + i, "SELECT " + i, false, null, Duration.ofSeconds(30)))
                        .toList(),
                IntStream.range(0, variants)
                        .mapToObj(i -> new VariantDesign("v" + i, "v" + i, null))
                        .toList(),
                0,
                2,
                iterations,
                order,
                1,
                timeout,
                metric,
                Verify.CHECKSUM,
                null);
    }

    /** The same with other queries. */
    static BenchmarkDesign withQueries(BenchmarkDesign design, List<QueryDesign> queries) {
        return new BenchmarkDesign(
                design.namespace(),
                design.name(),
                design.warehouse(),
                design.database(),
                design.runAs(),
                queries,
                design.variants(),
                design.baseline(),
                design.warmups(),
                design.iterations(),
                design.order(),
                design.seed(),
                design.timeout(),
                design.metric(),
                design.verify(),
                design.trigger());
    }

    static Sample sample(int sequence, int query, int variant, int round, long micros) {
        return new Sample(
                sequence, query, variant, round, micros, micros + 500, micros + 100, micros, 0L, 0L, 0L, 42L, null);
    }

    static Sample rejected(int sequence, int query, int variant, int round, Rejection rejection) {
        return new Sample(sequence, query, variant, round, null, 500, null, null, null, null, null, null, rejection);
    }

    static RunResult result(BenchmarkDesign design, List<Sample> samples) {
        Map<Cell, Digest> digests = new HashMap<>();
        for (int query = 0; query < design.queries().size(); query++) {
            for (int variant = 0; variant < design.variants().size(); variant++) {
                digests.put(new Cell(query, variant), new Digest(3, "00000000000000ff"));
            }
        }
        return result(digests, samples);
    }

    static RunResult result(Map<Cell, Digest> digests, List<Sample> samples) {
        return new RunResult(
                "ab12cd34",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-01T00:10:00Z"),
                "Redshift 1.0.1",
                digests,
                Map.of(),
                samples);
    }

    /** Findings in which each sample of a variant takes a millisecond times the variant's number from 1. */
    static Findings findings(BenchmarkDesign design) {
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= design.iterations(); round++) {
            for (int query = 0; query < design.queries().size(); query++) {
                for (int variant = 0; variant < design.variants().size(); variant++) {
                    samples.add(sample(samples.size(), query, variant, round, 1_000L * (variant + 1)));
                }
            }
        }
        return Comparison.of(design, result(design, samples), TARGET, List.of());
    }
}
