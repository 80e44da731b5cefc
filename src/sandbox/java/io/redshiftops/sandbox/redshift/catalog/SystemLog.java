package io.redshiftops.sandbox.redshift.catalog;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What happened in a cluster. Safe for use by several threads. */
public final class SystemLog {

    private final AtomicLong transactions = new AtomicLong(1000);
    private final AtomicLong queries = new AtomicLong(100);

    public long nextTransaction() {
        return transactions.incrementAndGet();
    }

    public void transactionBegan(SessionRecord session, long id, Instant start) {}

    public void transactionEnded(SessionRecord session, long id, Instant start, boolean committed) {}

    public QueryRecord begin(SessionRecord session, long transaction, String label, String type, String text) {
        return new QueryRecord(
                -1, queries.incrementAndGet(), session, transaction, label, type, text, Instant.now(), null);
    }

    public void ended(QueryRecord query) {}
}
