package io.redshiftops.sandbox.redshift.postgres;

import io.redshiftops.sandbox.redshift.wire.BodyReader;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import io.redshiftops.sandbox.redshift.wire.WireInput;
import io.redshiftops.sandbox.redshift.wire.WireOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A connection to a PostgreSQL server, from the client's side of the protocol; for one thread at a time. */
public final class Backend implements AutoCloseable {

    private static final int PROTOCOL_3_0 = 196608;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int CLEARTEXT_PASSWORD = 3;

    private final Path socketPath;
    private final UnixSocket socket;
    private final WireInput input;
    private final WireOutput output;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final AtomicLong cancellations = new AtomicLong();
    private int processId;
    private byte[] cancelKey = new byte[0];

    private Backend(Path socketPath, UnixSocket socket) {
        this.socketPath = socketPath;
        this.socket = socket;
        this.input = new WireInput(socket.input());
        this.output = new WireOutput(socket.output());
    }

    /**
     * Connects and signs in.
     *
     * @param startup start-up parameters, {@code user} and {@code database} among them
     * @param password sent if the server asks for one
     * @throws ProblemException with what the server says if it refuses
     */
    static Backend connect(Path socketPath, Map<String, String> startup, @Nullable String password) throws IOException {
        Backend backend = new Backend(socketPath, UnixSocket.connect(socketPath));
        try {
            backend.signIn(startup, password);
            return backend;
        } catch (IOException | RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    private void signIn(Map<String, String> startup, @Nullable String password) throws IOException {
        BodyWriter body = new BodyWriter().addInt(PROTOCOL_3_0);
        startup.forEach((name, value) -> body.addString(name).addString(value));
        byte[] bytes = body.addByte(0).bytes();
        output.writeInt(bytes.length + Integer.BYTES);
        output.writeBytes(bytes, 0, bytes.length);
        output.flush();
        while (true) {
            Message message = input.readMessage();
            switch (message.type()) {
                case Types.AUTHENTICATION -> authenticate(message.reader().readInt(), password);
                case Types.PARAMETER_STATUS -> noteParameter(message);
                case Types.BACKEND_KEY_DATA -> {
                    BodyReader reader = message.reader();
                    processId = reader.readInt();
                    cancelKey = reader.readRest();
                }
                case Types.ERROR_RESPONSE -> throw new ProblemException(Problem.read(message));
                case Types.READY_FOR_QUERY -> {
                    return;
                }
                default -> {
                    // Notices at sign-in say nothing to anybody.
                }
            }
        }
    }

    private void authenticate(int method, @Nullable String password) throws IOException {
        if (method == CLEARTEXT_PASSWORD) {
            output.writeMessage(
                    new BodyWriter().addString(password == null ? "" : password).message(Types.PASSWORD));
            output.flush();
        } else if (method != 0) {
            throw new IOException("the server asks for authentication method " + method);
        }
    }

    /** Records a ParameterStatus message. */
    public void noteParameter(Message message) {
        BodyReader reader = message.reader();
        parameters.put(reader.readString(), reader.readString());
    }

    /** The settings that the server reported, by name. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The process that serves this connection. */
    public int processId() {
        return processId;
    }

    /** What the server sends. */
    public WireInput input() {
        return input;
    }

    /** What the server gets. */
    public WireOutput output() {
        return output;
    }

    /**
     * Runs statements by the simple protocol.
     *
     * @return the rows of all results, values in text form
     * @throws ProblemException with the first error
     */
    public List<List<@Nullable String>> execute(String sql) throws IOException {
        output.writeMessage(new BodyWriter().addString(sql).message(Types.QUERY));
        output.flush();
        List<List<@Nullable String>> rows = new ArrayList<>();
        Problem problem = null;
        while (true) {
            Message message = input.readMessage();
            switch (message.type()) {
                case Types.DATA_ROW -> rows.add(row(message));
                case Types.ERROR_RESPONSE -> problem = Problem.read(message);
                case Types.PARAMETER_STATUS -> noteParameter(message);
                case Types.READY_FOR_QUERY -> {
                    if (problem != null) {
                        throw new ProblemException(problem);
                    }
                    return rows;
                }
                default -> {
                    // Descriptions, tags and notices are not wanted here.
                }
            }
            if (problem != null && problem.severity().equals("FATAL")) {
                throw new ProblemException(problem);
            }
        }
    }

    /** The values of a DataRow in text form. */
    public static List<@Nullable String> row(Message message) {
        BodyReader reader = message.reader();
        int count = reader.readShort();
        List<@Nullable String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = reader.readInt();
            if (length < 0) {
                values.add(null);
            } else {
                int start = reader.position();
                reader.skip(length);
                values.add(new String(message.body(), start, length, StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    /** How often what this connection ran was cancelled; usable by any thread. */
    public long cancellations() {
        return cancellations.get();
    }

    /** Somebody else asked the server to cancel what this connection runs; usable by any thread. */
    public void noteCancellation() {
        cancellations.incrementAndGet();
    }

    /** Whether the server has sent an error that nobody has read yet. */
    public boolean hasFailed() throws IOException {
        return input.isNext(Types.ERROR_RESPONSE);
    }

    /** Asks the server, over a connection of its own, to cancel what this connection runs; usable by any thread. */
    public void cancel() throws IOException {
        noteCancellation();
        byte[] body = new BodyWriter()
                .addInt(CANCEL_REQUEST)
                .addInt(processId)
                .addBytes(cancelKey)
                .bytes();
        try (UnixSocket cancelling = UnixSocket.connect(socketPath)) {
            WireOutput request = new WireOutput(cancelling.output());
            request.writeInt(body.length + Integer.BYTES);
            request.writeBytes(body, 0, body.length);
            request.flush();
            // The server closes when it has passed the request on.
            int end = cancelling.input().read();
            if (end >= 0) {
                throw new IOException("the server answers a cancel request with " + end);
            }
        }
    }

    /** Closes the connection; an open transaction is rolled back. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
