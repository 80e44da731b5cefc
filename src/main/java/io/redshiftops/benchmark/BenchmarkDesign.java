package io.redshiftops.benchmark;

import io.redshiftops.api.v1alpha1.LocalRef;
import io.redshiftops.api.v1alpha1.QueryBenchmark;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Metric;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Order;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Query;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Run;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Variant;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Verify;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark shall measure: the spec with every default filled in.
 *
 * @param namespace of the object
 * @param name of the object
 * @param warehouse name of the RedshiftWarehouse
 * @param database null for the warehouse's
 * @param runAs name of the Secret with the login; null for a user made for the run
 * @param baseline index of the variant that the others are compared with
 * @param warmups executions of each query and variant before its first sample
 * @param iterations samples of each query and variant
 * @param timeout of the whole run
 * @param trigger the text whose change measures once more; null for none
 */
record BenchmarkDesign(
        String namespace,
        String name,
        String warehouse,
        @Nullable String database,
        @Nullable String runAs,
        List<QueryDesign> queries,
        List<VariantDesign> variants,
        int baseline,
        int warmups,
        int iterations,
        Order order,
        long seed,
        Duration timeout,
        Metric metric,
        Verify verify,
        @Nullable String trigger) {

    private static final Run DEFAULT_RUN = new Run(2, 10, Order.INTERLEAVED, 1L, "6h");

    /**
     * One query.
     *
     * @param expectedRows how many rows must come back; null for any number
     * @param timeout of one execution
     */
    record QueryDesign(
            String name,
            String sql,
            boolean orderMatters,
            @Nullable Long expectedRows,
            Duration timeout) {}

    /**
     * One variant.
     *
     * @param load name of the S3Load that fills it; null for none
     */
    record VariantDesign(
            String name, String schema, @Nullable String load) {}

    /** The design of a benchmark. */
    static BenchmarkDesign of(QueryBenchmark benchmark) {
        QueryBenchmarkSpec spec = benchmark.getSpec();
        Run run = spec.run() == null ? DEFAULT_RUN : spec.run();
        List<VariantDesign> variants =
                spec.variants().stream().map(BenchmarkDesign::variant).toList();
        return new BenchmarkDesign(
                benchmark.getMetadata().getNamespace(),
                benchmark.getMetadata().getName(),
                spec.warehouseRef().name(),
                spec.database(),
                spec.runAs() == null ? null : spec.runAs().secretRef().name(),
                spec.queries().stream().map(BenchmarkDesign::query).toList(),
                variants,
                variants.stream().map(VariantDesign::name).toList().indexOf(spec.baseline()),
                run.warmups(),
                run.iterations(),
                run.order(),
                run.seed(),
                duration(run.timeout()),
                spec.metric(),
                spec.verify(),
                spec.trigger());
    }

    private static QueryDesign query(Query query) {
        return new QueryDesign(
                query.name(), query.sql(), query.orderMatters(), query.expectedRows(), duration(query.timeout()));
    }

    private static VariantDesign variant(Variant variant) {
        String schema = variant.schema();
        LocalRef load = variant.loadRef();
        return new VariantDesign(
                variant.name(),
                schema == null ? variant.name().toLowerCase(Locale.ROOT) : schema,
                load == null ? null : load.name());
    }

    /** Hours, minutes and seconds: {@code 1h30m}. */
    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    /** Namespace and name. */
    String owner() {
        return namespace + "/" + name;
    }

    /** How many samples are wanted in all. */
    int wantedSamples() {
        return queries.size() * variants.size() * iterations;
    }

    /** Name of the variant that the others are compared with. */
    String baselineName() {
        return variants.get(baseline).name();
    }

    /** The schemas of all variants, each once. */
    List<String> schemas() {
        return variants.stream().map(VariantDesign::schema).distinct().toList();
    }

    /**
     * Hash of what is measured: another one needs another run.
     *
     * <p>In it are database and name of the Secret of {@code runAs}; each query's name, text, {@code orderMatters} and {@code
     * expectedRows}; each variant's name, schema and load; the baseline; warm-ups, iterations, order and seed; metric and
     * {@code verify}; the trigger. Not in it are time-outs, {@code suspend} and {@code output}: they change no number. The
     * cluster belongs to it, too, but is compared by itself, since it is known only while there is one.
     */
    String hash() {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(database).add(runAs);
        fingerprint.add(queries.size());
        queries.forEach(query -> fingerprint
                .add(query.name())
                .add(query.sql())
                .add(Boolean.toString(query.orderMatters()))
                .add(query.expectedRows() == null ? null : query.expectedRows().toString()));
        fingerprint.add(variants.size());
        variants.forEach(
                variant -> fingerprint.add(variant.name()).add(variant.schema()).add(variant.load()));
        return fingerprint
                .add(baseline)
                .add(warmups)
                .add(iterations)
                .add(order.name())
                .add(Long.toString(seed))
                .add(metric.name())
                .add(verify.name())
                .add(trigger)
                .hex();
    }
}
