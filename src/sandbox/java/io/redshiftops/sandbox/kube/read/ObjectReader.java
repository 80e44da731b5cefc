package io.redshiftops.sandbox.kube.read;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.Target;
import io.redshiftops.sandbox.kube.store.ExpiredVersionException;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import io.redshiftops.sandbox.kube.store.Snapshot;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads objects and lists of them. */
public final class ObjectReader {

    private final ObjectStore store;

    public ObjectReader(ObjectStore store) {
        this.store = store;
    }

    /** An object. */
    public KubeObject get(Target target) {
        return store.get(target.key())
                .map(target.type()::view)
                .orElseThrow(() -> ApiException.notFound(target.type().resource(), target.name()));
    }

    /** The objects of a namespace, or with an empty one of all. */
    public ListPage list(ResourceType type, String namespace, ListQuery query) {
        ContinueToken token = query.continueToken().isEmpty() ? null : ContinueToken.decode(query.continueToken());
        Snapshot snapshot = snapshot(type, namespace, query, token);
        List<KubeObject> page = new ArrayList<>();
        StoredObject last = null;
        List<StoredObject> objects = snapshot.objects();
        for (int i = 0; i < objects.size(); i++) {
            StoredObject stored = objects.get(i);
            if (token != null && !isAfter(stored, token)) {
                continue;
            }
            KubeObject object = type.view(stored);
            if (!query.selection().matches(type, object)) {
                continue;
            }
            if (query.limit() > 0 && page.size() == query.limit() && last != null) {
                String next = new ContinueToken(
                                snapshot.version(),
                                last.key().namespace(),
                                last.key().name())
                        .encode();
                long remaining = query.selection().isEverything() ? objects.size() - i : 0;
                return new ListPage(snapshot.version(), page, next, remaining);
            }
            page.add(object);
            last = stored;
        }
        return new ListPage(snapshot.version(), page, "", 0);
    }

    private static boolean isAfter(StoredObject stored, ContinueToken token) {
        int byNamespace = stored.key().namespace().compareTo(token.namespace());
        return byNamespace > 0 || (byNamespace == 0 && stored.key().name().compareTo(token.name()) > 0);
    }

    private Snapshot snapshot(ResourceType type, String namespace, ListQuery query, @Nullable ContinueToken token) {
        String where = type.namespaced() ? namespace : "";
        try {
            if (token != null) {
                return store.listAt(type.storage(), where, token.version());
            }
            long version = parseVersion(query.resourceVersion());
            requirePast(version);
            boolean exact =
                    query.match().equals("Exact") || (query.match().isEmpty() && query.limit() > 0 && version > 0);
            return exact ? store.listAt(type.storage(), where, version) : store.list(type.storage(), where);
        } catch (ExpiredVersionException e) {
            throw ApiException.expired(
                    token == null
                            ? "The resourceVersion for the provided list is too old."
                            : "The provided continue parameter is too old to display a consistent list result. You can"
                                    + " start a new list without the continue parameter.");
        }
    }

    /** A version as clients write it; 0 for none. */
    public static long parseVersion(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw ApiException.badRequest("invalid resource version: " + versionProblem(text));
        }
        return Long.parseLong(text);
    }

    /** What is wrong with a text that is no version. */
    public static String versionProblem(String text) {
        return "resourceVersion: Invalid value: \"" + text + "\": strconv.ParseUint: parsing \"" + text
                + "\": invalid syntax";
    }

    private void requirePast(long version) {
        long current = store.version();
        if (version > current) {
            throw ApiException.tooLargeResourceVersion(version, current);
        }
    }
}
