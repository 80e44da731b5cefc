package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Order;
import io.redshiftops.benchmark.RunPlan.Execution;
import io.redshiftops.benchmark.RunPlan.Purpose;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunPlanTest {

    @ParameterizedTest
    @EnumSource(Order.class)
    void everyQueryRunsEquallyOftenOnEveryVariant(Order order) {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 50; i++) {
            int queries = 1 + random.nextInt(13);
            int variants = 2 + random.nextInt(3);
            int iterations = 1 + random.nextInt(12);
            BenchmarkDesign design = Designs.of(queries, variants, iterations, order);

            List<Execution> plan = RunPlan.of(design);

            Map<List<Integer>, Long> samples = plan.stream()
                    .filter(execution -> execution.purpose() == Purpose.SAMPLE)
                    .collect(Collectors.groupingBy(
                            execution -> List.of(execution.query(), execution.variant()), Collectors.counting()));
            assertThat(samples)
                    .as("seed 11, case %d: %s", i, design)
                    .hasSize(queries * variants)
                    .allSatisfy((cell, count) -> assertThat(count).isEqualTo(iterations));
        }
    }

    @Test
    void interleavedVariantsGoThereAndBack() {
        List<Execution> samples = samples(Designs.of(2, 3, 4, Order.INTERLEAVED));

        List<Integer> ofOneQuery = samples.stream()
                .filter(execution -> execution.query() == 0)
                .map(Execution::variant)
                .toList();
        assertThat(ofOneQuery).containsExactly(0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0);
    }

    @Test
    void blockedVariantsRunOneAfterTheOther() {
        List<Integer> variants = samples(Designs.of(3, 2, 5, Order.BLOCKED)).stream()
                .map(Execution::variant)
                .toList();

        assertThat(variants).isSorted().hasSize(30);
    }

    @Test
    void everythingIsCheckedBeforeAnythingElseRuns() {
        List<Execution> plan = RunPlan.of(Designs.of(3, 2, 5, Order.BLOCKED));

        assertThat(plan.subList(0, 6)).allMatch(execution -> execution.purpose() == Purpose.CHECK);
        assertThat(plan.subList(6, plan.size())).noneMatch(execution -> execution.purpose() == Purpose.CHECK);
    }

    @Test
    void theSameSeedGivesTheSamePlanAndAnotherSeedAnother() {
        BenchmarkDesign design = Designs.of(13, 2, 5, Order.INTERLEAVED);

        assertThat(RunPlan.of(design)).isEqualTo(RunPlan.of(Designs.of(13, 2, 5, Order.INTERLEAVED)));
        assertThat(RunPlan.of(design)).isNotEqualTo(RunPlan.of(withSeed(design, 2)));
    }

    private static List<Execution> samples(BenchmarkDesign design) {
        return RunPlan.of(design).stream()
                .filter(execution -> execution.purpose() == Purpose.SAMPLE)
                .toList();
    }

    private static BenchmarkDesign withSeed(BenchmarkDesign design, long seed) {
        return new BenchmarkDesign(
                design.namespace(),
                design.name(),
                design.warehouse(),
                design.database(),
                design.runAs(),
                design.queries(),
                design.variants(),
                design.baseline(),
                design.warmups(),
                design.iterations(),
                design.order(),
                seed,
                design.timeout(),
                design.metric(),
                design.verify(),
                design.trigger());
    }
}
