package io.redshiftops.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** {@link Parameters} by the SDK. */
final class SdkParameters implements Parameters {

    private final SsmClient ssm;

    SdkParameters(SsmClient ssm) {
        this.ssm = ssm;
    }

    @Override
    public Optional<Parameter> find(String name) {
        return AwsCalls.find(
                        "ssm:GetParameter",
                        () -> ssm.getParameter(request -> request.name(name).withDecryption(true))
                                .parameter())
                .map(parameter -> new Parameter(
                        name, parameter.value(), parameter.type() == ParameterType.SECURE_STRING, tags(name)));
    }

    private Map<String, String> tags(String name) {
        return AwsCalls.call(
                "ssm:ListTagsForResource",
                () -> ssm
                        .listTagsForResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                                .resourceId(name))
                        .tagList()
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value)));
    }

    @Override
    public void create(String name, String value, boolean secure, Map<String, String> tags) {
        AwsCalls.run(
                "ssm:PutParameter",
                () -> ssm.putParameter(request ->
                        request.name(name).value(value).type(type(secure)).tags(toTags(tags))));
    }

    @Override
    public void overwrite(String name, String value, boolean secure) {
        // AWS refuses tags and overwrite in one request.
        AwsCalls.run(
                "ssm:PutParameter",
                () -> ssm.putParameter(request ->
                        request.name(name).value(value).type(type(secure)).overwrite(true)));
    }

    @Override
    public void tag(String name, Map<String, String> tags) {
        AwsCalls.run(
                "ssm:AddTagsToResource",
                () -> ssm.addTagsToResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId(name)
                        .tags(toTags(tags))));
    }

    @Override
    public void delete(String name) {
        AwsCalls.delete("ssm:DeleteParameter", () -> ssm.deleteParameter(request -> request.name(name)));
    }

    private static ParameterType type(boolean secure) {
        return secure ? ParameterType.SECURE_STRING : ParameterType.STRING;
    }

    private static List<Tag> toTags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
