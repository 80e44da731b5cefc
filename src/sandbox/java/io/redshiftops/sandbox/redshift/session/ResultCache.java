package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.QueryRecord;
import io.redshiftops.sandbox.redshift.wire.BodyReader;
import io.redshiftops.sandbox.redshift.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The results of a cluster's latest queries, for those who ask the same again. Any committed change of the cluster
 * forgets them all, and a user shares them with nobody: less than Redshift keeps, but never something stale. Safe for use
 * by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/c_challenges_achieving_high_performance_queries.html">Result
 *     caching</a>
 */
public final class ResultCache {

    private static final int MOST_RESULTS = 200;
    private static final int MOST_BYTES = 256 << 10;

    /** Names whose value differs from one run to the next, and system views. That literals may hold them does no harm. */
    private static final Pattern VOLATILE = Pattern.compile(
            "\\b(getdate|sysdate|now|random|timeofday|clock_timestamp|statement_timestamp|transaction_timestamp"
                    + "|current_\\w+|localtime\\w*|user|session_user|version|nextval|currval|lastval|txid_\\w+|for|into"
                    + "|(pg|stl|stv|svl|svv|svcs|sys|has|information_schema)_?\\w*)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern QUERY =
            Pattern.compile("\\s*(select|with)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Map<Key, Result> results = new LinkedHashMap<>();
    private long changes;

    /**
     * What must be the same.
     *
     * @param bind the Bind message's body: parameters and the formats of result columns
     */
    record Key(int user, String database, Map<String, String> settings, String text, ByteBuffer bind) {}

    /** The messages of an answer, from the first row to the completion. */
    record Result(QueryRecord origin, long rows, long bytes, List<Message> messages) {}

    /** A result in the making. */
    final class Recording {

        private final Key key;
        private final long began;
        private final List<Message> messages = new ArrayList<>();
        private long bytes;

        private Recording(Key key, long began) {
            this.key = key;
            this.began = began;
        }

        /** Whether one more message still fits. */
        boolean takes(int length) {
            return bytes + length <= MOST_BYTES;
        }

        void add(Message message) {
            bytes += message.body().length;
            messages.add(message);
        }

        /** Keeps the result, unless something changed since its query began. */
        void keep(QueryRecord origin, long rows, long resultBytes) {
            store(key, began, new Result(origin, rows, resultBytes, List.copyOf(messages)));
        }
    }

    /** Whether a text can have a result that stays the same. */
    static boolean isCacheable(String text) {
        return QUERY.matcher(text).matches() && !VOLATILE.matcher(text).find();
    }

    /** The result for one whose snapshot was taken at this version; null if there is none. */
    synchronized @Nullable Result find(Key key, long version) {
        return version == changes ? results.get(key) : null;
    }

    /**
     * Begins to keep a result.
     *
     * @param version of before the query's snapshot
     */
    Recording record(Key key, long version) {
        return new Recording(key, version);
    }

    /** Another number after each change. */
    synchronized long version() {
        return changes;
    }

    private synchronized void store(Key key, long began, Result result) {
        if (began != changes) {
            return;
        }
        results.put(key, result);
        if (results.size() > MOST_RESULTS) {
            var oldest = results.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** A change is committed; to be called before its client learns of that. */
    synchronized void changed() {
        changes++;
        results.clear();
    }

    /** What a Bind message says, whatever the names of its portal and statement. */
    static ByteBuffer values(byte[] bind) {
        BodyReader reader = new Message(0, bind).reader();
        reader.readString();
        reader.readString();
        return ByteBuffer.wrap(reader.readRest());
    }
}
