package io.redshiftops.sandbox.kube.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.read.ObjectReader;
import io.redshiftops.sandbox.kube.read.Selection;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.store.ExpiredVersionException;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import io.redshiftops.sandbox.kube.store.StoreEvent;
import io.redshiftops.sandbox.kube.store.StoredObject;
import io.redshiftops.sandbox.kube.store.Subscription;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One watch: sends what happens to some objects until its time is over.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes">Watches</a>
 */
final class Watcher {

    private static final Duration BOOKMARK_INTERVAL = Duration.ofSeconds(50);

    private final ObjectStore store;
    private final ResourceType type;
    private final String namespace;
    private final Selection selection;
    private final Rendering rendering;
    private final Options options;
    private boolean first = true;

    /**
     * What a watch asks for beside its objects.
     *
     * @param resourceVersion from where on, empty for the state now
     * @param initialEvents whether the end of the first events is marked
     * @param bookmarks whether versions are told when nothing happens
     */
    record Options(String resourceVersion, boolean initialEvents, boolean bookmarks, Duration timeout) {}

    Watcher(
            ObjectStore store,
            ResourceType type,
            String namespace,
            Selection selection,
            Rendering rendering,
            Options options) {
        this.store = store;
        this.type = type;
        this.namespace = namespace;
        this.selection = selection;
        this.rendering = rendering;
        this.options = options;
    }

    void run(Reply reply) throws IOException, InterruptedException {
        String version = options.resourceVersion();
        if (!version.isEmpty() && !version.matches("[0-9]{1,18}")) {
            throw ApiException.internal(ObjectReader.versionProblem(version));
        }
        boolean fromState = version.isEmpty() || version.equals("0") || options.initialEvents();
        try (OutputStream out = reply.stream(MediaType.JSON)) {
            if (fromState) {
                ObjectStore.Follow follow = store.follow(type.storage(), type.namespaced() ? namespace : "");
                try (Subscription events = follow.events()) {
                    for (StoredObject stored : follow.snapshot().objects()) {
                        KubeObject object = type.view(stored);
                        if (selection.matches(type, object)) {
                            send(out, "ADDED", object);
                        }
                    }
                    if (options.initialEvents() && options.bookmarks()) {
                        send(out, "BOOKMARK", bookmark(follow.snapshot().version(), true));
                    }
                    out.flush();
                    follow(out, events, 0);
                }
                return;
            }
            long after = Long.parseLong(version);
            try (Subscription events = store.subscribe(type.storage(), after)) {
                follow(out, events, after);
            } catch (ExpiredVersionException e) {
                write(out, "ERROR", ApiException.expired(e.text()).toStatus());
            }
        }
    }

    private void follow(OutputStream out, Subscription events, long after) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long lastSent = start;
        while (true) {
            Duration left = options.timeout().minusNanos(System.nanoTime() - start);
            Duration untilBookmark = BOOKMARK_INTERVAL.minusNanos(System.nanoTime() - lastSent);
            Duration wait = options.bookmarks() && untilBookmark.compareTo(left) < 0 ? untilBookmark : left;
            long version = store.version();
            Optional<StoreEvent> event = events.next(wait.isNegative() ? Duration.ZERO : wait);
            if (event.isPresent()) {
                if (event.get().version() > after && send(out, event.get())) {
                    lastSent = System.nanoTime();
                }
            } else if (left.isNegative() || left.isZero() || events.isClosed()) {
                return;
            } else if (options.bookmarks() && untilBookmark.isNegative()) {
                // All events up to this version were waiting when it was read, and none is left.
                send(out, "BOOKMARK", bookmark(version, false));
                out.flush();
                lastSent = System.nanoTime();
            }
        }
    }

    /** Sends an event as the watcher sees it: what comes into the selection is added, what leaves it deleted. */
    private boolean send(OutputStream out, StoreEvent event) throws IOException {
        StoredObject stored = event.object();
        if (!namespace.isEmpty()
                && type.namespaced()
                && !stored.key().namespace().equals(namespace)) {
            return false;
        }
        StoredObject previous = event.previous();
        boolean before = previous != null && selection.matches(type, type.view(previous));
        boolean now = event.type() != StoreEvent.Type.DELETED && selection.matches(type, type.view(stored));
        if (now) {
            send(out, before ? "MODIFIED" : "ADDED", type.view(stored));
        } else if (before && previous != null) {
            KubeObject last = type.view(previous).copy();
            last.metadata().put("resourceVersion", Long.toString(event.version()));
            send(out, "DELETED", last);
        } else {
            return false;
        }
        out.flush();
        return true;
    }

    private void send(OutputStream out, String what, KubeObject object) throws IOException {
        ObjectNode shown = what.equals("BOOKMARK") && !rendering.isTable()
                ? object.tree()
                : rendering.event(type, object, first, Instant.now());
        first = false;
        write(out, what, shown);
    }

    private static void write(OutputStream out, String what, ObjectNode object) throws IOException {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", what);
        event.set("object", object);
        out.write(JsonWriter.bytes(event));
        out.write('\n');
    }

    private KubeObject bookmark(long version, boolean initialEventsEnd) {
        KubeObject bookmark = KubeObject.of(type.kind());
        bookmark.metadata().put("resourceVersion", Long.toString(version));
        if (initialEventsEnd) {
            bookmark.metadata().putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        return bookmark;
    }
}
