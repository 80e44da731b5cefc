package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.dialect.Dialect;
import io.redshiftops.sandbox.redshift.dialect.Statement;
import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.BodyReader;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import io.redshiftops.sandbox.redshift.wire.WireInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The extended protocol: Parse, Bind, Describe, Execute, Close, ended by Sync. After an error everything up to the Sync
 * is skipped.
 */
final class ExtendedProtocol {

    private final Conversation conversation;
    private final StatementFlow flow;
    private final Pipeline pipeline;
    private final Map<String, Statement> statements = new HashMap<>();
    /** Parsed in this batch; the backend has not confirmed them yet. */
    private final Map<String, Statement> announced = new HashMap<>();

    private final Map<String, Statement> portals = new HashMap<>();
    private final Map<String, ByteBuffer> bound = new HashMap<>();
    private boolean skipping;

    ExtendedProtocol(Conversation conversation, StatementFlow flow) {
        this.conversation = conversation;
        this.flow = flow;
        this.pipeline = conversation.pipeline();
    }

    /** Takes one message of the protocol. */
    void accept(Message message) throws IOException {
        if (message.type() == Types.SYNC) {
            check(pipeline.await());
            skipping = false;
            announced.clear();
            conversation.ready();
        } else if (!skipping) {
            try {
                dispatch(message);
                check(pipeline.failure());
            } catch (ProblemException e) {
                check(conversation.refuse(e.problem()));
            }
        }
    }

    /** Answers a Flush. */
    void flush() throws IOException {
        if (!skipping) {
            check(pipeline.await());
        }
    }

    private void check(@Nullable Problem problem) throws IOException {
        if (problem != null && !skipping) {
            skipping = true;
            conversation.fail(problem);
        }
    }

    private void dispatch(Message message) throws IOException {
        BodyReader body = message.reader();
        switch (message.type()) {
            case Types.PARSE -> parse(body);
            case Types.BIND -> bind(body, message);
            case Types.DESCRIBE -> describe(body, message);
            case Types.EXECUTE -> execute(body);
            case Types.CLOSE -> close(body, message);
            default ->
                throw new ProblemException(Problem.fatal("08P01", "invalid frontend message type " + message.type()));
        }
    }

    private void parse(BodyReader body) throws IOException {
        String name = body.readString();
        String text = body.readString();
        byte[] parameterTypes = body.readRest();
        List<Statement> compiled = Dialect.compile(text, conversation.caseSensitive());
        if (compiled.size() > 1) {
            throw new ProblemException(
                    Problem.error("42601", "cannot insert multiple commands into a prepared statement"));
        }
        Statement statement = compiled.isEmpty() ? Statement.empty() : compiled.get(0);
        flow.prepare(statement);
        announced.put(name, statement);
        byte[] request = new BodyWriter()
                .addString(name)
                .addString(statement.sql())
                .addBytes(parameterTypes)
                .bytes();
        pipeline.request(Types.PARSE, request, (type, length, input) -> {
            statements.put(name, statement);
            return forward(type, length, input);
        });
    }

    private void bind(BodyReader body, Message message) throws IOException {
        String portal = body.readString();
        String name = body.readString();
        Statement statement = announced.getOrDefault(name, statements.getOrDefault(name, Statement.empty()));
        flow.prepare(statement);
        portals.put(portal, statement);
        bound.put(portal, ResultCache.values(message.body()));
        pipeline.request(message.type(), message.body(), this::forward);
    }

    private void describe(BodyReader body, Message message) throws IOException {
        boolean portal = body.readByte() == 'P';
        String name = body.readString();
        Statement statement = portal ? portals.get(name) : announced.getOrDefault(name, statements.get(name));
        pipeline.request(message.type(), message.body(), (type, length, input) -> {
            if (type == Types.ROW_DESCRIPTION) {
                flow.describeRow(statement, length, input);
                return true;
            }
            forward(type, length, input);
            return type == Types.NO_DATA;
        });
    }

    private void execute(BodyReader body) throws IOException {
        String portal = body.readString();
        int mostRows = body.readInt();
        flow.execute(
                portals.getOrDefault(portal, Statement.empty()),
                portal,
                mostRows,
                bound.getOrDefault(portal, ByteBuffer.allocate(0)));
    }

    private void close(BodyReader body, Message message) throws IOException {
        boolean portal = body.readByte() == 'P';
        String name = body.readString();
        if (portal) {
            portals.remove(name);
            bound.remove(name);
        } else {
            announced.remove(name);
            statements.remove(name);
        }
        pipeline.request(message.type(), message.body(), this::forward);
    }

    private boolean forward(int type, int length, WireInput input) throws IOException {
        conversation.client().output().writeMessage(new Message(type, input.readBody(length)));
        return true;
    }
}
