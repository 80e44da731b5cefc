package io.redshiftops.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.S3LoadSpec.Choice;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Expect;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnChange;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnEmpty;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LoadDesign.SourceDesign;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.load.SimulatedDatabase.TargetRow;
import io.redshiftops.load.Turns.Fate;
import io.redshiftops.load.Turns.Schedule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A table that somebody emptied, restored, copied or made anew, and a source that changes meanwhile. */
class LedgerConflictTest {

    private static final String STAGING = "s3://data/staging/";

    private final Stage stage = new Stage();

    @AfterEach
    void end() {
        stage.simulation.close();
    }

    @Test
    void aLoadThatIsAppliedAgainLoadsNothingTwice() {
        stage.put("p/a", "1").put("p/b", "1");
        stage.load(LoadDesigns.APPEND);

        assertThat(stage.load(LoadDesigns.APPEND)).isEmpty();

        assertThat(stage.rows()).containsExactlyInAnyOrderEntriesOf(Map.of("p/a", 2L, "p/b", 2L));
        assertThat(stage.steps()).noneMatch(step -> step.contains("COPY"));
    }

    @Test
    void aTruncatedTableIsFlaggedAndReloadedWhenThatIsSaid() {
        stage.put("p/a", "1").put("p/b", "1");
        stage.load(LoadDesigns.APPEND);
        stage.database.truncate();

        Optional<Problem> flagged = stage.load(LoadDesigns.APPEND);

        assertThat(flagged.map(Problem::reason)).contains(LoadReason.TABLE_EMPTIED);
        assertThat(stage.rows()).isEmpty();
        assertThat(stage.load(LoadDesigns.onEmpty(LoadDesigns.APPEND, OnEmpty.RELOAD)))
                .isEmpty();
        assertThat(stage.rows()).containsExactlyInAnyOrderEntriesOf(Map.of("p/a", 2L, "p/b", 2L));
        assertThat(stage.database.ledger()).hasSize(2);
    }

    @Test
    void aTableThatWasDroppedAndMadeAnewIsLoaded() {
        stage.put("p/a", "1");
        stage.load(LoadDesigns.APPEND);
        stage.database.replaceTable(false);

        assertThat(stage.load(LoadDesigns.APPEND)).isEmpty();

        assertThat(stage.rows()).isEqualTo(Map.of("p/a", 2L));
    }

    @Test
    void aRestoredTableWaitsForAChoiceAndAdoptedRowsAreNotLoadedAgain() {
        stage.put("p/a", "1");
        stage.load(LoadDesigns.APPEND);
        stage.database.replaceTable(true);

        Optional<Problem> asked = stage.load(LoadDesigns.APPEND);
        TableDesign adopting = LoadDesigns.choosing(LoadDesigns.APPEND, Choice.ADOPT, stage.database.tableId());
        Optional<Problem> adopted = stage.load(adopting);
        stage.put("p/b", "1");
        Optional<Problem> grown = stage.load(adopting);

        assertThat(asked.map(Problem::reason)).contains(LoadReason.LEDGER_MISMATCH);
        assertThat(adopted).isEmpty();
        assertThat(grown).isEmpty();
        assertThat(stage.rows()).containsExactlyInAnyOrderEntriesOf(Map.of("p/a", 2L, "p/b", 2L));
    }

    @Test
    void aRestoredTableThatTwoEntriesFedIsAdoptedByBothAndDoubledByNone() {
        TableDesign first = LoadDesigns.table("first", new SourceDesign.Prefix(new S3Uri("data", "one/")));
        TableDesign second = LoadDesigns.table("second", new SourceDesign.Prefix(new S3Uri("data", "two/")));
        stage.put("one/a", "1").put("two/b", "1");
        stage.load(first);
        stage.load(second);
        stage.database.replaceTable(true);
        long id = stage.database.tableId();

        stage.load(LoadDesigns.choosing(first, Choice.ADOPT, id));
        Optional<Problem> asked = stage.load(second);
        Optional<Problem> adopted = stage.load(LoadDesigns.choosing(second, Choice.ADOPT, id));

        assertThat(asked.map(Problem::reason)).contains(LoadReason.LEDGER_MISMATCH);
        assertThat(adopted).isEmpty();
        assertThat(stage.rows()).containsExactlyInAnyOrderEntriesOf(Map.of("one/a", 2L, "two/b", 2L));
        assertThat(stage.database.ledger()).hasSize(2);
    }

