package io.redshiftops.sandbox.kube.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The events of one resource in order, from a version on. Who reads too slowly loses the subscription, as with the real
 * server.
 */
public final class Subscription implements AutoCloseable {

    private static final int QUEUE_LIMIT = 20_000;

    private final LinkedBlockingQueue<StoreEvent> queue = new LinkedBlockingQueue<>(QUEUE_LIMIT);
    private final Consumer<Subscription> onClose;
    private volatile boolean closed;

    Subscription(Consumer<Subscription> onClose) {
        this.onClose = onClose;
    }

    void offer(StoreEvent event) {
        if (!queue.offer(event)) {
            closed = true;
        }
    }

    /** Waits for the next event; empty if none came in time. */
    public Optional<StoreEvent> next(Duration wait) throws InterruptedException {
        return Optional.ofNullable(queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Whether there will be no more events but those that are waiting. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
    }
}
