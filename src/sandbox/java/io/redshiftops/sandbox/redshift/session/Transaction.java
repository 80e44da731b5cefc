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
    private long snapshotVersion;
    private boolean changed;
    private boolean block;

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

    /** Its snapshot is about to be taken, when the result cache has this version; only the first call counts. */
    void takeSnapshot(long version) {
        if (!snapshotTaken) {
            snapshotTaken = true;
            snapshotVersion = version;
        }
    }

    /** The result cache's version before the snapshot. */
    long snapshotVersion() {
        return snapshotVersion;
    }

    /** The tables that it read, as statements name them. */
    Set<String> read() {
        return read;
    }

    /** The tables that it wrote, as statements name them. */
    Set<String> written() {
        return written;
    }

    /** Whether it changed rows or definitions. */
    boolean changed() {
        return changed;
    }

    void change() {
        changed = true;
    }

    /** Whether it was begun by BEGIN. */
    boolean isBlock() {
        return block;
    }

    void makeBlock() {
        block = true;
    }
}
