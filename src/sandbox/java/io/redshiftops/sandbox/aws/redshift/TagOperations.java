package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.redshift.model.CreateTagsRequest;
import software.amazon.awssdk.services.redshift.model.CreateTagsResponse;
import software.amazon.awssdk.services.redshift.model.DeleteTagsRequest;
import software.amazon.awssdk.services.redshift.model.DeleteTagsResponse;
import software.amazon.awssdk.services.redshift.model.DescribeTagsRequest;
import software.amazon.awssdk.services.redshift.model.DescribeTagsResponse;
import software.amazon.awssdk.services.redshift.model.Tag;
import software.amazon.awssdk.services.redshift.model.TaggedResource;

/** Redshift's operations on tags, which are the same for resources of all types. */
final class TagOperations {

    /** Something that carries tags. */
    private record Tagged(String arn, String type, Map<String, String> tags) {}

    /** A tag with what carries it. */
    private record Placed(Tagged resource, String key, String value) {
        String order() {
            return resource.arn() + " " + key;
        }
    }

    private final Inventory inventory;

    TagOperations(Inventory inventory) {
        this.inventory = inventory;
    }

    private List<Tagged> all(String region) {
        Inventory.Region here = inventory.in(region);
        List<Tagged> all = new ArrayList<>();
        here.clusters().values().stream()
                .filter(cluster -> inventory.account().consistency().isVisible(cluster.arn()))
                .forEach(cluster -> all.add(new Tagged(cluster.arn(), "cluster", cluster.tags())));
        here.snapshots().values().forEach(each -> all.add(new Tagged(each.arn(), "snapshot", each.tags())));
        here.subnetGroups().values().forEach(each -> all.add(new Tagged(each.arn(), "subnetgroup", each.tags())));
        return all;
    }

    @Emulates(
            value = {"ResourceName", "Tags"},
            requires = "ResourceName")
    public CreateTagsResponse createTags(Call call, CreateTagsRequest request) {
        Map<String, String> tags = RedshiftTags.toMap(request.tags());
        Tagged resource = find(
                call, request.resourceName(), Access.to("redshift:CreateTags").tagging(tags));
        Map<String, String> together = new TreeMap<>(resource.tags());
        together.putAll(tags);
        RedshiftError.TAG_RULES.check(together);
        resource.tags().putAll(tags);
        return CreateTagsResponse.builder().build();
    }

    @Emulates(
            value = {"ResourceName", "TagKeys"},
            requires = "ResourceName")
    public DeleteTagsResponse deleteTags(Call call, DeleteTagsRequest request) {
        Tagged resource = find(
                call, request.resourceName(), Access.to("redshift:DeleteTags").tagKeys(request.tagKeys()));
        request.tagKeys().forEach(resource.tags()::remove);
        return DeleteTagsResponse.builder().build();
    }

    private Tagged find(Call call, String arn, Access access) {
        call.concerns(arn);
        Optional<Tagged> resource = all(call.region()).stream()
                .filter(each -> each.arn().equals(arn))
                .findFirst();
        call.authorize(access.on(arn, resource.map(Tagged::tags).orElse(Map.of())));
        refuseWhileDeleting(call, arn);
        return resource.orElseThrow(() -> RedshiftError.noSuchResource(arn));
    }

    private void refuseWhileDeleting(Call call, String arn) {
        boolean deleting = inventory.in(call.region()).clusters().values().stream()
                .anyMatch(cluster -> cluster.arn().equals(arn) && cluster.status() == ClusterStatus.DELETING);
        if (deleting) {
            throw RedshiftError.busyToModify();
        }
    }

    @Emulates({"ResourceName", "ResourceType", "TagKeys", "TagValues", "MaxRecords", "Marker"})
    public DescribeTagsResponse describeTags(Call call, DescribeTagsRequest request) {
        if (request.resourceName() != null && request.resourceType() != null) {
            throw RedshiftError.invalidCombination("Specify either ResourceName or ResourceType, and not both.");
        }
        String asked = request.resourceName() == null ? call.arn("*") : request.resourceName();
        call.authorize(Access.to("redshift:DescribeTags").on(asked));
        List<Placed> found = all(call.region()).stream()
                .filter(each ->
                        request.resourceName() == null || request.resourceName().equals(each.arn()))
                .filter(each ->
                        request.resourceType() == null || request.resourceType().equals(each.type()))
                .flatMap(each ->
                        each.tags().entrySet().stream().map(tag -> new Placed(each, tag.getKey(), tag.getValue())))
                .filter(tag ->
                        RedshiftTags.matches(Map.of(tag.key(), tag.value()), request.tagKeys(), request.tagValues()))
                .sorted(java.util.Comparator.comparing(Placed::order))
                .toList();
        if (request.resourceName() != null
                && all(call.region()).stream().noneMatch(each -> each.arn().equals(request.resourceName()))) {
            throw RedshiftError.noSuchResource(request.resourceName());
        }
        Page<Placed> page = Listing.page(found, Placed::order, request.marker(), request.maxRecords());
        return DescribeTagsResponse.builder()
                .taggedResources(page.items().stream()
                        .map(each -> TaggedResource.builder()
                                .resourceName(each.resource().arn())
                                .resourceType(each.resource().type())
                                .tag(Tag.builder()
                                        .key(each.key())
                                        .value(each.value())
                                        .build())
                                .build())
                        .toList())
                .marker(page.next())
                .build();
    }
}
