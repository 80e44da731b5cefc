package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.QueryRecord;
import io.redshiftops.sandbox.redshift.dialect.Literals;
import io.redshiftops.sandbox.redshift.dialect.SettingChange;
import io.redshiftops.sandbox.redshift.dialect.Statement;
import io.redshiftops.sandbox.redshift.dialect.StatementKind;
import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import io.redshiftops.sandbox.redshift.wire.WireInput;
import io.redshiftops.sandbox.redshift.wire.WireOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs compiled statements on the backend and passes what it answers to the client. */
final class StatementFlow {

    /** The name of a statement of our own, beside which the client's unnamed one lives on. */
    private static final String SNAPSHOT_CHECK = "redshift_snapshot_check";

    private static final String FOLLOWER = "redshift_follower";

    private static final Set<StatementKind> CHANGES = EnumSet.of(
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.COPY,
            StatementKind.CREATE_TABLE_AS,
            StatementKind.DDL,
            StatementKind.TRUNCATE,
            StatementKind.EXECUTE);

    /** First words of the tags of commands that change neither rows nor definitions. */
    private static final Set<String> READING = Set.of(
            "SELECT",
            "SET",
            "RESET",
            "SHOW",
            "BEGIN",
            "START",
            "COMMIT",
            "ROLLBACK",
            "LOCK",
            "FETCH",
            "DECLARE",
            "CLOSE",
            "PREPARE",
            "DEALLOCATE",
            "EXPLAIN",
            "ANALYZE",
            "VACUUM");

    private static final Pattern TEMPORARY = Pattern.compile("\\b(temp|temporary)\\b|#", Pattern.CASE_INSENSITIVE);

    private final Conversation conversation;
    private final Pipeline pipeline;
    /** Whether this session may have tables that others do not see, so that its results are nobody else's. */
    private boolean temporaryTables;

    StatementFlow(Conversation conversation) {
        this.conversation = conversation;
        this.pipeline = conversation.pipeline();
    }

    /** What must be true before the backend looks at a statement, since looking takes its snapshot and its locks. */
    void prepare(Statement statement) throws IOException {
        Transaction transaction = conversation.transaction();
        if (transaction.isBlock() && statement.blockRule() == Statement.BlockRule.REFUSED) {
            throw new ProblemException(ErrorTranslation.notInBlock(statement));
        }
        if (statement.kind().takesSnapshot()) {
            if (transaction.snapshotTaken()) {
                requireInSnapshot(statement, transaction);
            }
            transaction.takeSnapshot(conversation.host().results().version());
        }
        transaction.read().addAll(statement.relations());
        if (statement.target() != null) {
            transaction.written().add(statement.target());
        }
        if (CHANGES.contains(statement.kind())) {
            transaction.change();
            temporaryTables |= TEMPORARY.matcher(statement.text()).find();
        }
    }

    /**
     * Refuses tables that are newer than the transaction's snapshot. To PostgreSQL they exist and are empty: it looks
     * names up in the present, yet rows of pg_class, as of any table, in the snapshot.
     */
    private void requireInSnapshot(Statement statement, Transaction transaction) throws IOException {
        Set<String> names = new LinkedHashSet<>(statement.relations());
        if (statement.target() != null) {
            names.add(statement.target());
        }
        names.removeAll(transaction.read());
        names.removeAll(transaction.written());
        for (String name : names) {
            boolean[] newer = {false};
            String literal = Literals.quote(name);
            pipeline.request(
                    Types.PARSE,
                    Pipeline.parse(
                            SNAPSHOT_CHECK,
                            "select 1 where to_regclass(" + literal + ") is not null and not exists"
                                    + " (select from pg_catalog.pg_class where oid = to_regclass(" + literal + "))"));
            pipeline.request(Types.BIND, Pipeline.bind(SNAPSHOT_CHECK, SNAPSHOT_CHECK));
            pipeline.request(Types.EXECUTE, Pipeline.execute(SNAPSHOT_CHECK), (type, length, input) -> {
                input.readBody(length);
                newer[0] |= type == Types.DATA_ROW;
                return type != Types.DATA_ROW;
            });
            pipeline.request(Types.CLOSE, Pipeline.named('S', SNAPSHOT_CHECK));
            pipeline.request(Types.CLOSE, Pipeline.named('P', SNAPSHOT_CHECK));
            pipeline.await();
            if (newer[0]) {
                throw new ProblemException(ErrorTranslation.newerThanSnapshot());
            }
        }
    }

