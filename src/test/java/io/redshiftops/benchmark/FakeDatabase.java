package io.redshiftops.benchmark;

import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlLogin;
import io.redshiftops.sql.SqlResult;
import io.redshiftops.sql.SqlServer;
import io.redshiftops.sql.SqlSession;
import io.redshiftops.sql.SqlSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A database that knows the statements of a benchmark and behaves as a test says. Thread-safe. */
final class FakeDatabase implements SqlSessions {

    static final String ADMIN = "awsuser";

    private static final Pattern TAGGED = Pattern.compile(
            "^/\\* redshift-operator run=(\\w+) batch=(\\d+) seq=(\\d+) purpose=(\\w+) round=(\\d+) query=(\\S+) variant=(\\S+) \\*/ .*",
            Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

    /** Everything that was submitted, by user. */
    final List<String> statements = new CopyOnWriteArrayList<>();

    /** Every execution of a query, in order. */
    final List<Tagged> executions = new CopyOnWriteArrayList<>();

    final Map<String, String> passwords = new ConcurrentHashMap<>(Map.of(ADMIN, "Secret1"));
    final Map<Long, String> sessions = new ConcurrentHashMap<>();
    final Set<String> schemas = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> grants = new ConcurrentHashMap<>();
    private final List<Recorded> history = new CopyOnWriteArrayList<>();
    private final AtomicLong pids = new AtomicLong(1000);

    /** What a query returns. */
    volatile Function<Tagged, List<List<@Nullable String>>> rows = tagged -> List.of(List.of("1"));

    /** What the database records of an execution. */
    volatile Function<Tagged, HistoryRow> records = tagged -> row(1_000);

    /** How many looks at the history miss a row. */
    volatile int late;

    /** How an execution fails; null for not at all. */
    volatile Function<Tagged, @Nullable SqlFailure> failure = tagged -> null;

    /** Which executions never end by themselves. */
    volatile Predicate<Tagged> hangs = tagged -> false;

    volatile String cache = "off";
    volatile boolean unreachable;

    /** An execution of a query. */
    record Tagged(String run, int sequence, String purpose, int round, String query, String variant, String user) {}

    private record Recorded(Tagged tagged, String text, long pid, HistoryRow row, AtomicLong looks) {}

    FakeDatabase(String... schemas) {
        this.schemas.addAll(Arrays.asList(schemas));
    }

    /** A row of an execution that counts. */
    static HistoryRow row(long micros) {
        return new HistoryRow(7, "success", false, micros + 100, 0, micros, 0, 0, "primary", "1.0.1");
    }

    static SqlFailure failure(SqlFailure.Kind kind, String said) {
        return new SqlFailure(kind, null, said, null, null);
    }

    /** Users beside the admin. */
    Set<String> users() {
        Set<String> users = new TreeSet<>(passwords.keySet());
        users.remove(ADMIN);
        return users;
    }

    @Override
    public SqlSession open(SqlServer server, SqlLogin login, String label) {
        if (unreachable) {
            throw failure(SqlFailure.Kind.CONNECTION, "connection refused");
        }
        if (!login.password().equals(passwords.get(login.username()))) {
            throw failure(SqlFailure.Kind.LOGIN, "password authentication failed");
        }
        Session session = new Session(pids.incrementAndGet(), login.username());
        sessions.put(session.pid(), session.startedAt());
        return session;
    }

    private final class Session implements SqlSession {
        private final long pid;
        private final String user;
        private volatile CountDownLatch canceled = new CountDownLatch(1);
        private @Nullable SqlResult result;
        private @Nullable SqlFailure failed;
        private boolean hanging;

        Session(long pid, String user) {
            this.pid = pid;
            this.user = user;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public String startedAt() {
            return "2026-01-01 00:00:" + pid;
        }

        @Override
        public void submit(String sql) {
            statements.add(user + ": " + sql);
            result = null;
            failed = null;
            hanging = false;
            canceled = new CountDownLatch(1);
            Matcher matcher = TAGGED.matcher(sql);
            if (!sessions.containsKey(pid)) {
                failed = failure(SqlFailure.Kind.CONNECTION, "terminating connection due to administrator command");
            } else if (matcher.matches()) {
                execute(matcher, sql);
            } else {
                result = answer(sql);
            }
        }

        private void execute(Matcher matcher, String sql) {
            Tagged tagged = new Tagged(
                    matcher.group(1),
                    Integer.parseInt(matcher.group(3)),
                    matcher.group(4),
                    Integer.parseInt(matcher.group(5)),
                    matcher.group(6),
                    matcher.group(7),
                    user);
            executions.add(tagged);
            failed = failure.apply(tagged);
            hanging = hangs.test(tagged);
            history.add(new Recorded(tagged, sql, pid, records.apply(tagged), new AtomicLong()));
            result = result(rows.apply(tagged), 2_000);
        }

        private SqlResult answer(String sql) {
            if (sql.startsWith("SELECT substring(query_text")) {
                return rows(history(sql));
            }
            if (sql.startsWith("SELECT current_setting")) {
                return rows(List.of(List.of(cache)));
            }
            if (sql.startsWith("SELECT 1 FROM pg_user")) {
                return one(passwords.containsKey(literal(sql, 0)));
            }
            if (sql.startsWith("SELECT 1 FROM pg_namespace")) {
                return one(schemas.contains(literal(sql, 0)));
            }
            if (sql.startsWith("SELECT nspname")) {
                String user = literal(sql, 1).replace("%", "").replace("=", "");
                return rows(grants.getOrDefault(user, Set.of()).stream()
                        .map(schema -> List.<@Nullable String>of(schema))
                        .toList());
            }
            if (sql.startsWith("SELECT 1 FROM stv_sessions")) {
                String process = sql.replaceAll(".*process = (\\d+).*", "$1");
                return one(literal(sql, 0).equals(sessions.get(Long.valueOf(process))));
            }
            if (sql.startsWith("SELECT pg_terminate_backend")) {
                sessions.remove(Long.valueOf(sql.replaceAll("\\D", "")));
                return one(true);
            }
            change(sql);
            return rows(List.of());
        }

        private void change(String sql) {
            List<String> words = List.of(sql.split(" ", -1));
            if (sql.startsWith("CREATE USER")) {
                passwords.put(words.get(2), literal(sql, 0));
            } else if (sql.startsWith("GRANT USAGE ON SCHEMA")) {
                grants.computeIfAbsent(words.get(6), user -> ConcurrentHashMap.newKeySet())
                        .add(words.get(4).replace("\"", ""));
            } else if (sql.startsWith("REVOKE ALL ON SCHEMA")) {
                grants.getOrDefault(words.get(6), Set.of()).remove(words.get(4).replace("\"", ""));
            } else if (sql.startsWith("DROP USER")) {
                if (!grants.getOrDefault(words.get(2), Set.of()).isEmpty()) {
                    failed = failure(SqlFailure.Kind.STATEMENT, "user has a privilege on some object");
                } else {
                    passwords.remove(words.get(2));
                }
            }
        }

        private List<List<@Nullable String>> history(String sql) {
            String prefix = literal(sql, 0).replace("%", "");
            List<List<@Nullable String>> found = new ArrayList<>();
            for (Recorded recorded : history) {
                boolean asked = recorded.pid() == pid && recorded.text().startsWith(prefix);
                if (asked && recorded.looks().getAndIncrement() >= late) {
                    HistoryRow row = recorded.row();
                    found.add(Arrays.asList(
                            recorded.text()
                                    .substring(0, Math.min(80, recorded.text().length())),
                            Long.toString(row.queryId()),
                            row.status(),
                            row.resultCacheHit() ? "t" : "f",
                            Long.toString(row.elapsedMicros()),
                            Long.toString(row.queueMicros()),
                            Long.toString(row.executionMicros()),
                            Long.toString(row.compileMicros()),
                            Long.toString(row.lockWaitMicros()),
                            row.computeType(),
                            row.version()));
                }
            }
            return found;
        }

        @Override
        public @Nullable SqlResult poll(Duration atMost) {
            if (failed != null) {
                throw failed;
            }
            if (hanging && !isCanceled(atMost)) {
                return null;
            }
            if (hanging) {
                throw failure(SqlFailure.Kind.CANCELED, "canceled on user's request");
            }
            return result;
        }

        private boolean isCanceled(Duration atMost) {
            try {
                return canceled.await(Math.min(atMost.toMillis(), 20), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }

        @Override
        public void cancel() {
            canceled.countDown();
        }

        @Override
        public void close() {
            sessions.remove(pid);
        }
    }

    private static SqlResult rows(List<List<@Nullable String>> rows) {
        return result(rows, 10);
    }

    // NullAway does not see in a class file that values of a result may be null.
    @SuppressWarnings("NullAway")
    static SqlResult result(List<List<@Nullable String>> rows, long micros) {
        return new SqlResult(List.of("c"), rows, 0, micros);
    }

    private static SqlResult one(boolean there) {
        return rows(there ? List.of(List.of("1")) : List.of());
    }

    private static String literal(String sql, int index) {
        Matcher matcher = LITERAL.matcher(sql);
        for (int i = 0; i <= index; i++) {
            if (!matcher.find()) {
                throw new IllegalArgumentException("no literal " + index + " in " + sql);
            }
        }
        return matcher.group(1);
    }
}
