package io.redshiftops.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@link SqlSession} over one JDBC connection, whose statements run in a thread of its own. */
final class JdbcSession implements SqlSession {

    private static final Logger LOG = Logger.getLogger(JdbcSession.class);
    private static final Duration FIRST_QUESTIONS = Duration.ofSeconds(30);
    /** A result is held in memory, and one query must not take the memory of all. */
    private static final long MAX_CHARACTERS = 64L << 20;

    private final Connection connection;
    private final ExecutorService worker;
    private long pid;
    private String startedAt = "";
    private @Nullable Future<SqlResult> running;
    private volatile @Nullable Statement statement;

    private JdbcSession(Connection connection, String label) {
        this.connection = connection;
        this.worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "sql " + label);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A session over a connection, which knows its own identity. */
    static JdbcSession start(Connection connection, String label) {
        JdbcSession session = new JdbcSession(connection, label);
        try {
            String pid = session.ask("SELECT pg_backend_pid()");
            session.pid = Long.parseLong(pid);
            session.startedAt = session.ask("SELECT starttime FROM stv_sessions WHERE process = " + session.pid);
            return session;
        } catch (SqlFailure e) {
            session.close();
            throw e;
        }
    }

    private String ask(String sql) {
        submit(sql);
        SqlResult result = poll(FIRST_QUESTIONS);
        String answer = result == null ? null : result.single();
        if (answer == null) {
            throw new SqlFailure(
                    SqlFailure.Kind.CONNECTION, null, "the session did not tell who it is: " + sql, null, null);
        }
        return answer;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public String startedAt() {
        return startedAt;
    }

    @Override
    public void submit(String sql) {
        if (running != null) {
            throw new IllegalStateException("the statement before has not finished");
        }
        running = worker.submit(() -> execute(sql));
    }

    private SqlResult execute(String sql) throws SQLException {
        long begin = System.nanoTime();
        try (Statement current = connection.createStatement()) {
            statement = current;
            boolean rows = current.execute(sql);
            List<String> columns = List.of();
            List<List<@Nullable String>> values = List.of();
            if (rows) {
                try (ResultSet result = current.getResultSet()) {
                    columns = columns(result.getMetaData());
                    values = values(current, result, columns.size());
                }
            }
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
            return new SqlResult(columns, values, rows ? 0 : Math.max(0, current.getUpdateCount()), micros);
        } finally {
            statement = null;
        }
    }

    private static List<String> columns(ResultSetMetaData metaData) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            columns.add(metaData.getColumnLabel(column));
        }
        return columns;
    }

    private static List<List<@Nullable String>> values(Statement current, ResultSet result, int columns)
            throws SQLException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        long characters = 0;
        while (result.next()) {
            List<@Nullable String> row = new ArrayList<>(columns);
            for (int column = 1; column <= columns; column++) {
                String value = result.getString(column);
                characters += value == null ? 1 : value.length() + 1;
                row.add(value);
            }
            rows.add(row);
            if (characters > MAX_CHARACTERS) {
                current.cancel();
                throw new SqlFailure(
                        SqlFailure.Kind.STATEMENT,
                        null,
                        "the result is larger than %d MiB: return fewer rows or columns"
                                .formatted(MAX_CHARACTERS >> 20),
                        null,
                        null);
            }
        }
        return rows;
    }

    @Override
    public @Nullable SqlResult poll(Duration atMost) {
        Future<SqlResult> current = running;
        if (current == null) {
            throw new IllegalStateException("no statement was submitted");
        }
        try {
            SqlResult result = current.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            running = null;
            return result;
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SqlFailure(SqlFailure.Kind.CANCELED, null, "the operator is stopping", null, e);
        } catch (ExecutionException e) {
            running = null;
            if (e.getCause() instanceof SqlFailure failure) {
                throw failure;
            }
            throw e.getCause() instanceof SQLException sql
                    ? JdbcFailures.translate(sql)
                    : new SqlFailure(SqlFailure.Kind.CONNECTION, null, String.valueOf(e.getCause()), null, e);
        }
    }

    @Override
    public void cancel() {
        Statement current = statement;
        if (current != null) {
            try {
                current.cancel();
            } catch (SQLException e) {
                // It finished meanwhile, or the connection is gone: both end it.
                LOG.debugf("cannot cancel a statement of session %d: %s", pid, e.getMessage());
            }
        }
    }

    /** Says goodbye to the server, or breaks the connection if a statement is still under way: both roll back. */
    @Override
    public void close() {
        Future<SqlResult> current = running;
        boolean idle = current == null || current.isDone();
        cancel();
        worker.shutdownNow();
        try {
            if (idle) {
                connection.close();
            } else {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debugf("cannot close session %d: %s", pid, e.getMessage());
        }
    }
}
