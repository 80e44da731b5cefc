package io.redshiftops.benchmark;

import static io.redshiftops.sql.SqlText.literal;

import io.redshiftops.benchmark.RunPlan.Execution;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment in front of each execution, by which it is found in the system views. Names of queries and variants hold
 * nothing that could end a comment.
 */
final class Tag {

    private static final Pattern SEQUENCE = Pattern.compile("^/\\* redshift-operator run=\\w+ batch=\\d+ seq=(\\d+) ");
    private static final int ENOUGH = 80;

    private Tag() {}

    /**
     * The comment of an execution.
     *
     * @param batch number of the executions that are looked up together
     * @param sequence number of the execution in its run
     */
    static String of(String run, int batch, int sequence, Execution execution, BenchmarkDesign design) {
        return "%sseq=%d purpose=%s round=%d query=%s variant=%s */ "
                .formatted(
                        start(run, batch),
                        sequence,
                        execution.purpose().name().toLowerCase(Locale.ROOT),
                        execution.round(),
                        design.queries().get(execution.query()).name(),
                        design.variants().get(execution.variant()).name());
    }

    private static String start(String run, int batch) {
        return "/* redshift-operator run=%s batch=%d ".formatted(run, batch);
    }

    /** The question for what the database recorded of a batch of executions. */
    static String history(String run, int batch, long pid) {
        // It must not begin with what it looks for, or it would find itself.
        return "SELECT substring(query_text, 1, %d), %s FROM sys_query_history WHERE session_id = %d AND query_text LIKE %s"
                .formatted(ENOUGH, HistoryRow.COLUMNS, pid, literal(start(run, batch) + "%"));
    }

    /** The sequence number in the text of a statement. */
    static Optional<Integer> sequence(String text) {
        Matcher matcher = SEQUENCE.matcher(text);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
