package io.redshiftops.sandbox.redshift.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What happened in a cluster, which the system views read from files in its data directory. Safe for use by several
 * threads.
 */
public final class SystemLog {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final long FILE_LIMIT = 4 << 20;
    private static final int QUERY_TEXT = 4000;
    private static final int FILE_NAME = 256;
    private static final int RAW_TEXT = 1024;
    private static final int RECENT = 64;

    private final AtomicLong transactions = new AtomicLong(1000);
    private final AtomicLong queries = new AtomicLong(100);
    private final AtomicLong queryIds = new AtomicLong(100_000);
    private final EventFile queryFile = new EventFile("queries", FILE_LIMIT);
    private final EventFile transactionFile = new EventFile("transactions", FILE_LIMIT);
    private final EventFile loadFile = new EventFile("loads", FILE_LIMIT);
    private final EventFile loadedFile = new EventFile("load_files", FILE_LIMIT);
    private final EventFile rejectionFile = new EventFile("load_errors", FILE_LIMIT);
    private final Deque<Recent> recent = new ArrayDeque<>();
    private boolean open;

    private record Recent(long id, int process, Instant begin, Instant end) {}

    /** Begins to keep the log in a data directory, if it does not yet. */
    public synchronized void open(Path dataDirectory) {
        if (open) {
            return;
        }
        Path directory = dataDirectory.resolve("redshift");
        try {
            Files.createDirectories(directory);
            for (EventFile file : List.of(queryFile, transactionFile, loadFile, loadedFile, rejectionFile)) {
                file.open(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a log in " + directory, e);
        }
        open = true;
    }

    /** The number of a new transaction. */
    public long nextTransaction() {
        return transactions.incrementAndGet();
    }

    public void transactionBegan(SessionRecord session, long id, Instant start) {
        transactionFile.append(event("begin", session).put("xid", id).put("start", timestamp(start)));
    }

    public void transactionEnded(SessionRecord session, long id, Instant start, boolean committed) {
        Instant now = Instant.now();
        transactionFile.append(event("end", session)
                .put("xid", id)
                .put("finish", timestamp(now))
                .put("committed", committed));
        synchronized (recent) {
            recent.addLast(new Recent(id, session.process(), start, now));
            if (recent.size() > RECENT) {
                recent.removeFirst();
            }
        }
    }

    /** The latest transaction that ended after the given time, as Redshift's messages name it; empty if there is none. */
    public String overlapping(Instant start) {
        synchronized (recent) {
            Iterator<Recent> latestFirst = recent.descendingIterator();
            while (latestFirst.hasNext()) {
                Recent candidate = latestFirst.next();
                if (candidate.end().isAfter(start)) {
                    return candidate.id() + " (pid:" + candidate.process() + ")";
                }
            }
        }
        return "";
    }

    /**
     * A statement begins to run.
     *
     * @param computes whether the compute nodes run it, so that it gets a number in the STL tables
     */
    public QueryRecord begin(
            SessionRecord session, long transaction, String label, String type, String text, boolean computes) {
        QueryRecord query = new QueryRecord(
                computes ? queries.incrementAndGet() : -1,
                queryIds.incrementAndGet(),
                session,
                transaction,
                label,
                type,
                text,
                Instant.now(),
                null);
        queryFile.append(event("begin", session)
                .put("id", query.queryId())
                .put("query", query.query())
                .put("xid", transaction)
                .put("label", EventFile.text(label, 320))
                .put("type", type)
                .put("text", EventFile.text(text, QUERY_TEXT))
                .put("start", timestamp(query.start())));
        return query;
    }

    /** A statement ended. */
    public void ended(QueryRecord query) {
        QueryRecord.End end = query.end();
        if (end == null) {
            throw new IllegalArgumentException("the query " + query.queryId() + " has not ended");
        }
        ObjectNode event = event("end", query.session())
                .put("id", query.queryId())
                .put("finish", timestamp(end.time()))
                .put("status", end.status().name().toLowerCase(Locale.ROOT))
                .put("error", EventFile.text(end.error(), 512))
                .put("rows", end.rows())
                .put("bytes", end.bytes());
        QueryRecord cached = end.cachedFrom();
        if (cached != null) {
            event.put("cached_query", cached.query()).put("cached_id", cached.queryId());
        }
        queryFile.append(event);
    }

    /** A COPY ended. */
    public void loaded(LoadRecord load) {
        SessionRecord session = load.query().session();
        long rejected = load.errors().size();
        for (LoadRecord.File file : load.files()) {
            loadedFile.append(event("file", session)
                    .put("id", load.query().queryId())
                    .put("query", load.query().query())
                    .put("name", EventFile.text(file.name(), FILE_NAME))
                    .put("bytes", file.bytes())
                    .put("lines", file.lines())
                    .put("errors", file.errors())
                    .put("start", timestamp(file.start()))
                    .put("finish", timestamp(file.end()))
                    .put("format", load.format())
                    .put("loaded", load.status() == LoadRecord.Status.COMPLETED));
        }
        load.errors().forEach(rejection -> rejectionFile.append(rejection(load, rejection)));
        loadFile.append(event("load", session)
                .put("id", load.query().queryId())
                .put("query", load.query().query())
                .put("xid", load.query().transaction())
                .put("table", load.table())
                .put("status", load.status().name().toLowerCase(Locale.ROOT))
                .put("start", timestamp(load.start()))
                .put("finish", timestamp(load.end()))
                .put("source", EventFile.text(load.source(), QUERY_TEXT))
                .put("format", load.format())
                .put("rows", load.rows())
                .put("bytes", load.bytes())
                .put("files", load.files().size())
                .put("errors", rejected));
    }

    private static ObjectNode rejection(LoadRecord load, LoadRecord.Rejection rejection) {
        return event("error", load.query().session())
                .put("id", load.query().queryId())
                .put("query", load.query().query())
                .put("xid", load.query().transaction())
                .put("tbl", load.tableId())
                .put("file", EventFile.text(rejection.file(), FILE_NAME))
                .put("line", rejection.line())
                .put("col", EventFile.text(rejection.column(), 127))
                .put("type", EventFile.text(rejection.type(), 10))
                .put("length", EventFile.text(rejection.length(), 10))
                .put("position", rejection.position())
                .put("raw_line", EventFile.text(rejection.rawLine(), RAW_TEXT))
                .put("raw_field", EventFile.text(rejection.field(), RAW_TEXT))
                .put("code", rejection.code())
                .put("reason", EventFile.text(rejection.reason(), 512))
                .put("start", timestamp(rejection.time()));
    }

    private static ObjectNode event(String kind, SessionRecord session) {
        return EventFile.event()
                .put("event", kind)
                .put("pid", session.process())
                .put("since", timestamp(session.start()))
                .put("userid", session.userId())
                .put("username", session.user())
                .put("db", session.database());
    }

    private static String timestamp(Instant time) {
        return TIMESTAMP.format(time);
    }
}
