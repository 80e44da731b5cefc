package io.redshiftops.sandbox.kube.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The objects of one resource and what lately happened to them; guarded by the store's lock. */
final class Shelf {

    private final NavigableMap<StorageKey, StoredObject> objects = new TreeMap<>();
    private final Deque<StoreEvent> history = new ArrayDeque<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final int historyLimit;
    private long oldestVersion;

    Shelf(long version, int historyLimit) {
        this.oldestVersion = version;
        this.historyLimit = historyLimit;
    }

    @Nullable
    StoredObject get(StorageKey key) {
        return objects.get(key);
    }

    void record(StoreEvent event) {
        if (event.type() == StoreEvent.Type.DELETED) {
            objects.remove(event.object().key());
        } else {
            objects.put(event.object().key(), event.object());
        }
        history.addLast(event);
        if (history.size() > historyLimit) {
            oldestVersion = history.removeFirst().version();
        }
        subscriptions.forEach(subscription -> subscription.offer(event));
    }

    List<StoredObject> list(String namespace) {
        return select(objects, namespace);
    }

    /** The objects as they were: the present with the events since then undone. */
    List<StoredObject> listAt(String namespace, long version) throws ExpiredVersionException {
        requireHistory(version);
        NavigableMap<StorageKey, StoredObject> past = new TreeMap<>(objects);
        for (Iterator<StoreEvent> it = history.descendingIterator(); it.hasNext(); ) {
            StoreEvent event = it.next();
            if (event.version() <= version) {
                break;
            }
            StoredObject previous = event.previous();
            if (previous == null) {
                past.remove(event.object().key());
            } else {
                past.put(previous.key(), previous);
            }
        }
        return select(past, namespace);
    }

    private static List<StoredObject> select(NavigableMap<StorageKey, StoredObject> from, String namespace) {
        return namespace.isEmpty()
                ? List.copyOf(from.values())
                : from.values().stream()
                        .filter(object -> object.key().namespace().equals(namespace))
                        .toList();
    }

    /** Subscribes to everything after a version. */
    Subscription subscribe(long after) throws ExpiredVersionException {
        requireHistory(after);
        Subscription subscription = new Subscription(subscriptions::remove);
        for (StoreEvent event : history) {
            if (event.version() > after) {
                subscription.offer(event);
            }
        }
        subscriptions.add(subscription);
        return subscription;
    }

    private void requireHistory(long version) throws ExpiredVersionException {
        if (version < oldestVersion) {
            throw new ExpiredVersionException(version, oldestVersion);
        }
    }

    /** Ends all subscriptions, after what they have not read yet. */
    void close() {
        new ArrayList<>(subscriptions).forEach(Subscription::close);
    }
}
