package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.LoadRecord;
import io.redshiftops.sandbox.redshift.catalog.QueryRecord;
import io.redshiftops.sandbox.redshift.copy.CopyCanceledException;
import io.redshiftops.sandbox.redshift.copy.CopyEngine;
import io.redshiftops.sandbox.redshift.copy.CopyFailure;
import io.redshiftops.sandbox.redshift.copy.CopyOutcome;
import io.redshiftops.sandbox.redshift.copy.CopyStatement;
import io.redshiftops.sandbox.redshift.copy.LoadError;
import io.redshiftops.sandbox.redshift.postgres.Backend;
import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a COPY: has its objects converted here and streams their rows to the backend, in the client's transaction. */
final class CopyExecution {

    /** The prepared statement and portal of our own, so that the client's unnamed ones stay. */
    private static final String NAME = "redshift_copy";

    private static final String TAG = "COPY";

    private final Conversation conversation;
    private final Pipeline pipeline;
    private final QueryRecord query;

    private @Nullable CopyOutcome outcome;
    private @Nullable Problem problem;

    CopyExecution(Conversation conversation, QueryRecord query) {
        this.conversation = conversation;
        this.pipeline = conversation.pipeline();
        this.query = query;
    }

    /**
     * Runs the COPY and answers the client; if it fails, the pipeline has the failure.
     *
     * @throws ProblemException if the statement is wrong
     */
    void run(String text) throws IOException {
        try {
            CopyStatement copy = CopyStatement.parse(text, conversation.caseSensitive());
            CopyTarget target = find(copy);
            if (target != null) {
                load(copy, target);
            }
        } catch (CopyFailure e) {
            throw new ProblemException(problem(e));
        }
    }

    private @Nullable CopyTarget find(CopyStatement copy) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        request(CopyTarget.QUERY, List.of(CopyTarget.name(copy)), (type, length, input) -> {
            Message message = new Message(type, input.readBody(length));
            if (type == Types.DATA_ROW) {
                rows.add(Backend.row(message));
            }
            return type != Types.DATA_ROW;
        });
        return pipeline.await() == null ? CopyTarget.of(copy, rows) : null;
    }

    private void load(CopyStatement copy, CopyTarget target) throws IOException {
        Instant start = Instant.now();
        request(target.command(copy), List.of(), (type, length, input) -> {
            input.readBody(length);
            if (type == Types.COPY_IN_RESPONSE) {
                stream(copy, target);
            }
            return type == Types.COMMAND_COMPLETE;
        });
        boolean accepted = pipeline.await() == null;
        Problem failure = problem;
        if (!accepted && failure != null) {
            pipeline.explain(failure);
        }
        conversation.host().log().loaded(record(copy, target, start, accepted));
        if (accepted) {
            complete();
        }
    }

    private void request(String sql, List<String> values, Pipeline.Reply reply) throws IOException {
        pipeline.request(Types.CLOSE, Pipeline.named('P', NAME));
        pipeline.request(Types.CLOSE, Pipeline.named('S', NAME));
        pipeline.request(Types.PARSE, Pipeline.parse(NAME, sql));
        pipeline.request(Types.BIND, Pipeline.bind(NAME, NAME, values.toArray(String[]::new)));
        pipeline.request(Types.EXECUTE, Pipeline.execute(NAME), reply);
    }

    /** Sends the rows to the backend, which waits for them. It skips what it gets after an error of its own. */
    private void stream(CopyStatement copy, CopyTarget target) throws IOException {
        var output = conversation.backend().output();
        var host = conversation.host();
        try {
            CopyOutcome result = CopyEngine.copy(
                    copy,
                    target.table(),
                    host.copySource(),
                    host.copyReader(conversation.session().user()),
                    (bytes, from, to) -> output.writeMessage(Types.COPY_DATA, bytes, from, to - from),
                    conversation::isCancelRequested,
                    host.scratch());
            outcome = result;
            problem = result.failed() ? Problem.error("XX000", result.failure()) : null;
        } catch (CopyFailure e) {
            problem = problem(e);
        } catch (CopyCanceledException e) {
            problem = Problem.error("57014", "canceling statement due to user request");
        }
        Problem failure = problem;
        if (failure == null) {
            output.writeMessage(Types.COPY_DONE, new byte[0]);
        } else {
            output.writeMessage(new BodyWriter().addString(failure.message()).message(Types.COPY_FAIL));
        }
        output.flush();
    }

    private Problem problem(CopyFailure failure) {
        Problem error = Problem.error(failure.sqlState(), failure.text());
        CopyFailure.Block block = failure.block();
        return block == null
                ? error
                : error.withDetail(block.text(
                        failure.text(), query.query(), conversation.session().process()));
    }

    private void complete() throws IOException {
        CopyOutcome result = outcome;
        if (result != null) {
            for (String notice : result.notices()) {
                conversation.tell(Problem.info(notice));
            }
        }
        conversation
                .client()
                .output()
                .writeMessage(new BodyWriter().addString(TAG).message(Types.COMMAND_COMPLETE));
        conversation.endQuery(query, new QueryRecord.End(Instant.now(), QueryRecord.Status.SUCCESS, "", 0, 0, null));
    }

    private LoadRecord record(CopyStatement copy, CopyTarget target, Instant start, boolean accepted) {
        CopyOutcome result = outcome;
        Instant end = Instant.now();
        List<LoadRecord.File> files = new ArrayList<>();
        List<LoadRecord.Rejection> errors = new ArrayList<>();
        if (result != null) {
            result.files().forEach(file -> files.add(file(result, file)));
            result.errors().forEach(error -> errors.add(rejection(error, end)));
        }
        return new LoadRecord(
                query,
                target.table().name(),
                target.id(),
                copy.uri(),
                copy.isCsv() ? "csv" : "text",
                accepted ? LoadRecord.Status.COMPLETED : LoadRecord.Status.ABORTED,
                start,
                end,
                accepted && result != null ? result.rows() : 0,
                files.stream().mapToLong(LoadRecord.File::bytes).sum(),
                files,
                errors);
    }

    private static LoadRecord.File file(CopyOutcome outcome, CopyOutcome.FileCount file) {
        long errors = outcome.errors().stream()
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
