package io.redshiftops.sandbox.aws.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The calls that were made, oldest first; the oldest are forgotten when there are very many. */
public final class Journal {

    private static final int CAPACITY = 200_000;

    private final Deque<JournalEntry> entries = new ArrayDeque<>();

    public synchronized void add(JournalEntry entry) {
        if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    public synchronized void clear() {
        entries.clear();
    }
}
