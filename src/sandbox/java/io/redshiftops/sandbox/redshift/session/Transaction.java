package io.redshiftops.sandbox.redshift.session;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A session's current transaction, explicit or not. */
final class Transaction {

    private final long id;
    private final Instant start;
    private final Set<String> read = new LinkedHashSet<>();
    private final Set<String> written = new LinkedHashSet<>();
    private boolean snapshotTaken;
    private boolean definitionsChanged;

    Transaction(long id, Instant start) {
        this.id = id;
        this.start = start;
    }

    /** Its number, as the system views show it. */
    long id() {
        return id;
    }

    Instant start() {
        return start;
    }

    /** Whether a statement has fixed what the transaction sees. */
    boolean snapshotTaken() {
        return snapshotTaken;
    }

    void takeSnapshot() {
        snapshotTaken = true;
    }

    /** The tables that it read, as statements name them. */
    Set<String> read() {
        return read;
    }

    /** The tables that it wrote, as statements name them. */
    Set<String> written() {
        return written;
    }

    /** Whether it created, altered or dropped something. */
    boolean definitionsChanged() {
        return definitionsChanged;
    }

    void changeDefinitions() {
        definitionsChanged = true;
    }
}
