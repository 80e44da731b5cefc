package io.redshiftops.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.S3LoadSpec.Choice;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnChange;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnEmpty;
import io.redshiftops.aws.ObjectStorage.StoredObject;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LedgerDecision.Adopt;
import io.redshiftops.load.LedgerDecision.Done;
import io.redshiftops.load.LedgerDecision.Findings;
import io.redshiftops.load.LedgerDecision.Load;
import io.redshiftops.load.LedgerDecision.Refuse;
import io.redshiftops.load.LedgerState.Attempt;
import io.redshiftops.load.LedgerState.Entry;
import io.redshiftops.load.LoadDesign.TableDesign;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerDecisionTest {

    private static final String OWNER = "default/tickets";
    private static final long ID = 7;
    private static final StoredObject A = new StoredObject("data", "p/a", "1", 10);
    private static final StoredObject B = new StoredObject("data", "p/b", "1", 10);
    private static final StoredObject B_CHANGED = new StoredObject("data", "p/b", "2", 10);
    private static final TableDesign APPEND = LoadDesigns.APPEND;
    private static final TableDesign REPLACE = LoadDesigns.replacing(APPEND, null, OnChange.FLAG);

    // ---------------------------------------------------------------- a table that the ledger does not know

    @Test
    void aSourceWithoutObjectsIsRefusedSinceItIsLikelyAMistake() {
        assertRefused(decide(APPEND, false, nothing()), LoadReason.NO_OBJECTS, "no object under s3://data/p/");
    }

    @Test
    void anEmptyTableIsLoadedWhole() {
        assertThat(decide(APPEND, false, nothing(), A, B)).isEqualTo(new Load(List.of(A, B), false, true));
    }

    @Test
    void anEmptyTableOfANewIdIsLoadedWhole() {
        assertThat(decide(APPEND, false, state(Set.of(A.uri(), B.uri())), A, B))
                .isEqualTo(new Load(List.of(A, B), false, true));
    }

    @Test
    void rowsThatNoLedgerEverSawAreAppendedToAndReplaced() {
        assertThat(decide(APPEND, true, nothing(), A)).isEqualTo(new Load(List.of(A), false, true));
        assertThat(decide(REPLACE, true, nothing(), A)).isEqualTo(new Load(List.of(A), true, true));
    }

    @Test
    void rowsOfAnUnknownIdUnderAKnownNameStallUntilSomebodySaysWhatTheyAre() {
        LedgerState restored = state(Set.of(A.uri()));

        assertRefused(
                decide(APPEND, true, restored, A),
                LoadReason.LEDGER_MISMATCH,
                "spec.tables[t].ledger",
                "{choice: Adopt, tableId: 7}");
        assertThat(decide(LoadDesigns.choosing(APPEND, Choice.ADOPT, ID), true, restored, A))
                .isEqualTo(new Adopt(List.of(A)));
        assertThat(decide(LoadDesigns.choosing(APPEND, Choice.RELOAD, ID), true, restored, A))
                .isEqualTo(new Load(List.of(A), true, true));
        assertThat(decide(LoadDesigns.choosing(APPEND, Choice.APPEND, ID), true, restored, A))
                .isEqualTo(new Load(List.of(A), false, true));
    }

    @ParameterizedTest
    @EnumSource
    void aChoiceForAnotherTableIsNone(Choice choice) {
        assertRefused(
                decide(LoadDesigns.choosing(APPEND, choice, ID + 1), true, state(Set.of(A.uri())), A),
                LoadReason.LEDGER_MISMATCH,
                "tableId: 7");
    }

    @ParameterizedTest
    @EnumSource
    void aChoiceForAnEmptyTableChangesNothing(Choice choice) {
        assertThat(decide(LoadDesigns.choosing(APPEND, choice, ID), false, state(Set.of(A.uri())), A))
                .isEqualTo(new Load(List.of(A), false, true));
    }

    // ---------------------------------------------------------------- a table that the ledger knows

    @Test
    void whatIsInTheLedgerIsDone() {
        assertThat(decide(APPEND, true, state(Set.of(), loaded("t", 5L, A, B)), A, B))
                .isEqualTo(new Done());
        assertThat(decide(REPLACE, true, state(Set.of(), loaded("t", 5L, A, B)), A, B))
                .isEqualTo(new Done());
    }

    @Test
    void onlyWhatIsMissingIsAppended() {
        assertThat(decide(APPEND, true, state(Set.of(), loaded("t", 5L, A)), A, B))
                .isEqualTo(new Load(List.of(B), false, false));
    }

    @Test
    void allIsLoadedWhenOneIsMissingFromAReplacedTable() {
        assertThat(decide(REPLACE, true, state(Set.of(), loaded("t", 5L, A)), A, B))
                .isEqualTo(new Load(List.of(A, B), true, true));
    }

    @Test
    void objectsOfAnotherEntryDoNotCountAsTheWholeSource() {
        assertThat(decide(APPEND, true, state(Set.of(), loaded("other", 5L, A)), B))
                .isEqualTo(new Load(List.of(B), false, true));
    }

    @Test
    void anEmptiedTableIsFlaggedUnlessItShallBeReloaded() {
        LedgerState known = state(Set.of(), loaded("t", 5L, A, B));

        assertRefused(decide(APPEND, false, known, A, B), LoadReason.TABLE_EMPTIED, "2 object(s)", "onEmpty: Reload");
        assertThat(decide(LoadDesigns.onEmpty(APPEND, OnEmpty.RELOAD), false, known, A, B))
                .isEqualTo(new Load(List.of(A, B), true, true));
    }

    @Test
    void aTableIntoWhichEmptyObjectsWereLoadedWasNotEmptied() {
        assertThat(decide(APPEND, false, state(Set.of(), loaded("t", 0L, A)), A))
                .isEqualTo(new Done());
    }

    @Test
    void aTableWhoseAdoptedRowsAreGoneWasEmptied() {
        assertRefused(
                decide(APPEND, false, state(Set.of(), loaded("t", null, A)), A),
                LoadReason.TABLE_EMPTIED,
                "somebody emptied it");
    }

    @Test
    void aChangedObjectIsFlaggedUnlessItShallReplaceTheTable() {
        LedgerState known = state(Set.of(), loaded("t", 5L, A, B));

        assertRefused(
                decide(APPEND, true, known, A, B_CHANGED),
                LoadReason.OBJECT_CHANGED,
                "s3://data/p/b",
                "onChange: Load");
        assertThat(decide(LoadDesigns.replacing(APPEND, null, OnChange.LOAD), true, known, A, B_CHANGED))
                .isEqualTo(new Load(List.of(A, B_CHANGED), true, true));
    }

    @Test
    void aNewReloadTextReplacesOnce() {
        TableDesign again = LoadDesigns.replacing(APPEND, "2", OnChange.FLAG);

        assertThat(decide(again, true, state(Set.of(), loaded("t", 5L, "1", A)), A))
                .isEqualTo(new Load(List.of(A), true, true));
        assertThat(decide(again, true, state(Set.of(), loaded("t", 5L, "2", A)), A))
                .isEqualTo(new Done());
        assertThat(decide(REPLACE, true, state(Set.of(), loaded("t", 5L, "2", A)), A))
                .isEqualTo(new Done());
    }

    @Test
    void rowsOfAnotherEntryAreReplacedOnlyWhenThatIsSaid() {
        LedgerState known = state(Set.of(), loaded("other", 5L, A));

        assertRefused(
                decide(REPLACE, true, known, B),
                LoadReason.REPLACE_REFUSED,
                "entry other of S3Load default/tickets",
                "{choice: Reload, tableId: 7}");
        assertThat(decide(LoadDesigns.choosing(REPLACE, Choice.RELOAD, ID), true, known, B))
                .isEqualTo(new Load(List.of(B), true, true));
    }

    // ---------------------------------------------------------------- a restored table that two entries fed

    @Test
    void theSecondEntryOfARestoredTableIsAskedTooOnceTheFirstAdoptedItsRows() {
        LedgerState adopted = state(Set.of(A.uri(), B.uri()), loaded("first", null, A));

        assertRefused(decide(APPEND, true, adopted, B), LoadReason.LEDGER_MISMATCH, "spec.tables[t].ledger");
        assertThat(decide(LoadDesigns.choosing(APPEND, Choice.ADOPT, ID), true, adopted, B))
                .isEqualTo(new Adopt(List.of(B)));
        assertThat(decide(LoadDesigns.choosing(APPEND, Choice.APPEND, ID), true, adopted, B))
                .isEqualTo(new Load(List.of(B), false, true));
        assertThat(decide(LoadDesigns.choosing(APPEND, Choice.RELOAD, ID), true, adopted, B))
                .isEqualTo(new Load(List.of(B), true, true));
    }

    @Test
    void anObjectThatIsNewSinceIsLoadedAndNotAdopted() {
        LedgerState adopted = state(Set.of(A.uri()), loaded("t", null, A));

        assertThat(decide(LoadDesigns.choosing(APPEND, Choice.ADOPT, ID), true, adopted, A, B))
                .isEqualTo(new Load(List.of(B), false, false));
    }

    @Test
    void theSecondEntryOfATableThatWasMadeAnewIsLoaded() {
        LedgerState anew = state(Set.of(A.uri(), B.uri()), loaded("first", 5L, A));

        assertThat(decide(APPEND, true, anew, B)).isEqualTo(new Load(List.of(B), false, true));
    }

    // ---------------------------------------------------------------- findings

    private static LedgerDecision decide(
            TableDesign table, boolean tableHasRows, LedgerState state, StoredObject... objects) {
        return LedgerDecision.decide(
                table, new Findings(OWNER, ID, tableHasRows, state, List.copyOf(Arrays.asList(objects))));
    }

    private static void assertRefused(LedgerDecision decision, LoadReason reason, String... said) {
        assertThat(decision).isInstanceOfSatisfying(Refuse.class, refuse -> {
            assertThat(refuse.problem().kind()).isEqualTo(Problem.Kind.USER);
            assertThat(refuse.problem().reason()).isEqualTo(reason);
            assertThat(refuse.problem().message()).contains("public.t").contains(said);
        });
    }

    private static LedgerState nothing() {
        return state(Set.of());
    }

    private record Known(Attempt attempt, List<StoredObject> objects) {}

    private static Known loaded(String entry, @Nullable Long rows, StoredObject... objects) {
        return loaded(entry, rows, null, objects);
    }

    private static Known loaded(String entry, @Nullable Long rows, @Nullable String reload, StoredObject... objects) {
        return new Known(
                new Attempt("attempt-" + entry, OWNER, entry, rows, rows, objects.length, 10, 10, 1L, reload),
                List.of(objects));
    }

    private static LedgerState state(Set<String> elsewhere, Known... known) {
        Map<String, Entry> entries = Arrays.stream(known)
                .flatMap(one -> one.objects().stream()
                        .map(object -> new Entry(object, one.attempt().id())))
                .collect(Collectors.toMap(entry -> entry.object().uri(), Function.identity()));
        return new LedgerState(entries, Arrays.stream(known).map(Known::attempt).toList(), elsewhere);
    }
}
