package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.AwsError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** EC2's tags as the SDK has them. */
final class Ec2Tags {

    private Ec2Tags() {}

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

    /** The tags for what a call makes; specifications for anything else are refused. */
    static Map<String, String> of(List<TagSpecification> specifications, String resourceType) {
        Map<String, String> tags = new TreeMap<>();
        for (TagSpecification specification : specifications) {
            if (!resourceType.equals(specification.resourceTypeAsString())) {
                throw AwsError.badRequest(
                        "InvalidParameterValue",
                        "'" + specification.resourceTypeAsString()
                                + "' is not a valid taggable resource type for this operation.");
            }
            tags.putAll(toMap(specification.tags()));
        }
        return tags;
    }
}
