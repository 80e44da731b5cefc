package io.redshiftops.sandbox.aws.redshift;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.redshift.model.Tag;

/** Redshift's tags as the SDK has them. */
final class RedshiftTags {

    private RedshiftTags() {}

    static Map<String, String> toMap(List<Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return map;
    }

    static List<Tag> toList(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Whether tags have one of these keys or one of these values; without either, all tags do. */
    static boolean matches(Map<String, String> tags, List<String> keys, List<String> values) {
        boolean unfiltered = keys.isEmpty() && values.isEmpty();
        return unfiltered
                || keys.stream().anyMatch(tags::containsKey)
                || values.stream().anyMatch(tags::containsValue);
    }
}
