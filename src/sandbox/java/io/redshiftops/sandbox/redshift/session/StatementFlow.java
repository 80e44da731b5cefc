package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.QueryRecord;
import io.redshiftops.sandbox.redshift.dialect.SettingChange;
import io.redshiftops.sandbox.redshift.dialect.Statement;
import io.redshiftops.sandbox.redshift.dialect.StatementKind;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import io.redshiftops.sandbox.redshift.wire.WireInput;
import io.redshiftops.sandbox.redshift.wire.WireOutput;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Runs compiled statements on the backend and passes what it answers to the client. */
final class StatementFlow {

    private final Conversation conversation;
    private final Pipeline pipeline;

    StatementFlow(Conversation conversation) {
        this.conversation = conversation;
        this.pipeline = conversation.pipeline();
    }

    /** What must be true before the backend looks at a statement, since looking takes its snapshot and its locks. */
    void prepare(Statement statement) throws IOException {
        Transaction transaction = conversation.transaction();
        if (statement.kind().takesSnapshot()) {
            transaction.takeSnapshot();
        }
    }

    /** Executes a bound portal, sending the client its rows. */
    void execute(Statement statement, String portal, int mostRows) throws IOException {
        QueryRecord query = conversation.beginQuery(statement);
        if (statement.kind() == StatementKind.COPY) {
            copy(statement, query);
            return;
        }
        pipeline.request(
                Types.EXECUTE,
                new BodyWriter().addString(portal).addInt(mostRows).bytes(),
                new Execution(statement, query));
    }

    /** The backend only confirmed a statement without effect; what COPY does is ours. */
    private void copy(Statement statement, QueryRecord query) throws IOException {
        if (pipeline.await() != null) {
            return;
        }
        String text = statement.argument();
        long rows = new CopyExecution(conversation, query, text == null ? statement.text() : text).run();
        if (rows >= 0) {
            conversation.endQuery(
                    query, new QueryRecord.End(Instant.now(), QueryRecord.Status.SUCCESS, "", rows, 0, null));
            // Redshift tells no number of rows here: clients see an update count of 0.
            conversation
                    .client()
                    .output()
                    .writeMessage(new BodyWriter().addString("COPY").message(Types.COMMAND_COMPLETE));
        }
    }

    /** Passes a RowDescription on, with the heading that the statement wants. */
    void describeRow(@Nullable Statement statement, int length, WireInput input) throws IOException {
        Message description = new Message(Types.ROW_DESCRIPTION, input.readBody(length));
        String heading = statement == null ? null : statement.heading();
        conversation.client().output().writeMessage(heading == null ? description : renamed(description, heading));
    }

    /** A RowDescription whose first column has another name. */
    private static Message renamed(Message description, String heading) {
        var reader = description.reader();
        int columns = reader.readShort();
        reader.readString();
        return new BodyWriter()
                .addShort(columns)
                .addString(heading)
                .addBytes(reader.readRest())
                .message(Types.ROW_DESCRIPTION);
    }

    /** Takes the replies to an Execute message. */
    private final class Execution implements Pipeline.Reply {

        private final Statement statement;
        private final QueryRecord query;
        private final WireOutput output = conversation.client().output();
        private long rows;
        private long bytes;

        Execution(Statement statement, QueryRecord query) {
            this.statement = statement;
            this.query = query;
        }

        @Override
        public boolean accept(int type, int length, WireInput input) throws IOException {
            switch (type) {
                case Types.DATA_ROW -> {
                    output.writeHead(type, length);
                    input.copyTo(output, length);
                    rows++;
                    bytes += length;
                    return false;
                }
                case Types.ROW_DESCRIPTION -> {
                    describeRow(statement, length, input);
                    return false;
                }
                case Types.COMMAND_COMPLETE -> complete(new Message(type, input.readBody(length)));
                case Types.COPY_IN_RESPONSE ->
                    throw new SessionEndedException(
                            Problem.fatal("XX000", "the backend began a COPY that nobody asked for"));
                default -> output.writeMessage(new Message(type, input.readBody(length)));
            }
            conversation.endQuery(
                    query, new QueryRecord.End(Instant.now(), QueryRecord.Status.SUCCESS, "", rows, bytes, null));
            return true;
        }

        private void complete(Message complete) throws IOException {
            String tag = complete.reader().readString();
            noteTag(tag);
            SettingChange setting = statement.setting();
            if (setting != null) {
                conversation.settings().apply(setting);
            }
            String shown = statement.tag();
            output.writeMessage(
                    new BodyWriter().addString(shown == null ? tag : shown).message(complete.type()));
        }

        private void noteTag(String tag) {
            if (tag.equals("COMMIT") || tag.equals("ROLLBACK")) {
                conversation.endTransaction(tag.equals("COMMIT"));
            }
        }
    }
}
