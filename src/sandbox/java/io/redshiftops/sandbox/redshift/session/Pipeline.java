package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.postgres.Backend;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import io.redshiftops.sandbox.redshift.wire.WireInput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the backend that are under way, and what is to be done with their replies.
 *
 * <p>Requests are buffered and answered in order, so that a client's batch costs one exchange with the backend. The
 * first error discards all requests behind it, as the backend does until the next Sync.
 */
final class Pipeline {

    /** Takes the replies to one request; asynchronous messages and errors never come here. */
    interface Reply {
        /**
         * Takes one message, whose body it must read.
         *
         * @return whether that was the last one
         */
        boolean accept(int type, int length, WireInput input) throws IOException;
    }

    /** Takes messages that come unasked. */
    interface Unasked {
        void notice(Problem notice) throws IOException;

        void parameter(Message status) throws IOException;
    }

    /** So many unanswered requests that neither side's socket buffer can fill up. */
    private static final int MOST_PENDING = 64;

    private static final int LARGE_BODY = 16 << 10;

    private final Backend backend;
    private final Unasked unasked;
    private final Queue<Reply> pending = new ArrayDeque<>();

    private @Nullable Problem failure;
    private char status = 'I';

    Pipeline(Backend backend, Unasked unasked) {
        this.backend = backend;
        this.unasked = unasked;
    }

    /** The error since the last {@link #sync()}, if any: requests are ignored until then. */
    @Nullable
    Problem failure() {
        return failure;
    }

    /** Whether the backend is idle (I), in a transaction block (T) or in a failed one (E), as of the last Sync. */
    char status() {
        return status;
    }

    /** Says an error in other words. */
    void restate(Problem problem) {
        if (failure != null) {
            failure = problem;
        }
    }

    /** Adds a request; nothing happens after an error. */
    void request(int type, byte[] body, Reply reply) throws IOException {
        if (pending.size() >= MOST_PENDING || body.length >= LARGE_BODY) {
            await();
        }
        if (failure == null) {
            backend.output().writeMessage(type, body);
            pending.add(reply);
        }
    }

    /** Adds a request whose single reply tells nothing. */
    void request(int type, byte[] body) throws IOException {
        request(type, body, Pipeline::discard);
    }

    /** Waits until all requests are answered. Returns the error, if any since the last Sync. */
    @Nullable
    Problem await() throws IOException {
        if (pending.isEmpty() || failure != null) {
            return failure;
        }
        backend.output().writeMessage(Types.FLUSH, new byte[0]);
        backend.output().flush();
        while (failure == null && !pending.isEmpty()) {
            if (readReply()) {
                pending.remove();
            }
        }
        if (failure != null) {
            pending.clear();
        }
        return failure;
    }

    /**
     * Waits for all replies and ends an implicit transaction, or the ignoring of requests after an error.
     *
     * @return the error of the implicit transaction's end, such as a serialization failure
     */
    @Nullable
    Problem sync() throws IOException {
        await();
        failure = null;
        backend.output().writeMessage(Types.SYNC, new byte[0]);
        backend.output().flush();
        pending.add((type, length, input) -> {
            status = (char) new Message(type, input.readBody(length)).reader().readByte();
            return true;
        });
        boolean ready = false;
        while (!ready) {
            ready = readReply();
        }
        pending.clear();
        Problem late = failure;
        failure = null;
        return late;
    }

    /**
     * Asks the backend something, by its unnamed statement and portal.
     *
     * @return the rows, values in text form; null if the backend has failed
     */
    @Nullable
    List<List<@Nullable String>> query(String sql, String... values) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        request(Types.PARSE, parse("", sql));
        request(Types.BIND, bind("", "", values));
        request(Types.EXECUTE, execute(""), (type, length, input) -> {
            Message message = new Message(type, input.readBody(length));
            if (type == Types.DATA_ROW) {
                rows.add(Backend.row(message));
            }
            return type != Types.DATA_ROW;
        });
        return await() == null ? rows : null;
    }

    private boolean readReply() throws IOException {
        WireInput input = backend.input();
        int type = input.readByte();
        int length = input.readLength();
        switch (type) {
            case Types.NOTICE_RESPONSE -> unasked.notice(Problem.read(new Message(type, input.readBody(length))));
            case Types.PARAMETER_STATUS -> {
                Message status = new Message(type, input.readBody(length));
                backend.noteParameter(status);
                unasked.parameter(status);
            }
            case Types.NOTIFICATION_RESPONSE -> discard(type, length, input);
            case Types.ERROR_RESPONSE -> {
                failure = Problem.read(new Message(type, input.readBody(length)));
                if (failure.severity().equals("FATAL") || failure.severity().equals("PANIC")) {
                    throw new SessionEndedException(failure);
                }
            }
            default -> {
                Reply reply = pending.element();
                return reply.accept(type, length, input);
            }
        }
        return false;
    }

    private static boolean discard(int type, int length, WireInput input) throws IOException {
        input.readBody(length);
        return true;
    }

    /** A Parse message's body. */
    static byte[] parse(String name, String sql) {
        return new BodyWriter().addString(name).addString(sql).addShort(0).bytes();
    }

    /** The body of a Bind message with text parameters and text results. */
    static byte[] bind(String portal, String statement, String... values) {
        BodyWriter body = new BodyWriter()
                .addString(portal)
                .addString(statement)
                .addShort(0)
                .addShort(values.length);
        for (String value : values) {
            body.addValue(value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return body.addShort(0).bytes();
    }

    /** The body of an Execute message for all rows. */
    static byte[] execute(String portal) {
        return new BodyWriter().addString(portal).addInt(0).bytes();
    }

    /** The body of a Describe or Close message; the kind is S for a statement, P for a portal. */
    static byte[] named(char kind, String name) {
        return new BodyWriter().addByte(kind).addString(name).bytes();
    }
}
