package io.redshiftops.load;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.redshiftops.api.v1alpha1.S3Load;
import io.redshiftops.api.v1alpha1.S3LoadStatus;
import io.redshiftops.api.v1alpha1.S3LoadStatus.Attempt;
import io.redshiftops.api.v1alpha1.S3LoadStatus.TableStatus;
import io.redshiftops.api.v1alpha1.S3LoadStatus.Totals;
import io.redshiftops.kube.Annotations;
import io.redshiftops.kube.Conditions;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.load.LoadProgress.Loaded;
import io.redshiftops.load.LoadProgress.TableFacts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the whole status of a load anew each time, as server-side apply wants it. */
final class LoadStatuses {

    private final Clock clock;

    LoadStatuses(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is known about a load.
     *
     * @param state one word for the column
     * @param conditions sets the conditions
     * @param tables what the last run knows of tables; others keep what the status says of them
     * @param attempts the attempts whose sessions may live
     * @param cluster identity of the cluster that holds the rows; null if none does
     */
    record Facts(
            String state,
            Consumer<Conditions> conditions,
            List<TableFacts> tables,
            List<Attempt> attempts,
            int failures,
            @Nullable String cluster) {}

    /**
     * The object with nothing but its identity and its new status.
     *
     * @param pinned whether to carry the resource version, so that the write fails if somebody else wrote meanwhile
     */
    S3Load withStatus(S3Load load, LoadDesign design, Facts facts, boolean pinned) {
        S3LoadStatus before = load.getStatus();
        Conditions conditions = Conditions.after(
                before == null ? null : before.conditions(), load.getMetadata().getGeneration(), clock);
        facts.conditions().accept(conditions);
        List<TableStatus> tables = tables(design, facts, before);
        long done =
                tables.stream().filter(table -> table.state().equals("Loaded")).count();
        S3Load fresh = new S3Load();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(load.getMetadata().getName())
                .withNamespace(load.getMetadata().getNamespace())
                .withUid(load.getMetadata().getUid())
                .withResourceVersion(pinned ? load.getMetadata().getResourceVersion() : null)
                .build());
        fresh.setStatus(new S3LoadStatus(
                load.getMetadata().getGeneration(),
                conditions.list(),
                facts.state(),
                done + "/" + tables.size(),
                tables,
                totals(tables),
                facts.attempts().isEmpty() ? null : facts.attempts(),
                facts.cluster(),
                facts.failures() == 0 ? null : facts.failures(),
                Annotations.reconcileRequestedAt(load)));
        return fresh;
    }

    private static List<TableStatus> tables(LoadDesign design, Facts facts, @Nullable S3LoadStatus before) {
        Map<String, TableFacts> known =
                facts.tables().stream().collect(Collectors.toMap(TableFacts::entry, Function.identity()));
        List<TableStatus> tables = new ArrayList<>();
        for (TableDesign table : design.tables()) {
            TableFacts fact = known.get(table.entry());
            TableStatus last = last(before, table);
            if (fact == null) {
                tables.add(last == null ? pending(table) : last);
            } else {
                tables.add(table(table, fact, last));
            }
        }
        return tables;
    }

    private static @Nullable TableStatus last(@Nullable S3LoadStatus before, TableDesign table) {
        List<TableStatus> tables = before == null ? null : before.tables();
        return tables == null
                ? null
                : tables.stream()
                        .filter(status -> status.name().equals(table.entry())
                                && status.table().equals(table.qualified()))
                        .findFirst()
                        .orElse(null);
    }

    private static TableStatus pending(TableDesign table) {
        return new TableStatus(
                table.entry(), table.qualified(), "Pending", null, null, null, null, null, null, null, null, null);
    }

    /** Numbers stay while a table is looked at again: what was loaded is loaded. */
    private static TableStatus table(TableDesign table, TableFacts fact, @Nullable TableStatus last) {
        Loaded loaded = fact.loaded();
        Problem problem = fact.problem();
        String message = problem == null ? null : Conditions.cut(problem.message());
        if (loaded == null) {
            TableStatus known = last == null ? pending(table) : last;
            return new TableStatus(
                    table.entry(),
                    table.qualified(),
                    fact.state(),
                    known.rowsLoaded(),
                    known.rowsRejected(),
                    known.files(),
                    known.bytes(),
                    known.micros(),
                    known.rowsPerSecond(),
                    known.queryId(),
                    message,
                    fact.errors().isEmpty() ? null : fact.errors());
        }
        return new TableStatus(
                table.entry(),
                table.qualified(),
                fact.state(),
                loaded.rows(),
                loaded.rejected(),
                loaded.files(),
                loaded.bytes(),
                loaded.micros(),
                loaded.micros() == 0 ? null : Math.round(loaded.rows() * 1e6 / loaded.micros()),
                loaded.queryId(),
                message,
                fact.errors().isEmpty() ? null : fact.errors());
    }

    private static Totals totals(List<TableStatus> tables) {
        long micros = sum(tables, TableStatus::micros);
        return new Totals(
                sum(tables, TableStatus::rowsLoaded),
                sum(tables, TableStatus::rowsRejected),
                sum(tables, TableStatus::files),
                sum(tables, TableStatus::bytes),
                micros,
                String.format(Locale.ROOT, "%.2f", micros / 1e6));
    }

    private static long sum(List<TableStatus> tables, Function<TableStatus, @Nullable Long> value) {
        long sum = 0;
        for (TableStatus table : tables) {
            Long part = value.apply(table);
            sum += part == null ? 0 : part;
        }
        return sum;
    }
}
