package io.redshiftops.sandbox.aws.core;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, with a marker at which the next part begins.
 *
 * @param next the marker; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * Cuts a page out of a list.
     *
     * <p>The marker names the next item instead of counting, so that items that come and go between two pages neither
     * repeat nor hide others.
     *
     * @param sorted all items, in the order of their keys
     * @param key what an item is sorted by
     * @param marker where the page begins, as an earlier page told; null for the first
     * @param invalid the error for a marker that no page told
     */
    public static <T> Page<T> of(
            List<T> sorted, Function<T, String> key, @Nullable String marker, int size, Supplier<AwsError> invalid) {
        int start = 0;
        if (marker != null) {
            String first = decode(marker, invalid);
            while (start < sorted.size() && key.apply(sorted.get(start)).compareTo(first) < 0) {
                start++;
            }
        }
        int end = Math.min(sorted.size(), start + size);
        String next = end == sorted.size() ? null : encode(key.apply(sorted.get(end)));
        return new Page<>(List.copyOf(sorted.subList(start, end)), next);
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String marker, Supplier<AwsError> invalid) {
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw invalid.get();
        }
    }
}
