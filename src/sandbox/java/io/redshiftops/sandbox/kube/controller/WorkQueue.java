package io.redshiftops.sandbox.kube.controller;

import io.redshiftops.sandbox.kube.model.ApiException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a controller has to look at, one after the other on a thread of its own. A key that is waiting already is not
 * added again; one that fails comes again a little later.
 */
public final class WorkQueue<K> implements AutoCloseable {

    private static final Logger LOG = System.getLogger(WorkQueue.class.getName());
    private static final long RETRY_MILLIS = 200;

    private final Set<K> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor thread;
    private final Consumer<K> work;

    /**
     * A queue.
     *
     * @param name what its thread is called
     * @param work looks at one key
     */
    public WorkQueue(String name, Consumer<K> work) {
        this.work = work;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Has a key looked at soon. */
    public void add(K key) {
        addAfter(key, 0);
    }

    private void addAfter(K key, long millis) {
        if (waiting.add(key)) {
            try {
                ScheduledFuture<?> unused = thread.schedule(() -> take(key), millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                // The server is closing: nothing more is to be done.
                waiting.remove(key);
            }
        }
    }

    private void take(K key) {
        waiting.remove(key);
        try {
            work.accept(key);
        } catch (ApiException e) {
            LOG.log(Level.DEBUG, () -> key + " is tried again", e);
            addAfter(key, RETRY_MILLIS);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "cannot look at " + key, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
