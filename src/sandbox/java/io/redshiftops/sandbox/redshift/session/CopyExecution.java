package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.LoadRecord;
import io.redshiftops.sandbox.redshift.catalog.QueryRecord;
import io.redshiftops.sandbox.redshift.copy.CopyCanceledException;
import io.redshiftops.sandbox.redshift.copy.CopyEngine;
import io.redshiftops.sandbox.redshift.copy.CopyFailure;
import io.redshiftops.sandbox.redshift.copy.CopyOutcome;
import io.redshiftops.sandbox.redshift.copy.CopyStatement;
import io.redshiftops.sandbox.redshift.copy.LoadError;
import io.redshiftops.sandbox.redshift.copy.TableDescription.Column;
import io.redshiftops.sandbox.redshift.dialect.Literals;
import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import io.redshiftops.sandbox.redshift.wire.WireInput;
import io.redshiftops.sandbox.redshift.wire.WireOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a COPY in the client's transaction: the engine's rows go into a {@code COPY FROM STDIN} of the client's backend.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY">COPY Operations</a>
 */
final class CopyExecution {

    private static final String CANCELED = "57014";

    private final Conversation conversation;
    private final Pipeline pipeline;
    private final QueryRecord query;
    private final CopyStatement copy;
    private CopyOutcome outcome;
    /** What the client is told instead of the backend's complaint that its COPY was broken off. */
    private @Nullable Problem problem;

    CopyExecution(Conversation conversation, QueryRecord query, String text) {
        this.conversation = conversation;
        this.pipeline = conversation.pipeline();
        this.query = query;
        try {
            this.copy = CopyStatement.parse(text, conversation.caseSensitive());
        } catch (CopyFailure failure) {
            throw new ProblemException(problem(failure));
        }
        this.outcome = new CopyOutcome(copy.table(), 0, 0, List.of(), List.of(), true);
    }

    /**
     * Runs the COPY.
     *
     * @return how many rows were loaded, -1 if it failed; then the pipeline knows the error
     */
    long run() throws IOException {
        Instant start = Instant.now();
        CopyTarget target = CopyTarget.find(pipeline, copy);
        CopyInterruption interruption = CopyInterruption.of(conversation, start);
        if (target == null || interruption == null) {
            return -1;
        }
        String sql = sql(target);
        pipeline.request(Types.PARSE, Pipeline.parse("", sql));
        pipeline.request(Types.BIND, Pipeline.bind("", ""));
        pipeline.request(
                Types.EXECUTE,
                Pipeline.execute(""),
                (type, length, input) -> reply(target, interruption, type, length, input));
        pipeline.await();
        Problem own = problem;
        if (own != null) {
            pipeline.restate(own);
        }
        CopyOutcome done = outcome;
        conversation.host().log().loaded(record(done, target, start, pipeline.failure()));
        if (pipeline.failure() != null) {
            return -1;
        }
        for (String notice : done.notices()) {
            conversation.tell(Problem.info(notice));
        }
        return done.rows();
    }

    private String sql(CopyTarget target) {
        List<Column> columns;
        try {
            columns = target.description().loadedBy(copy);
        } catch (CopyFailure failure) {
            throw new ProblemException(problem(failure));
        }
        return "COPY " + CopyTarget.name(copy)
                + columns.stream()
                        .map(column -> Literals.quoteName(column.name()))
                        .collect(Collectors.joining(", ", " (", ")"))
                + " FROM STDIN (ENCODING 'UTF8')";
    }

    /** Takes the backend's replies; when it waits for rows, sends them. */
    private boolean reply(CopyTarget target, CopyInterruption interruption, int type, int length, WireInput input)
            throws IOException {
        input.readBody(length);
        if (type != Types.COPY_IN_RESPONSE) {
            return true;
        }
        WireOutput output = conversation.backend().output();
        problem = send(target, interruption, output);
        if (interruption.hasBackendFailed()) {
            // Its own error is the one to report.
            problem = null;
            return false;
        }
        if (problem == null) {
            output.writeMessage(Types.COPY_DONE, new byte[0]);
        } else {
            output.writeMessage(new BodyWriter().addString("COPY failed").message(Types.COPY_FAIL));
        }
        output.writeMessage(Types.FLUSH, new byte[0]);
        output.flush();
        return false;
    }

    /** Returns why the rows cannot be kept, null if they can. */
    private @Nullable Problem send(CopyTarget target, CopyInterruption interruption, WireOutput output)
            throws IOException {
        try {
            CopyOutcome done = CopyEngine.copy(
                    copy,
                    target.description(),
                    conversation.host().copySource(),
                    conversation.host().copyReader(conversation.session().user()),
                    (rows, from, to) -> output.writeMessage(Types.COPY_DATA, rows, from, to - from),
                    interruption,
                    conversation.host().scratch());
            outcome = done;
            return done.failed() ? Problem.error("XX000", done.failure()) : null;
        } catch (CopyFailure failure) {
            return problem(failure);
        } catch (CopyCanceledException e) {
            return Problem.error(CANCELED, "Query (" + query.queryId() + ") canceled on user's request");
        }
    }

    private Problem problem(CopyFailure failure) {
        Problem error = Problem.error(failure.sqlState(), failure.text());
        CopyFailure.Block block = failure.block();
        return block == null
                ? error
                : error.withDetail(block.text(
                        failure.text(), query.queryId(), conversation.session().process()));
    }

    private LoadRecord record(CopyOutcome done, CopyTarget target, Instant start, @Nullable Problem failure) {
        Instant now = Instant.now();
        boolean loaded = failure == null;
        return new LoadRecord(
                query,
                copy.table(),
                target.id(),
                copy.uri(),
                copy.options().isCsv() ? "csv" : "text",
                status(failure),
                start,
                now,
                loaded ? done.rows() : 0,
                done.files().stream().mapToLong(CopyOutcome.FileCount::size).sum(),
                done.files().stream().map(file -> file(done, file)).toList(),
                done.errors().stream().map(error -> rejection(error, now)).toList());
    }

    private static LoadRecord.Status status(@Nullable Problem failure) {
        if (failure == null) {
            return LoadRecord.Status.COMPLETED;
        }
        return failure.code().equals(CANCELED) ? LoadRecord.Status.CANCELED : LoadRecord.Status.ABORTED;
    }

    private static LoadRecord.File file(CopyOutcome done, CopyOutcome.FileCount file) {
        long errors = done.errors().stream()
                .filter(error -> error.file().equals(file.file()))
                .count();
        return new LoadRecord.File(file.file(), file.size(), file.lines(), errors, file.start(), file.end());
    }

    private static LoadRecord.Rejection rejection(LoadError error, Instant time) {
        return new LoadRecord.Rejection(
                error.file(),
                error.line(),
                error.column(),
                error.type(),
                error.length(),
                error.position(),
                error.rawLine(),
                error.column().isEmpty() ? null : error.rawField(),
                error.code(),
                error.reason(),
                time);
    }
}
