package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Redshift's way of paging: {@code Marker} and {@code MaxRecords}. */
final class Listing {

    private static final int SMALLEST = 20;
    private static final int LARGEST = 100;

    private Listing() {}

    static <T> Page<T> page(
            List<T> sorted, Function<T, String> key, @Nullable String marker, @Nullable Integer maxRecords) {
        int size = maxRecords == null ? LARGEST : maxRecords;
        if (size < SMALLEST || size > LARGEST) {
            throw RedshiftError.invalidValue(
                    "Invalid value " + size + " for MaxRecords. Must be between " + SMALLEST + " and " + LARGEST + ".");
        }
        return Page.of(
                sorted, key, marker, size, () -> RedshiftError.invalidValue("The parameter Marker is not valid."));
    }
}
