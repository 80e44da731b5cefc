package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.redshiftops.api.v1alpha1.QueryBenchmark;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkDesignTest {

    private static final String YAML = """
            apiVersion: redshiftops.io/v1alpha1
            kind: QueryBenchmark
            metadata: {name: designs, namespace: default}
            spec:
              warehouseRef: {name: dwh}
              database: tpc
              runAs: {secretRef: {name: login}}
              baseline: A
              variants: [{name: A}, {name: B, schema: b2, loadRef: {name: fill}}]
              queries: [{name: one, sql: "SELECT 1", orderMatters: false, expectedRows: 4, timeout: 1m30s}]
              run: {warmups: 1, iterations: 3, order: Interleaved, seed: 1, timeout: 2h}
              metric: EngineExecution
              verify: Checksum
              trigger: first
              suspend: false
              output: {configMap: there}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "database: tpc | database: other",
                "secretRef: {name: login} | secretRef: {name: admin}",
                "baseline: A | baseline: B",
                "[{name: A}, | [{name: A, schema: a2},",
                "schema: b2 | schema: b3",
                "loadRef: {name: fill} | loadRef: {name: fill2}",
                "name: one | name: uno",
                "SELECT 1 | SELECT 2",
                "orderMatters: false | orderMatters: true",
                "expectedRows: 4 | expectedRows: 5",
                "warmups: 1 | warmups: 2",
                "iterations: 3 | iterations: 4",
                "order: Interleaved | order: Blocked",
                "seed: 1 | seed: 2",
                "metric: EngineExecution | metric: ClientWall",
                "verify: Checksum | verify: RowCount",
                "trigger: first | trigger: second"
            })
    void anEditOfWhatIsMeasuredIsAnotherMeasurement(String from, String to) {
        assertThat(YAML).contains(from);

        assertThat(hash(YAML.replace(from, to))).isNotEqualTo(hash(YAML));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeout: 1m30s|timeout: 5s",
                "timeout: 2h|timeout: 3h",
                "suspend: false|suspend: true",
                "configMap: there|configMap: elsewhere"
            })
    void anEditOfAnythingElseIsNot(String edit) {
        String from = edit.substring(0, edit.indexOf('|'));
        assertThat(YAML).contains(from);

        assertThat(hash(YAML.replace(from, edit.substring(edit.indexOf('|') + 1))))
                .isEqualTo(hash(YAML));
    }

    @Test
    void theSchemaOfAVariantIsItsNameInLowerCaseUnlessSaid() {
        BenchmarkDesign design = design(YAML);

        assertThat(design.schemas()).containsExactly("a", "b2");
        assertThat(design.queries().get(0).timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(design.timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(design.baselineName()).isEqualTo("A");
    }

    private static String hash(String yaml) {
        return design(yaml).hash();
    }

    private static BenchmarkDesign design(String yaml) {
        return BenchmarkDesign.of(Serialization.unmarshal(yaml, QueryBenchmark.class));
    }
}
