package io.redshiftops.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.api.v1alpha1.S3LoadSpec.OnChange;
import io.redshiftops.load.LoadDesign.SourceDesign;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.load.SimulatedDatabase.TargetRow;
import io.redshiftops.load.SimulatedDatabase.Weakness;
import io.redshiftops.load.Turns.Fate;
import io.redshiftops.load.Turns.Schedule;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each object is loaded exactly once, however the steps of racing loads interleave and wherever their processes die or their
 * connections break.
 */
class ExactlyOnceTest {

    private static final String STAGING = "s3://data/staging/";
    private static final int RANDOM_SCHEDULES = 400;

    private static final List<Fate> FAILURES = List.copyOf(EnumSet.complementOf(EnumSet.of(Fate.NORMAL)));

    /** More steps than two loads take that do not fail. */
    private static final int STEPS = 90;

    // ---------------------------------------------------------------- races without failures

    @Test
    void twoLoadsOfTheSameObjectsInEveryOrderWithTwoSwitches() {
        for (int first = 0; first < STEPS; first++) {
            for (int second = first + 1; second < STEPS; second += 5) {
                raced(new Switching(first, second), loads(2));
            }
        }
    }

    @Test
    void twoOrThreeLoadsInRandomOrders() {
        for (int seed = 0; seed < RANDOM_SCHEDULES; seed++) {
            raced(new Chance(seed, 0), loads(2 + seed % 2));
        }
    }

    // ---------------------------------------------------------------- races with failures

    @ParameterizedTest
    @EnumSource(names = "NORMAL", mode = EnumSource.Mode.EXCLUDE)
    void oneLoadFailsAtEveryStepWhileAnotherWantsTheSame(Fate fate) {
        for (int step = 0; step < STEPS; step++) {
            raced(new Failing(fate, step, 7), loads(2));
            raced(new Failing(fate, step, 17), loads(2));
        }
    }

    @Test
    void everybodyFailsNowAndThen() {
        for (int seed = 0; seed < RANDOM_SCHEDULES; seed++) {
            raced(new Chance(seed, 40), loads(2 + seed % 2));
        }
    }

    @Test
    void withoutStagingAWholePrefixIsLoadedOnceToo() {
        for (int seed = 0; seed < RANDOM_SCHEDULES / 2; seed++) {
            Map<String, LoadDesign> loads = new LinkedHashMap<>();
            loads.put("a", LoadDesigns.load("default/a", null, LoadDesigns.APPEND));
            loads.put("b", LoadDesigns.load("default/a", null, LoadDesigns.APPEND));
            raced(new Chance(seed, 40), loads);
        }
    }

    @Test
    void aReplacedTableHoldsEachObjectOnceThoughTwoOperatorsReplaceIt() {
        TableDesign replacing = LoadDesigns.replacing(LoadDesigns.APPEND, "again", OnChange.LOAD);
        for (int seed = 0; seed < RANDOM_SCHEDULES / 2; seed++) {
            Map<String, LoadDesign> loads = new LinkedHashMap<>();
            loads.put("a", LoadDesigns.load("default/a", STAGING, replacing));
            loads.put("b", LoadDesigns.load("default/a", STAGING, replacing));
            raced(new Chance(seed, 40), loads);
        }
    }

    // ---------------------------------------------------------------- that the test would notice

    @Test
    void theEpochKeepsTheLedgerThoughTheLockDoesNot() {
        for (int seed = 0; seed < RANDOM_SCHEDULES / 4; seed++) {
            raced(new Chance(seed, 20), loads(2), Weakness.NO_LOCK);
        }
    }

