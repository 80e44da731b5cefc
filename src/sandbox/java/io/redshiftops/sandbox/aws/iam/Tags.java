package io.redshiftops.sandbox.aws.iam;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.Tag;

/** IAM's tags as the SDK has them. */
final class Tags {

    private Tags() {}

    static Map<String, String> toMap(List<Tag> tags) {
        tags.stream()
                .filter(tag -> tag.key() == null || tag.value() == null)
                .findFirst()
                .ifPresent(tag -> {
                    throw IamError.validation("1 validation error detected: a tag lacks its key or its value: " + tag);
                });
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> {
            throw IamError.invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }));
    }

    static List<Tag> toList(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
