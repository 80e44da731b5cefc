package io.redshiftops.benchmark;

import io.redshiftops.access.JobSession;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the database recorded of a run's executions; the rows come some seconds late. */
final class QueryHistory {

    private final JobSession session;
    private final Consumer<Duration> pause;
    private final String run;
    private final Patience patience;

    QueryHistory(JobSession session, Consumer<Duration> pause, String run, Patience patience) {
        this.session = session;
        this.pause = pause;
        this.run = run;
        this.patience = patience;
    }

    /** How long to wait for rows, and how long between two looks at first; later looks are further apart. */
    record Patience(Duration atMost, Duration firstLook) {

        private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

        static final Patience NORMAL = new Patience(Duration.ofSeconds(30), Duration.ofMillis(20));

        private Duration after(Duration look) {
            Duration doubled = look.multipliedBy(2);
            return doubled.compareTo(LONGEST_LOOK) < 0 ? doubled : LONGEST_LOOK;
        }
    }

    /**
     * Waits for the rows of a batch of executions.
     *
     * @param sequences their numbers
     * @return those that came in time
     */
    Map<Integer, HistoryRow> await(int batch, Collection<Integer> sequences) {
        long deadline = System.nanoTime() + patience.atMost().toNanos();
        Duration look = patience.firstLook();
        while (true) {
            Map<Integer, HistoryRow> rows = read(batch);
            boolean complete = rows.keySet().containsAll(sequences);
            if (complete || System.nanoTime() - deadline > 0) {
                return rows;
            }
            pause.accept(look);
            look = patience.after(look);
        }
    }

    private Map<Integer, HistoryRow> read(int batch) {
        Map<Integer, HistoryRow> rows = new HashMap<>();
        for (List<@Nullable String> values :
                session.run(Tag.history(run, batch, session.pid())).rows()) {
            HistoryRow row = HistoryRow.of(values.subList(1, values.size()));
            if (row.isFinal()) {
                Tag.sequence(Objects.requireNonNull(values.get(0))).ifPresent(sequence -> rows.put(sequence, row));
            }
        }
        return rows;
    }
}
