package io.redshiftops.benchmark;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.api.v1alpha1.Condition;
import io.redshiftops.api.v1alpha1.S3Load;
import io.redshiftops.api.v1alpha1.S3LoadStatus;
import io.redshiftops.api.v1alpha1.S3LoadStatus.TableStatus;
import io.redshiftops.benchmark.BenchmarkDesign.VariantDesign;
import io.redshiftops.benchmark.Findings.Load;
import io.redshiftops.benchmark.Findings.LoadedTable;
import io.redshiftops.kube.Conditions;
import io.redshiftops.kube.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The loads that fill the variants: whether they are done, and what they took. */
final class VariantLoads {

    private final KubernetesClient kubernetes;

    VariantLoads(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    /**
     * What each variant that names a load took to load.
     *
     * @throws io.redshiftops.kube.ProblemException if a load is not there or not Ready
     */
    List<Load> times(BenchmarkDesign design) {
        List<Load> loads = new ArrayList<>();
        for (VariantDesign variant : design.variants()) {
            String name = variant.load();
            if (name != null) {
                loads.add(times(design, variant, name));
            }
        }
        return loads;
    }

    private Load times(BenchmarkDesign design, VariantDesign variant, String name) {
        S3Load load = kubernetes
                .resources(S3Load.class)
                .inNamespace(design.namespace())
                .withName(name)
                .get();
        if (load == null || load.isMarkedForDeletion()) {
            throw Problem.waiting(
                            BenchmarkReason.LOAD_NOT_FOUND,
                            "variant %s: there is no S3Load %s in namespace %s: create it, or correct loadRef"
                                    .formatted(variant.name(), name, design.namespace()))
                    .exception();
        }
        requireReady(load, variant);
        String elsewhere = elsewhere(load, design);
        List<LoadedTable> tables = tables(load.getStatus(), variant.schema());
        if (elsewhere == null && tables.isEmpty()) {
            elsewhere = "no table of schema " + variant.schema();
        }
        if (elsewhere != null) {
            throw Problem.user(
                            BenchmarkReason.LOAD_ELSEWHERE,
                            "variant %s: S3Load %s loads %s: correct loadRef"
                                    .formatted(variant.name(), name, elsewhere))
                    .exception();
        }
        return new Load(
                variant.name(),
                name,
                tables.stream().mapToLong(LoadedTable::micros).sum(),
                tables);
    }

    private static void requireReady(S3Load load, VariantDesign variant) {
        S3LoadStatus status = load.getStatus();
        List<Condition> conditions = status == null ? null : status.conditions();
        if (!Conditions.isTrue(conditions, Condition.READY, load.getMetadata().getGeneration())) {
            Condition ready = Conditions.find(conditions, Condition.READY);
            throw Problem.waiting(
                            BenchmarkReason.LOAD_NOT_READY,
                            "variant %s: waiting for S3Load %s to be Ready%s"
                                    .formatted(
                                            variant.name(),
                                            load.getMetadata().getName(),
                                            ready == null ? "" : ": " + ready.message()))
                    .exception();
        }
    }

    /** What else the load works on; null if it is what the benchmark measures. */
    private static @Nullable String elsewhere(S3Load load, BenchmarkDesign design) {
        String warehouse = load.getSpec().warehouseRef().name();
        if (!warehouse.equals(design.warehouse())) {
            return "RedshiftWarehouse " + warehouse;
        }
        String database = load.getSpec().database();
        return database != null && design.database() != null && !database.equals(design.database())
                ? "database " + database
                : null;
    }

    /** Several entries of a load may feed one table. */
    private static List<LoadedTable> tables(S3LoadStatus status, String schema) {
        Map<String, LoadedTable> tables = new TreeMap<>();
        List<TableStatus> all = status.tables();
        for (TableStatus table : all == null ? List.<TableStatus>of() : all) {
            if (table.table().startsWith(schema + ".")) {
                String name = table.table().substring(schema.length() + 1);
                tables.merge(
                        name,
                        new LoadedTable(name, orZero(table.micros()), orZero(table.rowsLoaded())),
                        (one, other) ->
                                new LoadedTable(name, one.micros() + other.micros(), one.rows() + other.rows()));
            }
        }
        return List.copyOf(tables.values());
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
