package io.redshiftops.sandbox.aws.parameters;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterResponse;
import software.amazon.awssdk.services.ssm.model.DeleteParametersRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParametersResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Operations that change parameters, and those on their tags. */
final class ParameterOperations {

    private static final int LARGEST_STANDARD = 4096;
    private static final int LARGEST_ADVANCED = 8192;
    private static final String ADVANCED = "Advanced";
    private static final String INTELLIGENT = "Intelligent-Tiering";
    private static final String DEFAULT_KEY = "alias/aws/ssm";

    private final ParameterStore store;

    ParameterOperations(ParameterStore store) {
        this.store = store;
    }

    @Emulates({
        "Name",
        "Description",
        "Value",
        "Type",
        "KeyId",
        "Overwrite",
        "AllowedPattern",
        "Tags",
        "Tier",
        "DataType"
    })
    public PutParameterResponse putParameter(Call call, PutParameterRequest request) {
        boolean overwrite = Boolean.TRUE.equals(request.overwrite());
        Map<String, String> tags = toMap(request.tags());
        Optional<StoredParameter> existing = store.authorize(
                call,
                request.name(),
                Access.to("ssm:PutParameter")
                        .with("ssm:Overwrite", Boolean.toString(overwrite))
                        .tagging(tags));
        if (!tags.isEmpty()) {
            store.authorize(
                    call, request.name(), Access.to("ssm:AddTagsToResource").tagging(tags));
        }
        ParameterNames.check(request.name());
        if (overwrite && !tags.isEmpty()) {
            throw SsmError.validation(
                    "Invalid request: tags and overwrite can't be used together. To create a parameter"
                            + " with tags, please remove overwrite flag. To update tags for an existing parameter, please use"
                            + " AddTagsToResource or RemoveTagsFromResource.");
        }
        SsmError.TAG_RULES.check(tags);
        checkKey(request.keyId());
        if (existing.isPresent() && !overwrite) {
            throw SsmError.alreadyExists();
        }
        StoredParameter.Version version = version(call, request, existing.map(StoredParameter::latest));
        existing.ifPresentOrElse(parameter -> parameter.add(version), () -> {
            String arn = call.arn(ParameterNames.arnPart(request.name()));
            StoredParameter parameter = new StoredParameter(request.name(), arn, call.createdBy(), version);
            parameter.tags().putAll(tags);
            store.in(call.region()).put(request.name(), parameter);
        });
        return PutParameterResponse.builder()
                .version((long) version.number())
                .tier(version.tier())
                .build();
    }

    private StoredParameter.Version version(
            Call call, PutParameterRequest request, Optional<StoredParameter.Version> before) {
        String type = type(request.typeAsString(), before);
        // Terraform sends an empty pattern where there is none.
        Optional<String> pattern = Optional.ofNullable(request.allowedPattern()).filter(text -> !text.isEmpty());
        String value = checkValue(request.value(), type, pattern.orElse(null));
        Optional<String> description = Optional.ofNullable(request.description())
                .or(() -> before.flatMap(StoredParameter.Version::description));
        return new StoredParameter.Version(
                before.map(StoredParameter.Version::number).orElse(0) + 1,
                value,
                type,
                tier(request.tierAsString(), value, before.map(StoredParameter.Version::tier)),
                request.dataType() == null ? "text" : checkDataType(request.dataType()),
                description,
                pattern,
                store.account().now(),
                call.caller().arn(),
                StoredParameter.newCipherText());
    }

    private static String type(@Nullable String wanted, Optional<StoredParameter.Version> before) {
        if (wanted == null) {
            return before.map(StoredParameter.Version::type)
                    .orElseThrow(
                            () -> SsmError.validation("A parameter type is required when you create a parameter."));
        }
        if (!List.of("String", "StringList", StoredParameter.SECURE).contains(wanted)) {
            throw AwsError.badRequest(
                    "UnsupportedParameterType", "The parameter type " + wanted + " is not supported.");
        }
        if (before.filter(version -> !version.type().equals(wanted)).isPresent()) {
            throw SsmError.typeMismatch();
        }
        return wanted;
    }

    private static String checkValue(String value, String type, @Nullable String allowedPattern) {
        if (value.isEmpty()) {
            throw SsmError.validation("1 validation error detected: Value '' at 'value' failed to satisfy constraint:"
                    + " Member must have length greater than or equal to 1.");
        }
        if (value.contains("{{")) {
            throw SsmError.validation("Parameter value can't nest another parameter.");
        }
        try {
            if (allowedPattern != null && !value.matches(allowedPattern)) {
                throw AwsError.badRequest(
                        "ParameterPatternMismatchException",
                        "Parameter value, cannot be validated against allowedPattern: " + allowedPattern);
            }
        } catch (PatternSyntaxException e) {
            throw AwsError.badRequest(
                    "InvalidAllowedPatternException", "The request does not meet the regular expression requirement.");
        }
        if (type.equals("StringList") && value.matches("(^|.*,),.*|.*,$")) {
            throw SsmError.validation("A StringList has no empty items.");
        }
        return value;
    }

