package io.redshiftops.benchmark;

import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which query runs on which variant, and when. The same seed gives the same plan.
 *
 * <p>First every query runs on every variant once, to compare the results: what cannot run at all fails here, within
 * minutes. Then come warm-ups and samples in rounds. In each round the queries have an order of their own, drawn from the
 * seed. Interleaved, the variants of a query run next to each other, there in one round and back in the next (ABBA), so
 * that a steady drift of the cluster adds the same to each. Blocked, the rounds of one variant come before those of the
 * next; each block has its own warm-ups.
 */
final class RunPlan {

    private RunPlan() {}

    /** What an execution is for. */
    enum Purpose {
        /** To compare the results of the variants; the first warm-up at the same time. */
        CHECK(0),
        /** To fill caches and compile. */
        WARM_UP(1),
        /** To take a time that may count. */
        SAMPLE(2);

        /** Sets the orders of the purposes apart. */
        private final int stream;

        Purpose(int stream) {
            this.stream = stream;
        }
    }

    /**
     * One execution.
     *
     * @param query index in the spec
     * @param variant index in the spec
     * @param round from 1 within its purpose
     */
    record Execution(Purpose purpose, int query, int variant, int round) {}

    /** The executions of a run, in order. */
    static List<Execution> of(BenchmarkDesign design) {
        int queries = design.queries().size();
        int variants = design.variants().size();
        List<Execution> plan = new ArrayList<>(interleaved(Purpose.CHECK, queries, variants, 1, design.seed()));
        if (design.order() == Order.INTERLEAVED) {
            // The check was the first warm-up, a moment ago.
            plan.addAll(interleaved(Purpose.WARM_UP, queries, variants, design.warmups() - 1, design.seed()));
            plan.addAll(interleaved(Purpose.SAMPLE, queries, variants, design.iterations(), design.seed()));
        } else {
            for (int variant = 0; variant < variants; variant++) {
                plan.addAll(block(Purpose.WARM_UP, queries, variant, design.warmups(), design.seed()));
                plan.addAll(block(Purpose.SAMPLE, queries, variant, design.iterations(), design.seed()));
            }
        }
        return List.copyOf(plan);
    }

    private static List<Execution> interleaved(Purpose purpose, int queries, int variants, int rounds, long seed) {
        List<Execution> executions = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (int query : shuffled(queries, purpose, round, seed)) {
                for (int position = 0; position < variants; position++) {
                    int variant = round % 2 == 1 ? position : variants - 1 - position;
                    executions.add(new Execution(purpose, query, variant, round));
                }
            }
        }
        return executions;
    }

    private static List<Execution> block(Purpose purpose, int queries, int variant, int rounds, long seed) {
        List<Execution> executions = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (int query : shuffled(queries, purpose, round, seed)) {
                executions.add(new Execution(purpose, query, variant, round));
            }
        }
        return executions;
    }

    /** {@link Random}'s numbers are specified, so a plan can be repeated with any Java. */
    private static List<Integer> shuffled(int queries, Purpose purpose, int round, long seed) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, queries).boxed().toList());
        Collections.shuffle(order, new Random(31 * (31 * seed + purpose.stream) + round));
        return order;
    }
}
