package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** EC2's operations on tags, which are the same for resources of all types. */
final class TagOperations {

    private static final Map<String, String> TYPES = Map.of(
            "vpc", "vpc",
            "subnet", "subnet",
            "rtb", "route-table",
            "sg", "security-group",
            "sgr", "security-group-rule",
            "eni", "network-interface");

    /** A tag with the resource that carries it. */
    private record Placed(String resourceId, String key, String value) {
        String type() {
            return TagOperations.type(resourceId);
        }
    }

    private final Networks networks;

    TagOperations(Networks networks) {
        this.networks = networks;
    }

    private static String type(String resourceId) {
        return Optional.ofNullable(TYPES.get(resourceId.split("-", 2)[0]))
                .orElseThrow(() -> Ec2Error.noSuchResource(resourceId));
    }

    @Emulates({"Resources", "Tags"})
    public CreateTagsResponse createTags(Call call, CreateTagsRequest request) {
        Network network = networks.in(call.region());
        Map<String, String> tags = Ec2Tags.toMap(request.tags());
        call.concerns(String.join(" ", request.resources()));
        for (String id : existing(network, request.resources())) {
            call.authorize(Access.to("ec2:CreateTags")
                    .on(call.arn(type(id) + "/" + id), network.tags(id))
                    .with("ec2:Region", call.region())
                    .tagging(tags));
            Map<String, String> all = new TreeMap<>(network.tags(id));
            all.putAll(tags);
            Ec2Error.TAG_RULES.check(all);
        }
        request.resources().forEach(id -> network.tags(id).putAll(tags));
        return CreateTagsResponse.builder().build();
    }

    @Emulates({"Resources", "Tags"})
    public DeleteTagsResponse deleteTags(Call call, DeleteTagsRequest request) {
        Network network = networks.in(call.region());
        call.concerns(String.join(" ", request.resources()));
        List<String> keys = request.tags().stream().map(Tag::key).toList();
        for (String id : existing(network, request.resources())) {
            call.authorize(Access.to("ec2:DeleteTags")
                    .on(call.arn(type(id) + "/" + id), network.tags(id))
                    .with("ec2:Region", call.region())
                    .tagKeys(keys));
        }
        for (String id : request.resources()) {
            // Without keys all go, save for those of AWS; a value that is given must be the tag's.
            if (keys.isEmpty()) {
                network.tags(id).clear();
            }
            request.tags()
                    .forEach(tag -> network.tags(id)
                            .entrySet()
                            .removeIf(present -> present.getKey().equals(tag.key())
                                    && (tag.value() == null || tag.value().equals(present.getValue()))));
        }
        return DeleteTagsResponse.builder().build();
    }

    private static List<String> existing(Network network, List<String> ids) {
        List<String> known = network.taggable();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw Ec2Error.noSuchResource(id);
            }
        }
        return ids;
    }

    @Emulates({"Filters", "MaxResults", "NextToken"})
    public DescribeTagsResponse describeTags(Call call, DescribeTagsRequest request) {
        Ec2Access.authorizeRead(call, "ec2:DescribeTags");
        Network network = networks.in(call.region());
        List<Placed> all = new ArrayList<>();
        network.taggable().forEach(id -> network.tags(id).forEach((key, value) -> all.add(new Placed(id, key, value))));
        List<Placed> found =
                Filters.apply(all, request.filters(), tag -> Map.of(tag.key(), tag.value()), TagOperations::values);
        Page<Placed> page = Listing.page(
                found, tag -> tag.resourceId() + "/" + tag.key(), request.nextToken(), request.maxResults());
        return DescribeTagsResponse.builder()
                .tags(page.items().stream()
                        .map(tag -> TagDescription.builder()
                                .resourceId(tag.resourceId())
                                .resourceType(tag.type())
                                .key(tag.key())
                                .value(tag.value())
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static Optional<List<String>> values(Placed tag, String filter) {
        return switch (filter) {
            case "resource-id" -> Filters.value(tag.resourceId());
            case "resource-type" -> Filters.value(tag.type());
            case "key" -> Filters.value(tag.key());
            case "value" -> Filters.value(tag.value());
            default -> Optional.empty();
        };
    }
}
