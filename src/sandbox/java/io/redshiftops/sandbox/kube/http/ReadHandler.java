package io.redshiftops.sandbox.kube.http;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.read.FieldSelector;
import io.redshiftops.sandbox.kube.read.LabelSelector;
import io.redshiftops.sandbox.kube.read.ListPage;
import io.redshiftops.sandbox.kube.read.ObjectReader;
import io.redshiftops.sandbox.kube.read.Selection;
import io.redshiftops.sandbox.kube.read.SelectorSyntaxException;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.ScaleView;
import io.redshiftops.sandbox.kube.resource.Subresource;
import io.redshiftops.sandbox.kube.resource.Target;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Answers requests that read: get, list and watch. */
final class ReadHandler {

    private static final int WATCH_SECONDS = 1800;

    private final ObjectStore store;
    private final ObjectReader reader;
    private final Clock clock;

    ReadHandler(ObjectStore store, ObjectReader reader, Clock clock) {
        this.store = store;
        this.reader = reader;
        this.clock = clock;
    }

    void get(Target target, Request request, Reply reply) throws IOException {
        Rendering rendering = Rendering.of(request);
        KubeObject object = reader.get(target);
        if (target.subresource().equals(Subresource.SCALE)) {
            ScaleView scale = target.type().scale().orElseThrow(ApiException::unknownResource);
            reply.tree(200, scale.read(object).tree(), rendering.type());
        } else {
            reply.tree(200, rendering.object(target.type(), object, clock.instant()), rendering.type());
        }
    }

    void list(Target target, Request request, Reply reply) throws IOException {
        Rendering rendering = Rendering.of(request);
        ListPage page =
                reader.list(target.type(), target.namespace(), RequestOptions.list(target.type(), request.query()));
        reply.tree(200, rendering.list(target.type(), page, clock.instant()), rendering.type());
    }

    void watch(Target target, Request request, Reply reply) throws IOException {
        if (request.header("Upgrade").equalsIgnoreCase("websocket")) {
            // Clients that prefer WebSockets take this answer as "none here" and watch by plain HTTP.
            reply.send(200, MediaType.JSON, new byte[0]);
            return;
        }
        Rendering rendering = Rendering.of(request);
        Query query = request.query();
        boolean initialEvents = RequestOptions.sendsInitialEvents(query);
        Selection selection = target.name().isEmpty()
                ? RequestOptions.selection(target.type(), query)
                : only(target.type(), target.name());
        long seconds = query.number("timeoutSeconds");
        Duration timeout = Duration.ofSeconds(
                seconds > 0
                        ? seconds
                        : WATCH_SECONDS + ThreadLocalRandom.current().nextInt(WATCH_SECONDS));
        Watcher.Options options = new Watcher.Options(
                query.get("resourceVersion"), initialEvents, query.flag("allowWatchBookmarks"), timeout);
        try {
            new Watcher(store, target.type(), target.namespace(), selection, rendering, options).run(reply);
        } catch (InterruptedException e) {
            // The server is closing, and with it this thread.
            Thread.currentThread().interrupt();
        }
    }

    private static Selection only(ResourceType type, String name) {
        try {
            FieldSelector fields = FieldSelector.parse("metadata.name=" + name);
            fields.check(type);
            return new Selection(LabelSelector.EVERYTHING, fields);
        } catch (SelectorSyntaxException e) {
            throw ApiException.badRequest(e.text());
        }
    }
}
