package io.redshiftops.load;

import io.redshiftops.aws.ObjectStorage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** S3 in memory, whose calls are steps. */
final class SimulatedStorage implements ObjectStorage {

    private final Turns turns;
    private final Map<String, StoredObject> objects = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();

    SimulatedStorage(Turns turns) {
        this.turns = turns;
    }

    /** Puts an object there, or another version of it. */
    void put(String bucket, String key, String etag) {
        StoredObject object = new StoredObject(bucket, key, etag, 100);
        objects.put(object.uri(), object);
    }

    /** Takes an object away. */
    void remove(String bucket, String key) {
        objects.remove("s3://" + bucket + "/" + key);
    }

    /** What Redshift sees of an object, without a step. */
    Optional<StoredObject> look(String uri) {
        return Optional.ofNullable(objects.get(uri));
    }

    /** What Redshift sees under a prefix, without a step. */
    List<StoredObject> lookUnder(String uri) {
        return objects.values().stream()
                .filter(object -> object.uri().startsWith(uri))
                .toList();
    }

    /** A small object, such as a manifest, as Redshift reads it. */
    Optional<String> text(String uri) {
        return Optional.ofNullable(texts.get(uri));
    }

    /** The small objects that are there. */
    List<String> textsLeft() {
        return List.copyOf(texts.keySet());
    }

    private <T> T step(String what, Supplier<T> action) {
        return turns.step(what, () -> true, action, null);
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix) {
        return step("list", () -> lookUnder("s3://" + bucket + "/" + prefix));
    }

    @Override
    public Optional<StoredObject> head(String bucket, String key) {
        return step("head", () -> look("s3://" + bucket + "/" + key));
    }

    @Override
    public Optional<String> read(String bucket, String key) {
        return step("read", () -> text("s3://" + bucket + "/" + key));
    }

    @Override
    public void write(String bucket, String key, String text) {
        step("write manifest", () -> texts.put("s3://" + bucket + "/" + key, text) == null);
    }

    @Override
    public void delete(String bucket, String key) {
        step("delete manifest", () -> texts.remove("s3://" + bucket + "/" + key) == null);
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