    private static String tier(@Nullable String wanted, String value, Optional<String> before) {
        int size = value.getBytes(StandardCharsets.UTF_8).length;
        String tier = wanted == null ? before.orElse(StoredParameter.STANDARD) : wanted;
        if (tier.equals(INTELLIGENT)) {
            tier = size > LARGEST_STANDARD ? ADVANCED : before.orElse(StoredParameter.STANDARD);
        }
        if (before.filter(ADVANCED::equals).isPresent() && tier.equals(StoredParameter.STANDARD)) {
            throw SsmError.validation("This parameter uses the advanced-parameter tier. You can't downgrade a parameter"
                    + " from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete"
                    + " the advanced parameter and recreate it as a standard parameter.");
        }
        if (tier.equals(StoredParameter.STANDARD) && size > LARGEST_STANDARD) {
            throw SsmError.validation(
                    "Standard tier parameters support a maximum parameter value of 4096 characters. To"
                            + " create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.");
        }
        if (size > LARGEST_ADVANCED) {
            throw SsmError.validation("Advanced tier parameters support a maximum parameter value of 8192 characters.");
        }
        return tier;
    }

    private static String checkDataType(String dataType) {
        if (!dataType.equals("text")) {
            throw AwsError.notEmulated("The parameter data type " + dataType);
        }
        return dataType;
    }

    private static void checkKey(@Nullable String keyId) {
        if (keyId != null && !keyId.equals(DEFAULT_KEY)) {
            throw AwsError.notEmulated("A key other than " + DEFAULT_KEY);
        }
    }

    @Emulates({"Name"})
    public DeleteParameterResponse deleteParameter(Call call, DeleteParameterRequest request) {
        StoredParameter parameter = store.authorize(call, request.name(), Access.to("ssm:DeleteParameter"))
                .orElseThrow(SsmError::notFound);
        store.in(call.region()).remove(parameter.name());
        return DeleteParameterResponse.builder().build();
    }

    @Emulates({"Names"})
    public DeleteParametersResponse deleteParameters(Call call, DeleteParametersRequest request) {
        Map<String, Boolean> deleted = new LinkedHashMap<>();
        for (String name : request.names()) {
            Optional<StoredParameter> found = store.authorize(call, name, Access.to("ssm:DeleteParameters"));
            found.ifPresent(parameter -> store.in(call.region()).remove(parameter.name()));
            deleted.put(name, found.isPresent());
        }
        return DeleteParametersResponse.builder()
                .deletedParameters(request.names().stream()
                        .filter(name -> Boolean.TRUE.equals(deleted.get(name)))
                        .toList())
                .invalidParameters(request.names().stream()
                        .filter(name -> Boolean.FALSE.equals(deleted.get(name)))
                        .toList())
                .build();
    }

    @Emulates({"ResourceType", "ResourceId", "Tags"})
    public AddTagsToResourceResponse addTagsToResource(Call call, AddTagsToResourceRequest request) {
        Map<String, String> tags = toMap(request.tags());
        StoredParameter parameter = tagged(
                call,
                request.resourceTypeAsString(),
                request.resourceId(),
                Access.to("ssm:AddTagsToResource").tagging(tags));
        Map<String, String> all = new LinkedHashMap<>(parameter.tags());
        all.putAll(tags);
        SsmError.TAG_RULES.check(all);
        parameter.tags().putAll(tags);
        return AddTagsToResourceResponse.builder().build();
    }

    @Emulates({"ResourceType", "ResourceId", "TagKeys"})
    public RemoveTagsFromResourceResponse removeTagsFromResource(Call call, RemoveTagsFromResourceRequest request) {
        StoredParameter parameter = tagged(
                call,
                request.resourceTypeAsString(),
                request.resourceId(),
                Access.to("ssm:RemoveTagsFromResource").tagKeys(request.tagKeys()));
        request.tagKeys().forEach(parameter.tags()::remove);
        return RemoveTagsFromResourceResponse.builder().build();
    }

    @Emulates({"ResourceType", "ResourceId"})
    public ListTagsForResourceResponse listTagsForResource(Call call, ListTagsForResourceRequest request) {
        StoredParameter parameter = tagged(
                call, request.resourceTypeAsString(), request.resourceId(), Access.to("ssm:ListTagsForResource"));
        List<Tag> tags = parameter.tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return ListTagsForResourceResponse.builder().tagList(tags).build();
    }

    private StoredParameter tagged(Call call, String type, String id, Access access) {
        if (!type.equals("Parameter")) {
            throw AwsError.notEmulated("The resource type " + type + " of ssm:" + call.operation());
        }
        return store.authorize(call, id, access).orElseThrow(() -> SsmError.invalidResource(id));
    }

    private static Map<String, String> toMap(List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }
}
