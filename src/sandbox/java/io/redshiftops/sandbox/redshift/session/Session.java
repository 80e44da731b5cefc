package io.redshiftops.sandbox.redshift.session;

import static java.lang.System.Logger.Level.DEBUG;

import io.redshiftops.sandbox.redshift.catalog.SessionRecord;
import io.redshiftops.sandbox.redshift.postgres.Backend;
import io.redshiftops.sandbox.redshift.postgres.PostgresServer;
import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client's session, from its first byte to its last, on a thread of its own. */
public final class Session implements Runnable {

    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final int AUTHENTICATION_OK = 0;
    private static final int AUTHENTICATION_CLEARTEXT = 3;

    private static final String UTF_8 = "UTF8";

    /** What clients may say that they speak; SQL_ASCII is what psql says where there is no locale. */
    private static final Set<String> ENCODINGS = Set.of(UTF_8, "UNICODE", "SQLASCII");

    /** Start-up parameters that PostgreSQL takes as settings; what else Redshift's drivers send tells about them. */
    private static final List<String> PASSED_ON =
            List.of("application_name", "DateStyle", "TimeZone", "extra_float_digits");

    private final SessionHost host;
    private final ClientConnection client;
    private final int key = new SecureRandom().nextInt();
    private volatile @Nullable Backend backend;

    /** Takes a fresh connection over. */
    public Session(SessionHost host, Socket socket) throws IOException {
        this.host = host;
        this.client = new ClientConnection(socket);
    }

    @Override
    public void run() {
        try (client) {
            try {
                begin();
            } catch (ProblemException e) {
                farewell(e.problem());
            } catch (SessionEndedException e) {
                farewell(e.problem());
            }
        } catch (IOException | UncheckedIOException e) {
            // Clients leave as they like; what they had under way is rolled back.
            LOG.log(DEBUG, "the connection of {0} ended: {1}", client.remote(), e.getMessage());
        }
    }

    private void begin() throws IOException {
        Handshake handshake = Handshake.read(client, host::tls);
        if (handshake instanceof Handshake.Start start) {
            serve(start.parameters());
        } else if (handshake instanceof Handshake.Cancel cancel) {
            host.sessions().cancel(cancel);
        }
    }

    private void farewell(Problem problem) throws IOException {
        client.output().writeMessage(problem.message(Types.ERROR_RESPONSE));
        client.output().flush();
    }

    private void serve(Map<String, String> parameters) throws IOException {
        String user = parameters.get("user");
        if (user == null) {
            throw new ProblemException(Problem.fatal("28000", "no PostgreSQL user name specified in startup packet"));
        }
        String database = parameters.getOrDefault("database", user);
        String password = askPassword();
        PostgresServer server = host.enter();
        try (Backend opened = server.connect(startup(parameters, user, database), password)) {
            backend = opened;
            int process = opened.processId();
            host.sessions().add(process, this);
            try {
                Conversation conversation = new Conversation(host, client, opened, record(opened, user, database));
                try {
                    converse(conversation);
                } finally {
                    conversation.end();
                }
            } finally {
                host.sessions().remove(process);
            }
        } finally {
            host.leave();
        }
    }

    private String askPassword() throws IOException {
        client.output()
                .writeMessage(new BodyWriter().addInt(AUTHENTICATION_CLEARTEXT).message(Types.AUTHENTICATION));
        client.output().flush();
        Message answer = client.input().readMessage();
        if (answer.type() != Types.PASSWORD) {
            throw new ProblemException(Problem.fatal("08P01", "expected password response"));
        }
        return answer.reader().readString();
    }

    private static Map<String, String> startup(Map<String, String> parameters, String user, String database) {
        String encoding = parameters.getOrDefault("client_encoding", UTF_8);
        if (!ENCODINGS.contains(encoding.replaceAll("['_-]", "").toUpperCase(Locale.ROOT))) {
            throw new ProblemException(
                    Problem.fatal("0A000", "client_encoding " + encoding + " is not emulated by this sandbox"));
        }
        Map<String, String> startup = new LinkedHashMap<>();
        startup.put("client_encoding", UTF_8);
        startup.put("user", user);
        startup.put("database", database);
        for (String name : PASSED_ON) {
            String value = parameters.get(name);
            if (value != null) {
                startup.put(name, value);
            }
        }
        return startup;
    }

    private static SessionRecord record(Backend opened, String user, String database) throws IOException {
        List<@Nullable String> row = opened.execute("""
                        select r.oid, extract(epoch from pg_catalog.pg_stat_get_backend_start(s.id)) * 1000000
                        from pg_catalog.pg_roles r, pg_catalog.pg_stat_get_backend_idset() as s(id)
                        where r.rolname = session_user
                        and pg_catalog.pg_stat_get_backend_pid(s.id) = pg_catalog.pg_backend_pid()""").get(0);
        long micros = new BigDecimal(Objects.requireNonNull(row.get(1))).longValue();
        return new SessionRecord(
                opened.processId(),
                Integer.parseInt(Objects.requireNonNull(row.get(0))),
                user,
                database,
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    private void converse(Conversation conversation) throws IOException {
        greet(conversation);
        StatementFlow flow = new StatementFlow(conversation);
        SimpleProtocol simple = new SimpleProtocol(conversation, flow);
        ExtendedProtocol extended = new ExtendedProtocol(conversation, flow);
        while (true) {
            if (!client.input().hasBuffered()) {
                client.output().flush();
            }
            Message message = client.input().readMessage();
            switch (message.type()) {
                case Types.QUERY -> simple.query(message.reader().readString());
                case Types.TERMINATE -> {
                    return;
                }
                case Types.FLUSH -> extended.flush();
                case Types.COPY_DATA, Types.COPY_DONE, Types.COPY_FAIL -> {
                    // What a client still sends of a COPY FROM STDIN that was refused is ignored, as PostgreSQL does.
                }
                default -> extended.accept(message);
            }
        }
    }

    private void greet(Conversation conversation) throws IOException {
        client.output().writeMessage(new BodyWriter().addInt(AUTHENTICATION_OK).message(Types.AUTHENTICATION));
        conversation.reportParameters();
        client.output()
                .writeMessage(new BodyWriter()
                        .addInt(conversation.session().process())
                        .addInt(key)
                        .message(Types.BACKEND_KEY_DATA));
        conversation.ready();
    }

    boolean hasKey(int candidate) {
        return candidate == key;
    }

    /** Asks the backend to stop what it does. */
    void cancel() throws IOException {
        Backend running = backend;
        if (running != null) {
            running.cancel();
        }
    }

    /** The backend was asked to stop what it does. */
    void noteCancellation() {
        Backend running = backend;
        if (running != null) {
            running.noteCancellation();
        }
    }

    /** Ends the session without a farewell. */
    void close() {
        try {
            client.close();
        } catch (IOException e) {
            LOG.log(DEBUG, "cannot close the connection of {0}: {1}", client.remote(), e.getMessage());
        }
    }
}