    /**
     * Executes a bound portal, sending the client its rows.
     *
     * @param bind what the Bind message said besides names
     */
    void execute(Statement statement, String portal, int mostRows, ByteBuffer bind) throws IOException {
        Transaction transaction = conversation.transaction();
        if (statement.kind() == StatementKind.BEGIN) {
            transaction.makeBlock();
        }
        ResultCache results = conversation.host().results();
        ResultCache.Recording recording = null;
        if (mostRows == 0 && mayCache(statement, transaction)) {
            ResultCache.Key key = key(statement, bind);
            ResultCache.Result found = results.find(key, transaction.snapshotVersion());
            if (found != null) {
                replay(statement, found);
                return;
            }
            recording = results.record(key, transaction.snapshotVersion());
        }
        QueryRecord query = conversation.beginQuery(statement);
        if (statement.kind() == StatementKind.COPY) {
            copy(statement, query);
            return;
        }
        pipeline.request(
                Types.EXECUTE,
                new BodyWriter().addString(portal).addInt(mostRows).bytes(),
                new Execution(statement, query, recording));
        for (String follower : statement.followers()) {
            follow(follower);
        }
        if (transaction.isBlock() && statement.blockRule() == Statement.BlockRule.COMMITS) {
            follow("COMMIT");
        }
    }

    /** Runs a statement of which the client learns only if it fails. */
    private void follow(String sql) throws IOException {
        pipeline.request(Types.PARSE, Pipeline.parse(FOLLOWER, sql));
        pipeline.request(Types.BIND, Pipeline.bind(FOLLOWER, FOLLOWER));
        pipeline.request(Types.EXECUTE, Pipeline.execute(FOLLOWER), (type, length, input) -> {
            noteTag(new Message(type, input.readBody(length)).reader().readString());
            return true;
        });
        pipeline.request(Types.CLOSE, Pipeline.named('S', FOLLOWER));
        pipeline.request(Types.CLOSE, Pipeline.named('P', FOLLOWER));
    }

    private void noteTag(String tag) {
        if (!READING.contains(tag.split(" ", 2)[0])) {
            conversation.transaction().change();
        }
        if (tag.equals("COMMIT") || tag.equals("ROLLBACK")) {
            conversation.endTransaction(tag.equals("COMMIT"));
        }
    }

    private boolean mayCache(Statement statement, Transaction transaction) {
        return statement.kind() == StatementKind.SELECT
                && !temporaryTables
                && !transaction.changed()
                && conversation.settings().isOn("enable_result_cache_for_session", true)
                && ResultCache.isCacheable(statement.text());
    }

    private ResultCache.Key key(Statement statement, ByteBuffer bind) {
        Map<String, String> settings = new HashMap<>(conversation.backend().parameters());
        settings.putAll(conversation.settings().all());
        settings.remove("query_group");
        settings.remove("enable_result_cache_for_session");
        settings.remove("application_name");
        return new ResultCache.Key(
                conversation.session().userId(), conversation.session().database(), settings, statement.text(), bind);
    }

    private void replay(Statement statement, ResultCache.Result result) throws IOException {
        if (pipeline.await() != null) {
            return;
        }
        QueryRecord query = conversation.beginQuery(statement);
        for (Message message : result.messages()) {
            conversation.client().output().writeMessage(message);
        }
        conversation.endQuery(
                query,
                new QueryRecord.End(
                        Instant.now(), QueryRecord.Status.SUCCESS, "", result.rows(), result.bytes(), result.origin()));
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
        private ResultCache.@Nullable Recording recording;
        private long rows;
        private long bytes;

        Execution(Statement statement, QueryRecord query, ResultCache.@Nullable Recording recording) {
            this.statement = statement;
            this.query = query;
            this.recording = recording;
        }

        @Override
        public boolean accept(int type, int length, WireInput input) throws IOException {
            switch (type) {
                case Types.DATA_ROW -> {
                    passRow(type, length, input);
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

        private void passRow(int type, int length, WireInput input) throws IOException {
            ResultCache.Recording kept = recording;
            if (kept != null && kept.takes(length)) {
                Message row = new Message(type, input.readBody(length));
                kept.add(row);
                output.writeMessage(row);
            } else {
                recording = null;
                output.writeHead(type, length);
                input.copyTo(output, length);
            }
        }

        private void complete(Message complete) throws IOException {
            String tag = complete.reader().readString();
            noteTag(tag);
            SettingChange setting = statement.setting();
            if (setting != null) {
                conversation.settings().apply(setting);
            }
            String shown = statement.tag();
            Message told =
                    new BodyWriter().addString(shown == null ? tag : shown).message(complete.type());
            output.writeMessage(told);
            ResultCache.Recording kept = recording;
            if (kept != null) {
                kept.add(told);
                kept.keep(query, rows, bytes);
            }
        }
    }
}
