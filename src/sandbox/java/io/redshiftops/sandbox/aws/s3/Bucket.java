package io.redshiftops.sandbox.aws.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bucket with its objects; safe for use by several threads. */
final class Bucket {

    /** By code points, which is the order of UTF-8's bytes; Java's own order differs beyond the basic plane. */
    static final Comparator<String> KEY_ORDER = Bucket::compareKeys;

    private final String name;
    private final String region;
    private final Instant created;
    private final String createdBy;
    private final NavigableMap<String, Supplier<StoredObject>> objects = new ConcurrentSkipListMap<>(KEY_ORDER);
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private volatile Map<String, String> tags = Map.of();

    Bucket(String name, String region, Instant created, String createdBy) {
        this.name = name;
        this.region = region;
        this.created = created;
        this.createdBy = createdBy;
    }

    private static int compareKeys(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int first = a.codePointAt(i);
            int second = b.codePointAt(j);
            if (first != second) {
                return Integer.compare(first, second);
            }
            i += Character.charCount(first);
            j += Character.charCount(second);
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    String name() {
        return name;
    }

    String region() {
        return region;
    }

    Instant created() {
        return created;
    }

    String createdBy() {
        return createdBy;
    }

    Map<String, String> tags() {
        return tags;
    }

    void tags(Map<String, String> changed) {
        this.tags = Map.copyOf(changed);
    }

    /** By id. */
    Map<String, Upload> uploads() {
        return uploads;
    }

    boolean isEmpty() {
        return objects.isEmpty();
    }

    /** Objects by key, from a key on; asking for an object makes it if it is a lazy one. */
    NavigableMap<String, Supplier<StoredObject>> from(String key, boolean inclusive) {
        return objects.tailMap(key, inclusive);
    }

    Optional<StoredObject> find(String key) {
        return Optional.ofNullable(objects.get(key)).map(Supplier::get);
    }

    boolean has(String key) {
        return objects.containsKey(key);
    }

    /** Puts an object in the place of whatever had its key; returns the file of that. */
    Optional<Path> put(StoredObject object) {
        return fileOf(objects.put(object.key(), () -> object));
    }

    /** Puts an object only if there is none of its key; says whether it did. */
    boolean putIfAbsent(StoredObject object) {
        return objects.putIfAbsent(object.key(), () -> object) == null;
    }

    /**
     * Puts an object only in the place of one with an ETag; returns the file of that.
     *
     * @throws io.redshiftops.sandbox.aws.core.AwsError if there is none, or one with another ETag
     */
    Optional<Path> putIfMatch(StoredObject object, String quotedEtag) {
        while (true) {
            Supplier<StoredObject> present = objects.get(object.key());
            if (present == null) {
                throw S3Error.noSuchKey();
            }
            if (!present.get().quotedEtag().equals(quotedEtag)) {
                throw S3Error.preconditionFailed();
            }
            if (objects.replace(object.key(), present, () -> object)) {
                return fileOf(present);
            }
        }
    }

    void put(LazyObject object) {
        objects.put(object.key(), new Once(object));
    }

    /** Changes an object that is there. */
    void replace(StoredObject object) {
        objects.replace(object.key(), () -> object);
    }

    Optional<Path> remove(String key) {
        return fileOf(objects.remove(key));
    }

    private static Optional<Path> fileOf(@Nullable Supplier<StoredObject> removed) {
        // What was never made has no file.
        return removed == null || removed instanceof Once
                ? Optional.empty()
                : Optional.of(removed.get().file());
    }

    /** Makes a lazy object when it is first asked for. */
    private static final class Once implements Supplier<StoredObject> {

        private final LazyObject source;
        private @Nullable StoredObject made;

        Once(LazyObject source) {
            this.source = source;
        }

        @Override
        public synchronized StoredObject get() {
            if (made == null) {
                made = make();
            }
            return made;
        }

        private StoredObject make() {
            try {
                ObjectFiles.Written written = ObjectFiles.describe(source.file().get(), List.of());
                return new StoredObject(
                        source.key(),
                        source.lastModified(),
                        written.file(),
                        written.size(),
                        written.md5(),
                        Map.of("content-type", "binary/octet-stream"),
                        Optional.empty(),
                        Map.of());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make the object " + source.key(), e);
            }
        }
    }
}
