package io.redshiftops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlResult;
import io.redshiftops.sql.SqlSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobSessionTest {

    private static final SqlResult RESULT = new SqlResult(List.of(), List.of(), 1, 1);

    private final ScriptedSession session = new ScriptedSession();
    private final JobControl control = new JobControl(() -> {});
    private int pulses;
    private final JobSession job = new JobSession(session, control, () -> pulses++);

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void aStatementIsWaitedForAndTheHoldIsRenewedMeanwhile() {
        session.then(() -> null).then(() -> null).then(() -> RESULT);

        assertThat(job.run("COPY")).isSameAs(RESULT);

        assertThat(pulses).isEqualTo(2);
        assertThat(session.said).containsExactly("COPY");
    }

    @Test
    void aStatementThatTakesTooLongIsStoppedAndTheSessionTakesARollback() {
        session.then(() -> null)
                .then(() -> {
                    throw failure(SqlFailure.Kind.CANCELED);
                })
                .then(() -> RESULT);

        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> job.run("COPY", Duration.ofNanos(1)));
        job.run("ROLLBACK");

        assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.CANCELED);
        assertThat(failure.said()).contains("stopped after 0 s");
        assertThat(session.said).containsExactly("COPY", "cancel", "ROLLBACK");
    }

    @Test
    void aCommitThatEndsWellWhileItIsBeingStoppedIsCommitted() {
        session.then(() -> null).then(() -> RESULT);

        assertThat(job.run("COMMIT", Duration.ofNanos(1))).isSameAs(RESULT);
    }

    @Test
    void aStatementThatCannotBeStoppedBreaksTheSession() {
        session.then(() -> null).then(() -> null);

        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> job.run("COPY", Duration.ofNanos(1)));

        assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.CONNECTION);
        assertThat(failure.said()).contains("did not confirm");
    }

    @Test
    void aSessionThatBreaksWhileItsStatementIsBeingStoppedIsBroken() {
        session.then(() -> null).then(() -> {
            throw failure(SqlFailure.Kind.CONNECTION);
        });

        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> job.run("COMMIT", Duration.ofNanos(1)));

        assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.CONNECTION);
    }

    @Test
    void aJobThatIsAskedToStopCancelsItsStatement() {
        session.then(() -> {
            control.stop();
            return null;
        });

        assertThatThrownBy(() -> job.run("COPY")).isInstanceOf(JobStopped.class);

        assertThat(session.said).containsExactly("COPY", "cancel");
    }

    @Test
    void aJobThatWasStoppedBeginsNoStatement() {
        control.stop();

        assertThatThrownBy(() -> job.run("COPY")).isInstanceOf(JobStopped.class);

        assertThat(session.said).isEmpty();
    }

    @Test
    void anInterruptedJobIsStoppedAndNotTakenForAFailedOne() {
        session.then(() -> {
            Thread.currentThread().interrupt();
            throw failure(SqlFailure.Kind.CANCELED);
        });

        assertThatThrownBy(() -> job.run("COPY")).isInstanceOf(JobStopped.class);

        assertThat(session.said).containsExactly("COPY", "cancel");
    }

    private static SqlFailure failure(SqlFailure.Kind kind) {
        return new SqlFailure(kind, null, "canceled on user's request", null, null);
    }

    /** A session that answers as it was told, and takes a statement only when the one before has ended. */
    private static final class ScriptedSession implements SqlSession {

        private final List<String> said = new ArrayList<>();
        private final Deque<Supplier<@Nullable SqlResult>> answers = new ArrayDeque<>();
        private boolean busy;

        ScriptedSession then(Supplier<@Nullable SqlResult> answer) {
            answers.add(answer);
            return this;
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public String startedAt() {
            return "";
        }

        @Override
        public void submit(String sql) {
            if (busy) {
                throw new IllegalStateException("the statement before has not finished");
            }
            busy = true;
            said.add(sql);
        }

        @Override
        public @Nullable SqlResult poll(Duration atMost) {
            boolean ended = true;
            try {
                SqlResult result = Objects.requireNonNull(answers.poll(), "nothing more to answer")
                        .get();
                ended = result != null;
                return result;
            } finally {
                busy = !ended;
            }
        }

        @Override
        public void cancel() {
            said.add("cancel");
        }

        @Override
        public void close() {
            said.add("close");
        }
    }
}
