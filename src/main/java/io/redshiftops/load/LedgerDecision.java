package io.redshiftops.load;

import io.redshiftops.api.v1alpha1.S3LoadSpec.Choice;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Mode;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnChange;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnEmpty;
import io.redshiftops.aws.ObjectStorage.StoredObject;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LedgerState.Attempt;
import io.redshiftops.load.LoadDesign.TableDesign;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What to do about a table: a pure function of what is wanted and of what ledger, table and bucket hold. */
sealed interface LedgerDecision {

    /** The table holds every object. */
    record Done() implements LedgerDecision {}

    /**
     * COPY these objects.
     *
     * @param deleteFirst whether the table's rows and the ledger's go first, in the same transaction
     * @param whole whether these are all objects of the source
     */
    record Load(List<StoredObject> objects, boolean deleteFirst, boolean whole) implements LedgerDecision {}

    /** Note these objects as loaded, since the table's rows are theirs. */
    record Adopt(List<StoredObject> objects) implements LedgerDecision {}

    /** Only a user can say what to do. */
    record Refuse(Problem problem) implements LedgerDecision {}

    /**
     * What was found, under the lock.
     *
     * @param owner namespace and name of the load
     * @param tableHasRows whether the table has any row
     * @param objects all objects of the source
     */
    record Findings(String owner, long tableId, boolean tableHasRows, LedgerState ledger, List<StoredObject> objects) {}

    /** What to do. */
    static LedgerDecision decide(TableDesign table, Findings found) {
        if (found.objects().isEmpty()) {
            return new Refuse(Problem.user(
                    LoadReason.NO_OBJECTS,
                    "%s: there is no object under %s for table %s: put one there, or correct the source"
                            .formatted(table.entry(), table.source(), table.qualified())));
        }
        return found.ledger().entries().isEmpty() ? unknownTable(table, found) : knownTable(table, found);
    }

    // ---------------------------------------------------------------- a table of whose id the ledger knows nothing

    private static LedgerDecision unknownTable(TableDesign table, Findings found) {
        boolean replace = table.mode() == Mode.REPLACE;
        Optional<Choice> choice = table.choiceFor(found.tableId());
        if (choice.isPresent() && found.tableHasRows()) {
            return switch (choice.get()) {
                case ADOPT -> new Adopt(found.objects());
                case RELOAD -> new Load(found.objects(), true, true);
                case APPEND -> new Load(found.objects(), false, true);
            };
        }
        return found.tableHasRows() && found.ledger().knowsOtherIds()
                ? mismatch(table, found)
                : new Load(found.objects(), replace, true);
    }

    private static LedgerDecision mismatch(TableDesign table, Findings found) {
        return new Refuse(Problem.user(
                LoadReason.LEDGER_MISMATCH,
                "table %s has id %d and holds rows, and the ledger knows the name under another id: was it restored from a snapshot or copied? Say in spec.tables[%s].ledger what its rows are: {choice: Adopt, tableId: %d} if they are those of the objects, Reload to delete them and load, Append to load beside them"
                        .formatted(table.qualified(), found.tableId(), table.entry(), found.tableId())));
    }

    // ---------------------------------------------------------------- a table that the ledger knows

    private static LedgerDecision knownTable(TableDesign table, Findings found) {
        if (!found.tableHasRows() && found.ledger().expectsRows()) {
            return table.onEmpty() == OnEmpty.RELOAD
                    ? new Load(found.objects(), true, true)
                    : new Refuse(Problem.user(
                            LoadReason.TABLE_EMPTIED,
                            "table %s is empty though %d object(s) were loaded into it: somebody emptied it. Set spec.tables[%s].onEmpty: Reload to load them again"
                                    .formatted(
                                            table.qualified(),
                                            found.ledger().entries().size(),
                                            table.entry())));
        }
        List<StoredObject> changed = found.objects().stream()
                .filter(object -> found.ledger()
                        .find(object)
                        .filter(known -> !known.equals(object))
                        .isPresent())
                .toList();
        if (!changed.isEmpty() && table.onChange() == OnChange.FLAG) {
            return new Refuse(Problem.user(
                    LoadReason.OBJECT_CHANGED,
                    "%d object(s) changed after they were loaded into %s, first %s: use mode: Replace with onChange: Load to load the table anew, or put the old object back"
                            .formatted(
                                    changed.size(),
                                    table.qualified(),
                                    changed.get(0).uri())));
        }
        return table.mode() == Mode.REPLACE ? replace(table, found, !changed.isEmpty()) : append(table, found);
    }

    private static LedgerDecision append(TableDesign table, Findings found) {
        List<StoredObject> missing = missing(found);
        if (missing.isEmpty()) {
            return new Done();
        }
        List<StoredObject> elsewhere = missing.stream()
                .filter(object -> found.ledger().elsewhere().contains(object.uri()))
                .toList();
        boolean rowsMayBeThere = !elsewhere.isEmpty() && found.ledger().holdsAdoptedRows();
        return rowsMayBeThere
                ? asChosen(table, found, missing, elsewhere)
                : new Load(missing, false, missing.size() == found.objects().size());
    }

    /**
     * Two entries fed a table that was then restored or copied, and the other one adopted its rows: so this one's are there as
     * well, unless the user says otherwise.
     */
    private static LedgerDecision asChosen(
            TableDesign table, Findings found, List<StoredObject> missing, List<StoredObject> elsewhere) {
        Optional<Choice> choice = table.choiceFor(found.tableId());
        if (choice.isEmpty()) {
            return mismatch(table, found);
        }
        return switch (choice.get()) {
            case ADOPT -> new Adopt(elsewhere);
            case RELOAD -> new Load(found.objects(), true, true);
            case APPEND ->
                new Load(missing, false, missing.size() == found.objects().size());
        };
    }

    private static LedgerDecision replace(TableDesign table, Findings found, boolean changed) {
        boolean wanted = changed || !missing(found).isEmpty() || reloadWanted(table, found);
        if (!wanted) {
            return new Done();
        }
        Optional<Attempt> other = found.ledger().attempts().stream()
                .filter(attempt -> !attempt.load().equals(found.owner())
                        || !attempt.entry().equals(table.entry()))
                .findFirst();
        boolean allowed = table.choiceFor(found.tableId())
                .filter(choice -> choice == Choice.RELOAD)
                .isPresent();
        if (other.isPresent() && !allowed) {
            return new Refuse(Problem.user(
                    LoadReason.REPLACE_REFUSED,
                    "%s would delete rows of %s that entry %s of S3Load %s loaded: give them tables of their own, or set spec.tables[%s].ledger: {choice: Reload, tableId: %d} to replace them all"
                            .formatted(
                                    table.entry(),
                                    table.qualified(),
                                    other.get().entry(),
                                    other.get().load(),
                                    table.entry(),
                                    found.tableId())));
        }
        return new Load(found.objects(), true, true);
    }

    private static List<StoredObject> missing(Findings found) {
        return found.objects().stream()
                .filter(object -> found.ledger().find(object).isEmpty())
                .toList();
    }

    /** Whether the text differs from that of the last load of this table. */
    private static boolean reloadWanted(TableDesign table, Findings found) {
        if (table.reload() == null) {
            return false;
        }
        List<Attempt> attempts = found.ledger().attempts();
        return attempts.isEmpty()
                || !Objects.equals(attempts.get(attempts.size() - 1).reload(), table.reload());
    }
}
