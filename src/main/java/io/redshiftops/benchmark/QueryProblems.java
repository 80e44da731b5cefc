package io.redshiftops.benchmark;

import io.redshiftops.benchmark.BenchmarkDesign.QueryDesign;
import io.redshiftops.benchmark.BenchmarkDesign.VariantDesign;
import io.redshiftops.kube.Problem;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.StatementText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a failed query means for the user. */
final class QueryProblems {

    private static final Set<String> FIRST_WORDS = Set.of("SELECT", "WITH");

    private QueryProblems() {}

    /** The first query that is not one read-only statement. */
    static Optional<Problem> refusal(List<QueryDesign> queries) {
        return queries.stream()
                .filter(query -> !isReadOnly(StatementText.of(query.sql())))
                .findFirst()
                .map(query -> Problem.user(
                        BenchmarkReason.QUERY_REFUSED,
                        "query %s: a benchmark runs one statement that begins with SELECT or WITH, and not SELECT INTO: correct spec.queries[].sql"
                                .formatted(query.name())));
    }

    private static boolean isReadOnly(StatementText text) {
        return text.isSingle()
                && !text.first().isEmpty()
                && FIRST_WORDS.contains(text.first().get(0))
                && !text.first().contains("INTO");
    }

    /** A query on a variant failed. */
    static Problem of(QueryDesign query, VariantDesign variant, SqlFailure failure) {
        String where = "query %s on variant %s (schema %s): %s"
                .formatted(query.name(), variant.name(), variant.schema(), failure.said());
        return switch (failure.kind()) {
            case CONNECTION, LOGIN -> Problem.retry(BenchmarkReason.CONNECTION_LOST, where + "; the run starts again");
            case SERIALIZATION, RESOURCES -> Problem.retry(BenchmarkReason.CONFLICT, where + "; the run starts again");
            // With a SQLSTATE it was the server who stopped it.
            case CANCELED ->
                failure.sqlState() == null
                        ? Problem.user(
                                BenchmarkReason.QUERY_TIMED_OUT,
                                "%s. Its timeout is %d s: give it more in spec.queries[].timeout, or make it cheaper"
                                        .formatted(where, query.timeout().toSeconds()))
                        : Problem.user(
                                BenchmarkReason.QUERY_CANCELED,
                                where
                                        + ". Somebody, a statement_timeout or a rule of the workload manager stopped it: see to it that it may run");
            case PRIVILEGE ->
                Problem.user(
                        BenchmarkReason.PERMISSION_DENIED,
                        where
                                + ". Grant the right to the user of spec.runAs; without runAs only tables of the variants' schemas can be read");
            case NOT_FOUND ->
                Problem.user(
                        BenchmarkReason.QUERY_FAILED,
                        where + ". Correct the name in the query, or create the table in schema " + variant.schema());
            case ALREADY_EXISTS, STATEMENT ->
                Problem.user(BenchmarkReason.QUERY_FAILED, where + ". Correct spec.queries[].sql");
        };
    }

    /** A statement of the operator's own failed in the session that measures. */
    static Problem ofSession(SqlFailure failure) {
        return switch (failure.kind()) {
            case PRIVILEGE, NOT_FOUND, STATEMENT ->
                Problem.user(
                        BenchmarkReason.QUERY_FAILED,
                        "the session of the run cannot be prepared or its query history not read: " + failure.said());
            default ->
                Problem.retry(
                        BenchmarkReason.CONNECTION_LOST,
                        "the session of the run broke, the run starts again: " + failure.said());
        };
    }
}
