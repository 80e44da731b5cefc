package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.QueryRecord;
import io.redshiftops.sandbox.redshift.catalog.SessionRecord;
import io.redshiftops.sandbox.redshift.dialect.Statement;
import io.redshiftops.sandbox.redshift.postgres.Backend;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session knows while it talks to its client: its two peers, its settings and its transaction. */
final class Conversation {

    /** The settings that clients are told of; PostgreSQL reports more than Redshift has. */
    private static final Set<String> REPORTED = Set.of(
            "application_name",
            "client_encoding",
            "DateStyle",
            "integer_datetimes",
            "is_superuser",
            "server_encoding",
            "session_authorization",
            "standard_conforming_strings",
            "TimeZone");

    /** Notices of this code name the session that pg_cancel_backend was called for. */
    private static final String CANCELLED_BY_SQL = "RS001";

    private final SessionHost host;
    private final ClientConnection client;
    private final Backend backend;
    private final SessionRecord session;
    private final Pipeline pipeline;
    private final SessionSettings settings = new SessionSettings();
    private final ErrorTranslation errors;

    private @Nullable Transaction transaction;
    private @Nullable QueryRecord running;

    Conversation(SessionHost host, ClientConnection client, Backend backend, SessionRecord session) {
        this.host = host;
        this.client = client;
        this.backend = backend;
        this.session = session;
        this.errors = new ErrorTranslation(new ConcurrentTransactions(host, session, settings));
        this.pipeline = new Pipeline(backend, new Pipeline.Unasked() {
            @Override
            public void notice(Problem notice) throws IOException {
                if (notice.code().equals(CANCELLED_BY_SQL)) {
                    host.sessions().noteCancellation(Integer.parseInt(notice.message()));
                } else {
                    tell(notice);
                }
            }

            @Override
            public void parameter(Message status) throws IOException {
                if (REPORTED.contains(status.reader().readString())) {
                    client.output().writeMessage(status);
                }
            }
        });
    }

    SessionHost host() {
        return host;
    }

    ClientConnection client() {
        return client;
    }

    Backend backend() {
        return backend;
    }

    SessionRecord session() {
        return session;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    SessionSettings settings() {
        return settings;
    }

    /** Whether quoted names keep their case. */
    boolean caseSensitive() {
        return settings.isOn("enable_case_sensitive_identifier", false);
    }

    /** Tells the client what the server reports about itself. */
    void reportParameters() throws IOException {
        for (var parameter : backend.parameters().entrySet()) {
            if (REPORTED.contains(parameter.getKey())) {
                report(parameter.getKey(), parameter.getValue());
            }
        }
        report("server_version", ErrorTranslation.SERVER_VERSION);
    }

    private void report(String name, String value) throws IOException {
        client.output()
                .writeMessage(new BodyWriter().addString(name).addString(value).message(Types.PARAMETER_STATUS));
    }

    /** Sends a notice. */
    void tell(Problem notice) throws IOException {
        Problem translated = errors.notice(notice);
        if (translated != null) {
            client.output().writeMessage(translated.message(Types.NOTICE_RESPONSE));
        }
    }

    /** Sends an error and records that the running statement failed. */
    void fail(Problem error) throws IOException {
        QueryRecord query = running;
        Problem translated = errors.error(error, query, transaction);
        if (query != null) {
            boolean canceled = translated.code().equals("57014");
            endQuery(query, canceled ? QueryRecord.Status.CANCELED : QueryRecord.Status.FAILED, translated.message());
        }
        client.output().writeMessage(translated.message(Types.ERROR_RESPONSE));
    }

    /**
     * Makes the backend's transaction fail for an error that it does not know of.
     *
     * @return what to answer: this error, or an earlier one of the same batch
     */
    Problem refuse(Problem error) throws IOException {
        Problem earlier = pipeline.await();
        if (earlier != null) {
            return earlier;
        }
        pipeline.request(Types.PARSE, Pipeline.parse("", "refused"));
        pipeline.await();
        return error;
    }

    /** The session ended, whatever was under way. */
    void end() {
        QueryRecord query = running;
        if (query != null) {
            endQuery(query, QueryRecord.Status.CANCELED, "the session ended");
        }
        endTransaction(false);
    }

    /** The current transaction; one begins if there is none. */
    Transaction transaction() {
        Transaction current = transaction;
        if (current == null) {
            current = new Transaction(host.log().nextTransaction(), Instant.now());
            transaction = current;
            settings.begin();
            host.log().transactionBegan(session, current.id(), current.start());
        }
        return current;
    }

    /** The current transaction ended, if there is one. */
    void endTransaction(boolean committed) {
        Transaction ended = transaction;
        if (ended != null) {
            transaction = null;
            settings.end(committed);
            if (committed && ended.changed()) {
                host.results().changed();
            }
            host.log().transactionEnded(session, ended.id(), ended.start(), committed);
        }
    }

    /** Ends an implicit transaction or the skipping after an error, and tells the client that it may go on. */
    void ready() throws IOException {
        boolean failed = pipeline.failure() != null;
        Problem late = pipeline.sync();
        if (late != null) {
            fail(late);
        }
        if (pipeline.status() == 'I') {
            endTransaction(!failed && late == null);
        }
        client.output().writeMessage(Types.READY_FOR_QUERY, new byte[] {(byte) pipeline.status()});
    }

    /** A statement begins to run. */
    QueryRecord beginQuery(Statement statement) {
        QueryRecord query = host.log()
                .begin(
                        session,
                        transaction().id(),
                        settings.value("query_group", "default"),
                        statement.kind().queryType(),
                        statement.text(),
                        statement.kind().isQuery());
        running = query;
        return query;
    }

    /** A statement succeeded. */
    void endQuery(QueryRecord query, QueryRecord.End end) {
        running = null;
        host.log().ended(query.ended(end));
    }

    private void endQuery(QueryRecord query, QueryRecord.Status status, String error) {
        endQuery(query, new QueryRecord.End(Instant.now(), status, error, 0, 0, null));
    }
}
