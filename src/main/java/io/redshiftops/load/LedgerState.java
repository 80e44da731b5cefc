package io.redshiftops.load;

import io.redshiftops.aws.ObjectStorage.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds about a table.
 *
 * @param entries the objects that were loaded into the table of this id, by URI
 * @param attempts the attempts that did it, oldest first
 * @param elsewhere URIs of the objects that were loaded into other tables, which had the name before
 */
record LedgerState(Map<String, Entry> entries, List<Attempt> attempts, Set<String> elsewhere) {

    /** An object that was loaded. */
    record Entry(StoredObject object, String attempt) {}

    /**
     * An attempt that was committed.
     *
     * @param load namespace and name of the S3Load
     * @param entry name of its entry
     * @param rowsLoaded null when rows were adopted
     * @param reload the entry's reload text at that time; null for none
     */
    record Attempt(
            String id,
            String load,
            String entry,
            @Nullable Long rowsLoaded,
            @Nullable Long rowsRejected,
            long files,
            long bytes,
            long micros,
            @Nullable Long queryId,
            @Nullable String reload) {}

    /** What is in the ledger of an object with this bucket and key, in whatever version. */
    Optional<StoredObject> find(StoredObject object) {
        return Optional.ofNullable(entries.get(object.uri())).map(Entry::object);
    }

    /** Whether other tables had the name before. */
    boolean knowsOtherIds() {
        return !elsewhere.isEmpty();
    }

    /** Whether rows are in the table that no attempt loaded, but that somebody said are those of objects. */
    boolean holdsAdoptedRows() {
        return attempts.stream().anyMatch(attempt -> attempt.rowsLoaded() == null);
    }

    /** Whether rows should be in the table: some attempt loaded some, or adopted some. */
    boolean expectsRows() {
        return attempts.stream().anyMatch(attempt -> attempt.rowsLoaded() == null || attempt.rowsLoaded() > 0);
    }

    /** The attempts of one entry of one load. */
    List<Attempt> of(String load, String entry) {
        return attempts.stream()
                .filter(attempt ->
                        attempt.load().equals(load) && attempt.entry().equals(entry))
                .toList();
    }

    /** The attempts that loaded any of these objects, whichever load made them. */
    List<Attempt> attemptsThatLoaded(Set<String> uris) {
        Set<String> ids = new HashSet<>();
        for (String uri : uris) {
            Entry entry = entries.get(uri);
            if (entry != null) {
                ids.add(entry.attempt());
            }
        }
        return attempts.stream().filter(attempt -> ids.contains(attempt.id())).toList();
    }
}
