package io.redshiftops.sandbox.kube.store;

import io.redshiftops.sandbox.kube.model.KubeObject;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An object as it is stored, never to be changed; its {@code metadata.resourceVersion} is the version. */
public final class StoredObject {

    private final StorageKey key;
    private final KubeObject object;
    private final long version;
    private volatile @Nullable View lastView;

    StoredObject(StorageKey key, KubeObject object, long version) {
        this.key = key;
        this.object = object;
        this.version = version;
    }

    public StorageKey key() {
        return key;
    }

    public KubeObject object() {
        return object;
    }

    public long version() {
        return version;
    }

    /**
     * The object as something sees it, such as a version of its kind; the last such view is remembered.
     *
     * @param viewer what the view depends on beside the object
     */
    public KubeObject viewedBy(Object viewer, UnaryOperator<KubeObject> how) {
        View known = lastView;
        if (known == null || known.viewer != viewer) {
            known = new View(viewer, how.apply(object));
            lastView = known;
        }
        return known.object;
    }

    private record View(Object viewer, KubeObject object) {}
}
