package io.redshiftops.benchmark;

import static io.redshiftops.sql.SqlText.name;

import io.redshiftops.access.JobControl;
import io.redshiftops.access.JobSession;
import io.redshiftops.benchmark.BenchmarkDesign.QueryDesign;
import io.redshiftops.benchmark.BenchmarkDesign.VariantDesign;
import io.redshiftops.benchmark.QueryHistory.Patience;
import io.redshiftops.benchmark.RunPlan.Execution;
import io.redshiftops.benchmark.RunPlan.Purpose;
import io.redshiftops.benchmark.RunResult.Cell;
import io.redshiftops.kube.Problem;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The measurement in one session: executes the plan, looks up what the database recorded, and takes spoiled samples again.
 */
final class BenchmarkRun {

    private static final String CACHE = "enable_result_cache_for_session";
    /** Beside the wanted ones, so many executions more than there are samples may be spoiled of each query and variant. */
    private static final int MORE_REJECTED = 5;

    private final String run;
    private final BenchmarkDesign design;
    private final JobSession session;
    private final JobControl control;
    private final Runnable pulse;
    private final BenchmarkProgress progress;
    private final Clock clock;
    private final QueryHistory history;
    private final long deadline;

    private final Map<Cell, Digest> digests = new HashMap<>();
    private final Map<Cell, String> unsteady = new LinkedHashMap<>();
    private final Map<Cell, Integer> rejected = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private @Nullable String schema;
    private @Nullable String engineVersion;
    private int sequence;
    private int batch;
    private int counted;

    /**
     * A measurement.
     *
     * @param session of the user that measures, used by nobody else
     * @param pulse renews what the run holds
     */
    BenchmarkRun(
            String run,
            BenchmarkDesign design,
            JobSession session,
            JobControl control,
            Runnable pulse,
            BenchmarkProgress progress,
            Clock clock,
            Patience patience) {
        this.run = run;
        this.design = design;
        this.session = session;
        this.control = control;
        this.pulse = pulse;
        this.progress = progress;
        this.clock = clock;
        this.history = new QueryHistory(session, this::pause, run, patience);
        this.deadline = System.nanoTime() + design.timeout().toNanos();
    }

    /** An execution that happened. */
    private record Done(int sequence, Execution execution, long clientMicros) {}

    /**
     * Measures.
     *
     * @throws io.redshiftops.kube.ProblemException if it cannot go on
     */
    RunResult measure() {
        Instant startedAt = clock.instant();
        try {
            switchCacheOff();
            for (List<Execution> round : rounds(RunPlan.of(design))) {
                if (round.get(0).purpose() == Purpose.SAMPLE) {
                    takeSamples(round);
                } else {
                    execute(round);
                }
            }
        } catch (SqlFailure e) {
            throw QueryProblems.ofSession(e).exception();
        }
        return new RunResult(
                run,
                startedAt,
                clock.instant(),
                engineVersion,
                Map.copyOf(digests),
                new LinkedHashMap<>(unsteady),
                List.copyOf(samples));
    }

    private void switchCacheOff() {
        session.run("SET " + CACHE + " TO off");
        String setting = session.run("SELECT current_setting('" + CACHE + "')").single();
        if (!"off".equalsIgnoreCase(setting)) {
            throw Problem.user(
                            BenchmarkReason.CACHE_NOT_OFF,
                            "%s is %s though it was set to off: times would be those of the cache"
                                    .formatted(CACHE, setting))
                    .exception();
        }
    }

    /** The plan in rounds, which are looked up together. */
    private static List<List<Execution>> rounds(List<Execution> plan) {
        List<List<Execution>> rounds = new ArrayList<>();
        Execution before = null;
        for (Execution execution : plan) {
            boolean same =
                    before != null && before.purpose() == execution.purpose() && before.round() == execution.round();
            if (!same) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(rounds.size() - 1).add(execution);
            before = execution;
        }
        return rounds;
    }

    // ---------------------------------------------------------------- samples

    /** Takes the samples of a round; those that were spoiled again, close in time, while there is hope. */
    private void takeSamples(List<Execution> round) {
        List<Execution> wanted = round;
        while (!wanted.isEmpty()) {
            List<Done> done = execute(wanted);
            Map<Integer, HistoryRow> rows =
                    history.await(batch, done.stream().map(Done::sequence).toList());
            List<Execution> again = new ArrayList<>();
            for (Done each : done) {
                Sample sample = sample(each, rows.get(each.sequence()));
                samples.add(sample);
                if (sample.counts()) {
                    counted++;
                } else if (mayBeTakenAgain(each.execution())) {
                    again.add(each.execution());
                }
            }
            progress.taken(counted);
            control.progressed();
            wanted = again;
        }
    }