    @Test
    void aChoiceToReloadDeletesTheRestoredRows() {
        stage.put("p/a", "1");
        stage.load(LoadDesigns.APPEND);
        stage.database.replaceTable(true);
        TableDesign reloading = LoadDesigns.choosing(LoadDesigns.APPEND, Choice.RELOAD, stage.database.tableId());

        assertThat(stage.load(reloading)).isEmpty();
        assertThat(stage.load(reloading)).isEmpty();

        assertThat(stage.rows()).isEqualTo(Map.of("p/a", 2L));
    }

    @Test
    void anObjectThatChangesWhileItIsLoadedIsRolledBackAndLoadedAsItIsThen() {
        stage.put("p/a", "1");
        stage.before("COPY", () -> stage.put("p/a", "2"));

        assertThat(stage.load(LoadDesigns.APPEND)).isEmpty();

        assertThat(stage.database.rows()).extracting(TargetRow::etag).containsExactly("2", "2");
    }

    @Test
    void anObjectThatIsAddedUnderABarePrefixMeanwhileIsLoadedOnce() {
        stage.staging = false;
        stage.put("p/a", "1");
        stage.before("COPY", () -> stage.put("p/b", "1"));

        assertThat(stage.load(LoadDesigns.APPEND)).isEmpty();

        assertThat(stage.rows()).containsExactlyInAnyOrderEntriesOf(Map.of("p/a", 2L, "p/b", 2L));
    }

    @Test
    void aTableThatIsReplacedMeanwhileIsLoadedUnderItsOwnId() {
        stage.put("p/a", "1");
        stage.before("write manifest", () -> stage.database.replaceTable(false));

        assertThat(stage.load(LoadDesigns.APPEND)).isEmpty();

        assertThat(stage.rows()).isEqualTo(Map.of("p/a", 2L));
        assertThat(stage.database.ledger()).containsExactly("s3://data/p/a");
    }

    @Test
    void aPartOfAPrefixNeedsStaging() {
        stage.staging = false;
        stage.put("p/a", "1");
        stage.load(LoadDesigns.APPEND);
        stage.put("p/b", "1");

        Optional<Problem> problem = stage.load(LoadDesigns.APPEND);

        assertThat(problem.map(Problem::reason)).contains(LoadReason.STAGING_REQUIRED);
        assertThat(problem.map(Problem::message)).get().asString().contains("spec.staging.uri");
        assertThat(stage.rows()).isEqualTo(Map.of("p/a", 2L));
    }

    @Test
    void anObjectThatIsNamedTwiceIsLoadedOnce() {
        S3Uri uri = new S3Uri("data", "p/a");
        stage.put("p/a", "1");

        assertThat(stage.load(LoadDesigns.table("t", new SourceDesign.Objects(List.of(uri, uri)))))
                .isEmpty();

        assertThat(stage.rows()).isEqualTo(Map.of("p/a", 2L));
        assertThat(stage.database.ledger()).containsExactly("s3://data/p/a");
    }

    @Test
    void aKeyThatIsTheBeginningOfAnotherIsNotLoadedWithoutAManifest() {
        stage.staging = false;
        stage.put("p/a", "1").put("p/ab", "1");

        Optional<Problem> problem =
                stage.load(LoadDesigns.table("t", new SourceDesign.Objects(List.of(new S3Uri("data", "p/a")))));

        assertThat(problem.map(Problem::reason)).contains(LoadReason.STAGING_REQUIRED);
        assertThat(stage.rows()).isEmpty();
    }

