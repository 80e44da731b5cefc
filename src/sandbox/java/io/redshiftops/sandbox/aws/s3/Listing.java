package io.redshiftops.sandbox.aws.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page of a bucket's keys, those with a delimiter after the prefix rolled up.
 *
 * @param last the last key or rolled-up prefix on the page; null if the page is empty
 * @param truncated whether there is more
 */
record Listing(
        List<StoredObject> objects,
        List<String> commonPrefixes,
        @Nullable String last,
        boolean truncated) {

    /** Greater than any character of a key. */
    private static final String AFTER_ALL = Character.toString(Character.MAX_CODE_POINT);

    /**
     * Lists a page.
     *
     * @param after the key or rolled-up prefix after which the page begins; empty for the first page
     */
    static Listing of(Bucket bucket, String prefix, String delimiter, String after, int maxKeys) {
        List<Supplier<StoredObject>> found = new ArrayList<>();
        List<String> rolledUp = new ArrayList<>();
        boolean afterRolledUp = !delimiter.isEmpty() && after.endsWith(delimiter) && after.startsWith(prefix);
        String from = afterRolledUp ? after + AFTER_ALL : after;
        boolean fromPrefix = Bucket.KEY_ORDER.compare(prefix, from) > 0;
        NavigableMap<String, Supplier<StoredObject>> rest =
                bucket.from(fromPrefix ? prefix : from, fromPrefix || from.isEmpty());
        String last = null;
        while (true) {
            Map.Entry<String, Supplier<StoredObject>> entry = rest.firstEntry();
            if (entry == null || !entry.getKey().startsWith(prefix)) {
                return new Listing(resolve(found), rolledUp, last, false);
            }
            if (found.size() + rolledUp.size() == maxKeys) {
                return new Listing(resolve(found), rolledUp, last, true);
            }
            String key = entry.getKey();
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            if (end < 0) {
                found.add(entry.getValue());
                last = key;
                rest = rest.tailMap(key, false);
            } else {
                last = key.substring(0, end + delimiter.length());
                rolledUp.add(last);
                rest = rest.tailMap(last + AFTER_ALL, true);
            }
        }
    }

    /** Sizes and digests of lazy objects need their content, which is made side by side. */
    private static List<StoredObject> resolve(List<Supplier<StoredObject>> found) {
        return found.parallelStream().map(Supplier::get).toList();
    }
}
