package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redshiftops.access.JobSession;
import io.redshiftops.access.JobStopped;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.Jobs.Job;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Metric;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Order;
import io.redshiftops.benchmark.FakeDatabase.Tagged;
import io.redshiftops.benchmark.QueryHistory.Patience;
import io.redshiftops.benchmark.RunResult.Cell;
import io.redshiftops.kube.Problem;
import io.redshiftops.kube.ProblemException;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlLogin;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarkRunTest {

    private static final Patience SHORT = new Patience(Duration.ofMillis(150), Duration.ofMillis(1));
    private static final BenchmarkDesign DESIGN = Designs.of(2, 2, 3, Order.INTERLEAVED);

    private final FakeDatabase database = new FakeDatabase("v0", "v1");
    private final BenchmarkProgress progress = new BenchmarkProgress(null);
    private final AtomicInteger pulses = new AtomicInteger();
    private final Jobs jobs = new Jobs(1);

    @AfterEach
    void stop() {
        jobs.close();
    }

    @Test
    void everySampleIsTakenAndTimedByTheEngine() {
        database.records = tagged -> FakeDatabase.row(tagged.variant().equals("v0") ? 2_000 : 1_000);

        RunResult result = measure(DESIGN);

        assertThat(result.samples()).hasSize(12).allMatch(Sample::counts);
        assertThat(result.samples())
                .allSatisfy(sample -> assertThat(sample.micros()).isEqualTo(sample.variant() == 0 ? 2_000 : 1_000));
        assertThat(result.engineVersion()).isEqualTo("1.0.1");
        assertThat(progress.taken()).isEqualTo(12);
        assertThat(pulses.get()).isGreaterThanOrEqualTo(database.executions.size());
    }

    @ParameterizedTest
    @CsvSource({"ENGINE_EXECUTION, 1000", "ENGINE_ELAPSED, 1100", "CLIENT_WALL, 2000"})
    void theMetricSaysWhichTimeCounts(Metric metric, long expected) {
        RunResult result = measure(Designs.of(1, 2, 1, Order.INTERLEAVED, metric, Duration.ofMinutes(1)));

        assertThat(result.samples()).hasSize(2).allMatch(sample -> Objects.equals(sample.micros(), expected));
    }

    @Test
    void queriesRunReadOnlyWithTheCacheOffInTheSchemaOfTheirVariant() {
        measure(DESIGN);

        assertThat(database.statements.get(0)).endsWith("SET enable_result_cache_for_session TO off");
        assertThat(database.statements)
                .contains("awsuser: SET search_path TO \"v0\"", "awsuser: SET search_path TO \"v1\"");
        List<String> around = database.statements;
        for (int i = 0; i < around.size(); i++) {
            if (around.get(i).contains(": /* redshift-operator")) {
                assertThat(around.get(i - 1)).endsWith("BEGIN READ ONLY");
                assertThat(around.get(i + 1)).endsWith("ROLLBACK");
            }
        }
    }

    @Test
    void aCacheThatStaysOnEndsTheRun() {
        database.cache = "on";

        assertThat(problem(DESIGN).reason()).isEqualTo(BenchmarkReason.CACHE_NOT_OFF);
    }

    @Test
    void rowsThatTheDatabaseRecordsLateAreWaitedFor() {
        database.late = 3;

        assertThat(measure(DESIGN).samples()).hasSize(12).allMatch(Sample::counts);
    }

    @Test
    void aRowThatStaysAwayRejectsTheSample() {
        database.late = Integer.MAX_VALUE;

        RunResult result = measure(Designs.of(1, 2, 1, Order.INTERLEAVED));

        assertThat(result.samples())
                .isNotEmpty()
                .allMatch(sample -> sample.rejection() == Rejection.NO_HISTORY && sample.micros() == null);
    }

    @ParameterizedTest
    @EnumSource(value = Rejection.class, names = "NO_HISTORY", mode = EnumSource.Mode.EXCLUDE)
    void aSpoiledSampleIsTakenAgain(Rejection rejection) {
        Predicate<Tagged> spoiled = once(tagged -> tagged.purpose().equals("sample") && tagged.round() == 2);
        database.records = tagged -> spoiled.test(tagged) ? spoiledBy(rejection) : FakeDatabase.row(1_000);

        RunResult result = measure(DESIGN);

        assertThat(result.samples())
                .hasSize(13)
                .filteredOn(sample -> !sample.counts())
                .singleElement()
                .satisfies(sample -> {
                    assertThat(sample.rejection()).isEqualTo(rejection);
                    assertThat(sample.round()).isEqualTo(2);
                });
        assertThat(result.samples()).filteredOn(Sample::counts).hasSize(12);
    }

    @Test
    void aQueryThatIsAlwaysSpoiledIsGivenUp() {
        database.records =
                tagged -> tagged.query().equals("q1") && tagged.variant().equals("v1")
                        ? spoiledBy(Rejection.COMPILED)
                        : FakeDatabase.row(1_000);

        RunResult result = measure(DESIGN);

        assertThat(result.samples()).filteredOn(Sample::counts).hasSize(9);
        // As many as are wanted, and five more, are taken again; the three of the plan are beside them.
        assertThat(result.samples()).filteredOn(sample -> !sample.counts()).hasSizeBetween(9, 11);
    }

    @Test
    void anUpdateOfTheEngineStartsTheRunAgain() {
        database.records = tagged -> tagged.round() == 3
                ? new HistoryRow(7, "success", false, 1, 0, 1, 0, 0, "primary", "1.0.2")
                : FakeDatabase.row(1_000);

        Problem problem = problem(DESIGN);

        assertThat(problem.reason()).isEqualTo(BenchmarkReason.ENGINE_CHANGED);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.RETRY);
        assertThat(problem.message()).contains("1.0.1").contains("1.0.2");
    }

    @ParameterizedTest
    @CsvSource({
        "STATEMENT, QUERY_FAILED, USER",
        "NOT_FOUND, QUERY_FAILED, USER",
        "PRIVILEGE, PERMISSION_DENIED, USER",
        "CONNECTION, CONNECTION_LOST, RETRY",
        "SERIALIZATION, CONFLICT, RETRY",
        "RESOURCES, CONFLICT, RETRY"
    })
    void aFailureNamesQueryVariantAndWhatTheDatabaseSaid(
            SqlFailure.Kind kind, BenchmarkReason reason, Problem.Kind whoHelps) {
        database.failure =
                tagged -> tagged.query().equals("q1") && tagged.variant().equals("v1")
                        ? FakeDatabase.failure(kind, "what it said")
                        : null;

        Problem problem = problem(DESIGN);

        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.kind()).isEqualTo(whoHelps);
        assertThat(problem.message())
                .contains("query q1")
                .contains("variant v1")
                .contains("what it said");
    }

    @Test
    void aQueryThatTheServerStopsIsNoTimeout() {
        database.failure =
                tagged -> new SqlFailure(SqlFailure.Kind.CANCELED, "57014", "canceled on user's request", null, null);

        Problem problem = problem(DESIGN);

        assertThat(problem.reason()).isEqualTo(BenchmarkReason.QUERY_CANCELED);
        assertThat(problem.message()).contains("canceled on user's request");
    }

    @Test
    void aQueryThatTakesTooLongIsStopped() {
        BenchmarkDesign impatient = Designs.withQueries(
                DESIGN,
                List.of(new BenchmarkDesign.QueryDesign("slow", "SELECT 1", false, null, Duration.ofMillis(50))));
        database.hangs = tagged -> true;

        Problem problem = problem(impatient);

        assertThat(problem.reason()).isEqualTo(BenchmarkReason.QUERY_TIMED_OUT);
        assertThat(problem.message()).contains("query slow");
    }

    @Test
    void aRunThatTakesTooLongIsStopped() {
        database.hangs = tagged -> tagged.purpose().equals("sample");

        Problem problem =
                problem(Designs.of(1, 2, 2, Order.INTERLEAVED, Metric.ENGINE_EXECUTION, Duration.ofMillis(300)));

        assertThat(problem.reason()).isEqualTo(BenchmarkReason.RUN_TIMED_OUT);
        assertThat(problem.message()).contains("0 of 4 samples");
    }

    @Test
    void aStopCancelsTheStatement() {
        database.hangs = tagged -> true;
        Job<?> job = start(DESIGN);
        await().until(() -> !database.executions.isEmpty());

        job.stop();

        await().atMost(Duration.ofSeconds(5)).until(job::hasEnded);
        assertThat(job.failure()).isInstanceOf(JobStopped.class);
        assertThat(database.executions).hasSize(1);
    }

    @Test
    void otherNumbersOfRowsLaterOnAreNoticed() {
        database.rows = tagged -> tagged.round() == 2
                        && tagged.purpose().equals("sample")
                        && tagged.query().equals("q0")
                ? List.of()
                : List.of(List.of("1"));

        assertThat(measure(DESIGN).unsteady())
                .containsOnlyKeys(new Cell(0, 0), new Cell(0, 1))
                .containsEntry(new Cell(0, 1), "v1 returned 1 rows at first and 0 later");
    }

    @Test
    void eachExecutionCarriesATagOfItsOwn() {
        measure(DESIGN);

        assertThat(database.executions).hasSize(4 + 4 + 12).doesNotHaveDuplicates();
        assertThat(database.executions.stream().map(Tagged::sequence)).doesNotHaveDuplicates();
        assertThat(database.executions.stream().map(Tagged::run)).containsOnly("ab12cd34");
    }

    // ---------------------------------------------------------------- given

    private static HistoryRow spoiledBy(Rejection rejection) {
        return switch (rejection) {
            case RESULT_CACHE -> new HistoryRow(7, "success", true, 1, 0, 1, 0, 0, "primary", "1.0.1");
            case NOT_SUCCESSFUL -> new HistoryRow(7, "failed", false, 1, 0, 1, 0, 0, "primary", "1.0.1");
            case QUEUED -> new HistoryRow(7, "success", false, 1, 60_000, 1, 0, 0, "primary", "1.0.1");
            case LOCK_WAIT -> new HistoryRow(7, "success", false, 1, 0, 1, 0, 1, "primary", "1.0.1");
            case COMPILED -> new HistoryRow(7, "success", false, 1, 0, 1, 1, 0, "primary", "1.0.1");
            case OTHER_COMPUTE -> new HistoryRow(7, "success", false, 1, 0, 1, 0, 0, "secondary", "1.0.1");
            case NO_HISTORY -> throw new IllegalArgumentException("no row says so");
        };
    }

    /** True for the first that fulfils the condition, and no other. */
    private static Predicate<Tagged> once(Predicate<Tagged> condition) {
        AtomicInteger count = new AtomicInteger();
        return tagged -> condition.test(tagged) && count.getAndIncrement() == 0;
    }

    private Job<?> start(BenchmarkDesign design) {
        jobs.start(
                "uid",
                control -> {
                    SqlLogin login = new SqlLogin(FakeDatabase.ADMIN, "Secret1");
                    try (JobSession session =
                            new JobSession(database.open(Designs.TARGET.server(), login, "test"), control, () -> {})) {
                        return new BenchmarkRun(
                                        "ab12cd34",
                                        design,
                                        session,
                                        control,
                                        pulses::incrementAndGet,
                                        progress,
                                        Clock.systemUTC(),
                                        SHORT)
                                .measure();
                    }
                },
                () -> {});
        return jobs.find("uid").orElseThrow();
    }

    private RunResult measure(BenchmarkDesign design) {
        Job<?> job = start(design);
        await().atMost(Duration.ofSeconds(20)).until(job::hasEnded);
        if (job.failure() != null) {
            throw job.failure();
        }
        return (RunResult) Objects.requireNonNull(job.result());
    }

    private Problem problem(BenchmarkDesign design) {
        Problem[] problem = new Problem[1];
        assertThatThrownBy(() -> measure(design))
                .isInstanceOfSatisfying(ProblemException.class, e -> problem[0] = e.problem());
        return problem[0];
    }
}
