package io.redshiftops.sandbox.kube.store;

import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * All objects, in memory. Every write raises the one version that the whole store has; writes to an object succeed only
 * against the version that the writer saw.
 */
public final class ObjectStore implements AutoCloseable {

    private static final int HISTORY_LIMIT = 4_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<GroupResource, Shelf> shelves = new HashMap<>();
    private final List<Consumer<StoreEvent>> listeners = new CopyOnWriteArrayList<>();
    private final int historyLimit;
    /** The first object gets version 2, so that a watch from version 1 can be too old, as in a real cluster. */
    private long version = 1;

    public ObjectStore() {
        this(HISTORY_LIMIT);
    }

    /** A store that remembers only so many events of each resource. */
    public ObjectStore(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    /** Calls back after every write, in order, on the writer's thread; the call must be quick. */
    public void onEvent(Consumer<StoreEvent> listener) {
        listeners.add(listener);
    }

    /** The present version. */
    public long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    public Optional<StoredObject> get(StorageKey key) {
        lock.lock();
        try {
            return Optional.ofNullable(shelf(key.resource()).get(key));
        } finally {
            lock.unlock();
        }
    }

    /** The objects of a resource now; with an empty namespace those of all. */
    public Snapshot list(GroupResource resource, String namespace) {
        lock.lock();
        try {
            return new Snapshot(version, shelf(resource).list(namespace));
        } finally {
            lock.unlock();
        }
    }

    /** The objects of a resource as they were at a version. */
    public Snapshot listAt(GroupResource resource, String namespace, long at) throws ExpiredVersionException {
        lock.lock();
        try {
            return new Snapshot(at, shelf(resource).listAt(namespace, at));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores a new object and sets its version.
     *
     * @return empty if there is one already
     */
    public Optional<StoredObject> create(StorageKey key, KubeObject object) {
        lock.lock();
        try {
            Shelf shelf = shelf(key.resource());
            if (shelf.get(key) != null) {
                return Optional.empty();
            }
            StoredObject stored = next(key, object);
            publish(shelf, new StoreEvent(StoreEvent.Type.ADDED, version, stored, null));
            return Optional.of(stored);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores a changed object and sets its version.
     *
     * @param seen the state from which the change was made
     * @return empty if the object was changed or deleted meanwhile
     */
    public Optional<StoredObject> update(StoredObject seen, KubeObject object) {
        lock.lock();
        try {
            Shelf shelf = shelf(seen.key().resource());
            StoredObject present = shelf.get(seen.key());
            if (present != seen) {
                return Optional.empty();
            }
            StoredObject stored = next(seen.key(), object);
            publish(shelf, new StoreEvent(StoreEvent.Type.MODIFIED, version, stored, seen));
            return Optional.of(stored);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes an object.
     *
     * @return false if it was changed or deleted meanwhile
     */
    public boolean delete(StoredObject seen) {
        lock.lock();
        try {
            Shelf shelf = shelf(seen.key().resource());
            if (shelf.get(seen.key()) != seen) {
                return false;
            }
            StoredObject last = next(seen.key(), seen.object().copy());
            publish(shelf, new StoreEvent(StoreEvent.Type.DELETED, version, last, seen));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The events of a resource after a version. */
    public Subscription subscribe(GroupResource resource, long after) throws ExpiredVersionException {
        lock.lock();
        try {
            return shelf(resource).subscribe(after);
        } finally {
            lock.unlock();
        }
    }

    /** The objects of a resource now, and the events from now on. */
    public Follow follow(GroupResource resource, String namespace) {
        lock.lock();
        try {
            Shelf shelf = shelf(resource);
            return new Follow(new Snapshot(version, shelf.list(namespace)), shelf.subscribe(version));
        } catch (ExpiredVersionException e) {
            throw new IllegalStateException("the present is no longer known", e);
        } finally {
            lock.unlock();
        }
    }

    /** A state and what comes after it. */
    public record Follow(Snapshot snapshot, Subscription events) {}

    private StoredObject next(StorageKey key, KubeObject object) {
        version++;
        object.metadata().put("resourceVersion", Long.toString(version));
        return new StoredObject(key, object, version);
    }

    private void publish(Shelf shelf, StoreEvent event) {
        shelf.record(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    private Shelf shelf(GroupResource resource) {
        return shelves.computeIfAbsent(resource, any -> new Shelf(version, historyLimit));
    }

    /** Ends all subscriptions. */
    @Override
    public void close() {
        lock.lock();
        try {
            new ArrayList<>(shelves.values()).forEach(Shelf::close);
        } finally {
            lock.unlock();
        }
    }
}