    @Test
    void whatFailsAnExpectationIsRolledBack() {
        stage.put("p/a", "1");

        Optional<Problem> problem = stage.load(LoadDesigns.expecting(LoadDesigns.APPEND, new Expect(3L, null, null)));

        assertThat(problem.map(Problem::reason)).contains(LoadReason.EXPECTATION_FAILED);
        assertThat(problem.map(Problem::message)).get().asString().contains("2 row(s) would be loaded, 3 must be");
        assertThat(stage.rows()).isEmpty();
        assertThat(stage.database.ledger()).isEmpty();
    }

    @Test
    void expectedRowsCountWhatWasLoadedBefore() {
        stage.put("p/a", "1");
        stage.load(LoadDesigns.APPEND);
        stage.put("p/b", "1");

        assertThat(stage.load(LoadDesigns.expecting(LoadDesigns.APPEND, new Expect(4L, null, null))))
                .isEmpty();
    }

    @Test
    void aReplacedTableDropsTheRowsOfBefore() {
        stage.put("p/a", "1");
        stage.load(LoadDesigns.APPEND);
        stage.put("p/a", "2");

        assertThat(stage.load(LoadDesigns.replacing(LoadDesigns.APPEND, null, OnChange.LOAD)))
                .isEmpty();

        assertThat(stage.database.rows()).extracting(TargetRow::etag).containsExactly("2", "2");
        assertThat(stage.database.ledger()).hasSize(1);
    }

    @Test
    void moreObjectsThanAnAttemptTakesAreLoadedInSeveral() {
        IntStream.range(0, 5_001).forEach(i -> stage.put("p/" + i, "1"));

        assertThat(stage.load(LoadDesigns.APPEND)).isEmpty();

        assertThat(stage.steps().stream().filter(step -> step.contains(": COPY")))
                .hasSize(2);
        assertThat(stage.rows())
                .hasSize(5_001)
                .allSatisfy((key, rows) -> assertThat(rows).isEqualTo(2));
        assertThat(stage.database.ledger()).hasSize(5_001).doesNotHaveDuplicates();
    }

    @Test
    void noManifestIsLeftBehind() {
        stage.put("p/a", "1");

        stage.load(LoadDesigns.APPEND);

        assertThat(stage.storage.textsLeft()).isEmpty();
    }

    // ---------------------------------------------------------------- one load after the other

    /** One database and one S3, in which loads run one after the other. */
    private static final class Stage implements Schedule {

        private final LoadSimulation simulation = new LoadSimulation(this);
        private final SimulatedStorage storage = simulation.storage;
        private final SimulatedDatabase database = simulation.database;
        private final Map<String, Runnable> before = new HashMap<>();
        private boolean staging = true;

        Stage put(String key, String etag) {
            storage.put("data", key, etag);
            return this;
        }

        /** Does something once, just before the first step that begins so. */
        void before(String step, Runnable action) {
            before.put(step, action);
        }

        Optional<Problem> load(TableDesign table) {
            LoadDesign design = LoadDesigns.load("default/tickets", staging ? STAGING : null, table);
            return simulation.run(Map.of("load", design)).getOrDefault("load", Optional.empty());
        }

        /** The steps of the last load. */
        List<String> steps() {
            return simulation.turns.history();
        }

        Map<String, Long> rows() {
            return database.rows().stream()
                    .collect(Collectors.groupingBy(
                            row -> row.uri().substring("s3://data/".length()), Collectors.counting()));
        }

        @Override
        public String next(List<String> ready) {
            return ready.get(0);
        }

        @Override
        public Fate fate(String who, String step) {
            before.keySet().stream()
                    .filter(step::startsWith)
                    .findFirst()
                    .ifPresent(due -> Objects.requireNonNull(before.remove(due)).run());
            return Fate.NORMAL;
        }
    }
}
