package io.redshiftops.warehouse;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares tags. */
final class Tags {

    private Tags() {}

    /** What it takes to get from the tags that are there to those that are wanted. AWS's own tags are left alone. */
    static Difference difference(Map<String, String> wanted, Map<String, String> actual) {
        Map<String, String> set = new TreeMap<>(wanted);
        actual.forEach(set::remove);
        List<String> remove = actual.keySet().stream()
                .filter(key -> !wanted.containsKey(key))
                .filter(key -> !key.startsWith("aws:") && !key.equals(WarehouseNames.ADOPTED_TAG))
                .sorted()
                .toList();
        return new Difference(set, remove);
    }

    /**
     * A difference of tags.
     *
     * @param set tags to add or overwrite
     * @param remove keys to remove
     */
    record Difference(Map<String, String> set, List<String> remove) {}
}
