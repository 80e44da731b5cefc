package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Page;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** IAM's way of paging: {@code Marker} and {@code MaxItems}. */
final class Listing {

    private static final int DEFAULT_SIZE = 100;
    private static final int LARGEST = 1000;

    private Listing() {}

    static <T> Page<T> page(
            List<T> items, Function<T, String> key, @Nullable String marker, @Nullable Integer maxItems) {
        int size = maxItems == null ? DEFAULT_SIZE : maxItems;
        if (size < 1 || size > LARGEST) {
            throw IamError.validation("1 validation error detected: Value '" + size
                    + "' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and " + LARGEST);
        }
        List<T> sorted = items.stream().sorted(Comparator.comparing(key)).toList();
        return Page.of(sorted, key, marker, size, () -> IamError.validation("Invalid Marker."));
    }
}
