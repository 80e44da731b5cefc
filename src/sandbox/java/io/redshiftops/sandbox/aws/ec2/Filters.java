package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.AwsError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The filters of EC2's {@code Describe…} operations: each must match, and each does if one of its values does.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html">Filtering</a>
 */
final class Filters {

    /** What an item answers to a filter: its values; empty if it has none; absent if the filter is not known. */
    @FunctionalInterface
    interface Attributes<T> {
        Optional<? extends Collection<String>> values(T item, String filter);
    }

    private Filters() {}

    /**
     * The items that all filters let through.
     *
     * @param tags the tags of an item, for the filters that all resources have
     */
    static <T> List<T> apply(
            Collection<T> items,
            List<Filter> filters,
            Function<T, Map<String, String>> tags,
            Attributes<T> attributes) {
        List<T> passed = new ArrayList<>();
        for (T item : items) {
            boolean all = true;
            for (Filter filter : filters) {
                Collection<String> values = tagValues(tags.apply(item), filter.name())
                        .or(() -> attributes.values(item, filter.name()))
                        .orElseThrow(() -> AwsError.notEmulated("The filter " + filter.name()));
                all &= filter.values().stream().anyMatch(wanted -> anyMatches(wanted, values));
            }
            if (all) {
                passed.add(item);
            }
        }
        return passed;
    }

    /** Refuses filters that are not known even where there is nothing to filter. */
    static void checkNames(List<Filter> filters, Set<String> known) {
        for (Filter filter : filters) {
            boolean ofTags = filter.name().equals("tag-key") || filter.name().startsWith("tag:");
            if (!ofTags && !known.contains(filter.name())) {
                throw AwsError.notEmulated("The filter " + filter.name());
            }
        }
    }

    private static Optional<Collection<String>> tagValues(Map<String, String> tags, String filter) {
        if (filter.equals("tag-key")) {
            return Optional.of(tags.keySet());
        }
        if (filter.startsWith("tag:")) {
            String value = tags.get(filter.substring("tag:".length()));
            return Optional.of(value == null ? List.of() : List.of(value));
        }
        return Optional.empty();
    }

    private static boolean anyMatches(String wanted, Collection<String> values) {
        Pattern pattern = pattern(wanted);
        return values.stream().anyMatch(value -> pattern.matcher(value).matches());
    }

    /** Filters know the wildcards {@code *} and {@code ?}, and a backslash before one that is meant literally. */
    private static Pattern pattern(String wanted) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            if (c == '\\' && i + 1 < wanted.length()) {
                regex.append(Pattern.quote(wanted.substring(i + 1, i + 2)));
                i++;
            } else if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(wanted.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** A single value. */
    static Optional<List<String>> value(@Nullable Object value) {
        return Optional.of(value == null ? List.of() : List.of(value.toString()));
    }
}