    private boolean mayBeTakenAgain(Execution execution) {
        int count = rejected.merge(cell(execution), 1, Integer::sum);
        return count <= design.iterations() + MORE_REJECTED;
    }

    private Sample sample(Done done, @Nullable HistoryRow row) {
        Execution execution = done.execution();
        if (row != null) {
            requireSameEngine(row);
        }
        return new Sample(
                done.sequence(),
                execution.query(),
                execution.variant(),
                execution.round(),
                row == null ? null : time(done, row),
                done.clientMicros(),
                row == null ? null : row.elapsedMicros(),
                row == null ? null : row.executionMicros(),
                row == null ? null : row.queueMicros(),
                row == null ? null : row.compileMicros(),
                row == null ? null : row.lockWaitMicros(),
                row == null ? null : row.queryId(),
                Rejection.of(row).orElse(null));
    }

    private long time(Done done, HistoryRow row) {
        return switch (design.metric()) {
            case ENGINE_EXECUTION -> row.executionMicros();
            case ENGINE_ELAPSED -> row.elapsedMicros();
            case CLIENT_WALL -> done.clientMicros();
        };
    }

    /** Samples of two versions say nothing about a design. */
    private void requireSameEngine(HistoryRow row) {
        String version = row.version();
        if (version == null) {
            return;
        }
        if (engineVersion == null) {
            engineVersion = version;
        } else if (!engineVersion.equals(version)) {
            throw Problem.retry(
                            BenchmarkReason.ENGINE_CHANGED,
                            "Redshift went from version %s to %s during the run, which starts again"
                                    .formatted(engineVersion, version))
                    .exception();
        }
    }

    // ---------------------------------------------------------------- executions

    private List<Done> execute(List<Execution> executions) {
        batch++;
        List<Done> done = new ArrayList<>();
        for (Execution execution : executions) {
            pulse.run();
            done.add(execute(execution));
        }
        return done;
    }

    private Done execute(Execution execution) {
        QueryDesign query = design.queries().get(execution.query());
        VariantDesign variant = design.variants().get(execution.variant());
        Duration left = timeLeft();
        sequence++;
        try {
            useSchema(variant.schema());
            session.run("BEGIN READ ONLY");
            SqlResult result = session.run(
                    Tag.of(run, batch, sequence, execution, design) + query.sql(),
                    query.timeout().compareTo(left) < 0 ? query.timeout() : left);
            session.run("ROLLBACK");
            inspect(execution, query, result);
            return new Done(sequence, execution, result.micros());
        } catch (SqlFailure e) {
            if (e.is(SqlFailure.Kind.CANCELED)) {
                timeLeft();
            }
            throw QueryProblems.of(query, variant, e).exception();
        }
    }

    private void useSchema(String wanted) {
        if (!wanted.equals(schema)) {
            session.run("SET search_path TO " + name(wanted));
            schema = wanted;
        }
    }

    /** The first result is what the variants are compared by; later ones must at least have as many rows. */
    private void inspect(Execution execution, QueryDesign query, SqlResult result) {
        Cell cell = cell(execution);
        if (execution.purpose() == Purpose.CHECK) {
            digests.put(cell, Digest.of(result, design.verify(), query.orderMatters()));
            return;
        }
        long first = Objects.requireNonNull(digests.get(cell)).rows();
        long rows = result.rows().size();
        if (rows != first) {
            unsteady.putIfAbsent(
                    cell,
                    "%s returned %d rows at first and %d later"
                            .formatted(
                                    design.variants().get(execution.variant()).name(), first, rows));
        }
    }

    private Duration timeLeft() {
        long nanos = deadline - System.nanoTime();
        if (nanos <= 0) {
            throw Problem.user(
                            BenchmarkReason.RUN_TIMED_OUT,
                            "%d of %d samples were taken when spec.run.timeout (%d s) was over: give it more time, or lower spec.run.iterations; it runs again when the benchmark or its warehouse changes"
                                    .formatted(
                                            counted,
                                            design.wantedSamples(),
                                            design.timeout().toSeconds()))
                    .exception();
        }
        return Duration.ofNanos(nanos);
    }

    private void pause(Duration time) {
        timeLeft();
        pulse.run();
        control.pause(time);
    }

    private static Cell cell(Execution execution) {
        return new Cell(execution.query(), execution.variant());
    }
}