    @Test
    void withNeitherLockNorEpochObjectsAreLoadedTwice() {
        assertThatThrownBy(() -> {
                    for (int first = 0; first < STEPS; first++) {
                        raced(new Switching(first, first + 30), loads(2), Weakness.NO_LOCK, Weakness.NO_CONFLICT);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rows of each object");
    }

    // ---------------------------------------------------------------- racing

    /** Loads whose prefixes hold all objects, half of them, and all again. */
    private static Map<String, LoadDesign> loads(int count) {
        Map<String, LoadDesign> loads = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            SourceDesign source = new SourceDesign.Prefix(new S3Uri("data", i == 1 ? "p/x" : "p/"));
            loads.put(
                    Character.toString('a' + i),
                    LoadDesigns.load("default/" + (char) ('a' + i), STAGING, LoadDesigns.table("t", source)));
        }
        return loads;
    }

    private static void raced(Schedule schedule, Map<String, LoadDesign> loads, Weakness... weaknesses) {
        try (LoadSimulation simulation = new LoadSimulation(schedule, weaknesses)) {
            List<String> keys = List.of("p/x1", "p/x2", "p/y's +%1");
            keys.forEach(key -> simulation.storage.put("data", key, "e-" + key.length()));

            var outcomes = simulation.run(loads);

            String what = schedule + " " + simulation.turns.history();
            assertThat(outcomes.values()).as(what).allMatch(outcome -> outcome.isEmpty());
            assertThat(rowsOfEachObject(simulation.database.rows()))
                    .as("rows of each object under " + what)
                    .isEqualTo(keys.stream().collect(Collectors.toMap(key -> "s3://data/" + key, key ->
                            (long) SimulatedDatabase.ROWS_PER_OBJECT)));
            assertThat(simulation.database.ledger())
                    .as("ledger under " + what)
                    .containsExactlyElementsOf(keys.stream()
                            .map(key -> "s3://data/" + key)
                            .sorted()
                            .toList());
            assertThat(simulation.database.rowsAccordingToAttempts())
                    .as("rows that attempts noted under " + what)
                    .isEqualTo(simulation.database.rows().size());
            assertThat(loads.keySet())
                    .as(what)
                    .allMatch(name -> simulation.facts(name).state().equals("Loaded"));
        }
    }

    private static Map<String, Long> rowsOfEachObject(Collection<TargetRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(TargetRow::uri, Collectors.counting()));
    }

    // ---------------------------------------------------------------- schedules

    /** Lets one load run until it waits, and others in its place from two steps on. */
    private static final class Switching implements Schedule {
        private final List<Integer> switches;
        private int step;
        private int preferred;

        Switching(int first, int second) {
            this.switches = List.of(first, second);
        }

        @Override
        public String next(List<String> ready) {
            preferred += switches.contains(step++) ? 1 : 0;
            return ready.get(preferred % ready.size());
        }

        @Override
        public String toString() {
            return "switches at " + switches;
        }
    }

    /** Chooses by chance, and lets one in so many steps fail. */
    private static final class Chance implements Schedule {
        private final int seed;
        private final int oneIn;
        private final Random random;

        Chance(int seed, int oneIn) {
            this.seed = seed;
            this.oneIn = oneIn;
            this.random = new Random(seed);
        }

        @Override
        public String next(List<String> ready) {
            return ready.get(random.nextInt(ready.size()));
        }

        @Override
        public Fate fate(String who, String what) {
            boolean fails = oneIn > 0 && random.nextInt(oneIn) == 0 && !what.equals("notice");
            return fails ? FAILURES.get(random.nextInt(FAILURES.size())) : Fate.NORMAL;
        }

        @Override
        public String toString() {
            return "seed " + seed + " with one failure in " + oneIn;
        }
    }

    /** The first load fails at one step; the second begins at another. */
    private static final class Failing implements Schedule {
        private final Fate fate;
        private final int at;
        private final int begins;
        private int step;
        private int own;

        Failing(Fate fate, int at, int begins) {
            this.fate = fate;
            this.at = at;
            this.begins = begins;
        }

        @Override
        public String next(List<String> ready) {
            step++;
            boolean second = step > begins && ready.contains("b") && step % 2 == 0;
            return second ? "b" : ready.get(0);
        }

        @Override
        public Fate fate(String who, String what) {
            return who.equals("a") && own++ == at ? fate : Fate.NORMAL;
        }

        @Override
        public String toString() {
            return "%s at step %d, the second load begins at %d".formatted(fate, at, begins);
        }
    }
}
