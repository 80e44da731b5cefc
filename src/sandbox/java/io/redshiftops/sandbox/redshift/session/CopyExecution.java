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
import java.nio.file.Path;
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

    private final Conversation conversation;
    private final Pipeline pipeline;
    private final QueryRecord query;
    private final CopyStatement copy;
    private final long cancellations;
    private @Nullable CopyOutcome outcome;
    /** What the client is told instead of the backend's complaint that its COPY was broken off. */
    private @Nullable Problem problem;

    CopyExecution(Conversation conversation, QueryRecord query, String text) {
        this.conversation = conversation;
        this.pipeline = conversation.pipeline();
        this.query = query;
        this.cancellations = conversation.backend().cancellations();
        try {
            this.copy = CopyStatement.parse(text, conversation.caseSensitive());
        } catch (CopyFailure failure) {
            throw new ProblemException(problem(failure));
        }
    }

    /**
     * Runs the COPY.
     *
     * @return how many rows were loaded, -1 if it failed; then the pipeline knows the error
     */
    long run() throws IOException {
        Instant start = Instant.now();
        CopyTarget target = CopyTarget.find(pipeline, copy);
        if (target == null) {
            return -1;
        }
        String sql = sql(target);
        pipeline.request(Types.PARSE, Pipeline.parse("", sql));
        pipeline.request(Types.BIND, Pipeline.bind("", ""));
        pipeline.request(
                Types.EXECUTE, Pipeline.execute(""), (type, length, input) -> reply(target, type, length, input));
        pipeline.await();
        CopyOutcome done = outcome;
        if (done != null) {
            boolean loaded = pipeline.failure() == null;
            conversation.host().log().loaded(record(done, target, start, loaded));
        }
        Problem own = problem;
        if (own != null) {
            pipeline.restate(own);
            return -1;
        }
        if (pipeline.failure() != null || done == null) {
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
                + " FROM STDIN";
    }

    /** Takes the backend's replies; when it waits for rows, sends them. */
    private boolean reply(CopyTarget target, int type, int length, WireInput input) throws IOException {
        input.readBody(length);
        if (type != Types.COPY_IN_RESPONSE) {
            return true;
        }
        WireOutput output = conversation.backend().output();
        Problem failure = send(target, output);
        if (failure == null) {
            output.writeMessage(Types.COPY_DONE, new byte[0]);
        } else {
            problem = failure;
            output.writeMessage(new BodyWriter().addString("COPY failed").message(Types.COPY_FAIL));
        }
        output.writeMessage(Types.FLUSH, new byte[0]);
        output.flush();
        return false;
    }

    /** Returns why the rows cannot be kept, null if they can. */
    private @Nullable Problem send(CopyTarget target, WireOutput output) throws IOException {
        try {
            CopyOutcome done = CopyEngine.copy(
                    copy,
                    target.description(),
                    conversation.host().copySource(),
                    conversation.host().copyReader(conversation.session().user()),
                    (rows, from, to) -> output.writeMessage(Types.COPY_DATA, rows, from, to - from),
                    () -> conversation.backend().cancellations() != cancellations,
                    Path.of(System.getProperty("java.io.tmpdir")));
            outcome = done;
            return done.failed() ? Problem.error("XX000", done.failure()) : null;
        } catch (CopyFailure failure) {
            return problem(failure);
        } catch (CopyCanceledException e) {
            return Problem.error("57014", "Query (" + query.queryId() + ") canceled on user's request");
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

    private LoadRecord record(CopyOutcome done, CopyTarget target, Instant start, boolean loaded) {
        Instant now = Instant.now();
        return new LoadRecord(
                query,
                copy.table(),
                target.id(),
                copy.uri(),
                copy.options().isCsv() ? "csv" : "text",
                loaded ? LoadRecord.Status.COMPLETED : LoadRecord.Status.ABORTED,
                start,
                now,
                loaded ? done.rows() : 0,
                done.files().stream().mapToLong(CopyOutcome.FileCount::size).sum(),
                done.files().stream().map(file -> file(done, file)).toList(),
                done.errors().stream().map(error -> rejection(error, now)).toList());
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
