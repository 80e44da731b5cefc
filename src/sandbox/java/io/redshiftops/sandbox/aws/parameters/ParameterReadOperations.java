package io.redshiftops.sandbox.aws.parameters;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;

/** Operations that read parameters. */
final class ParameterReadOperations {

    private static final int MOST_NAMES = 10;
    private static final int LARGEST_PATH_PAGE = 10;
    private static final int LARGEST_PAGE = 50;

    /** A parameter with the version of it that a name selects: {@code NAME:3}. */
    private record Selected(
            StoredParameter parameter,
            StoredParameter.Version version,
            @Nullable String selector) {}

    private final ParameterStore store;

    ParameterReadOperations(ParameterStore store) {
        this.store = store;
    }

    @Emulates({"Name", "WithDecryption"})
    public GetParameterResponse getParameter(Call call, GetParameterRequest request) {
        Selected selected = select(call, "ssm:GetParameter", request.name()).orElseThrow(SsmError::notFound);
        return GetParameterResponse.builder()
                .parameter(view(selected, request.withDecryption()))
                .build();
    }

    @Emulates({"Names", "WithDecryption"})
    public GetParametersResponse getParameters(Call call, GetParametersRequest request) {
        if (request.names().size() > MOST_NAMES) {
            throw SsmError.validation(
                    "1 validation error detected: Value at 'names' failed to satisfy constraint: Member"
                            + " must have length less than or equal to " + MOST_NAMES + ".");
        }
        List<Parameter> found = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : request.names()) {
            select(call, "ssm:GetParameters", name)
                    .ifPresentOrElse(
                            selected -> found.add(view(selected, request.withDecryption())), () -> invalid.add(name));
        }
        return GetParametersResponse.builder()
                .parameters(found)
                .invalidParameters(invalid)
                .build();
    }

    private Optional<Selected> select(Call call, String action, String name) {
        int colon = name.startsWith("arn:") ? -1 : name.indexOf(':');
        String bare = colon < 0 ? name : name.substring(0, colon);
        String selector = colon < 0 ? null : name.substring(colon);
        return store.authorize(call, bare, Access.to(action))
                .map(parameter -> new Selected(parameter, version(parameter, selector), selector));
    }

    private static StoredParameter.Version version(StoredParameter parameter, @Nullable String selector) {
        if (selector == null) {
            return parameter.latest();
        }
        if (!selector.matches(":\\d{1,9}")) {
            throw AwsError.notEmulated("The parameter label " + selector);
        }
        return parameter
                .version(Integer.parseInt(selector.substring(1)))
                .orElseThrow(() -> SsmError.versionNotFound(parameter.name(), selector.substring(1)));
    }

    @Emulates({"Path", "Recursive", "WithDecryption", "MaxResults", "NextToken"})
    public GetParametersByPathResponse getParametersByPath(Call call, GetParametersByPathRequest request) {
        String path = request.path().endsWith("/") ? request.path() : request.path() + "/";
        if (!path.startsWith("/")) {
            throw SsmError.validation("The parameter path must start with \"/\".");
        }
        boolean recursive = Boolean.TRUE.equals(request.recursive());
        call.authorize(Access.to("ssm:GetParametersByPath")
                .on(call.arn(ParameterNames.arnPart(path.equals("/") ? path : path.substring(0, path.length() - 1))))
                .with("ssm:Recursive", Boolean.toString(recursive)));
        List<StoredParameter> found = visible(call.region()).stream()
                .filter(parameter -> below(path, parameter.name(), recursive))
                .toList();
        Page<StoredParameter> page = page(found, request.nextToken(), request.maxResults(), LARGEST_PATH_PAGE);
        return GetParametersByPathResponse.builder()
                .parameters(page.items().stream()
                        .map(parameter ->
                                view(new Selected(parameter, parameter.latest(), null), request.withDecryption()))
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static boolean below(String path, String name, boolean recursive) {
        if (!name.startsWith(path)) {
            return path.equals("/") && !name.contains("/");
        }
        return recursive || name.indexOf('/', path.length()) < 0;
    }

    @Emulates({"ParameterFilters", "MaxResults", "NextToken"})
    public DescribeParametersResponse describeParameters(Call call, DescribeParametersRequest request) {
        call.authorize(Access.to("ssm:DescribeParameters"));
        Predicate<StoredParameter> wanted =
                parameter -> request.parameterFilters().stream().allMatch(filter -> matches(parameter, filter));
        List<StoredParameter> found =
                visible(call.region()).stream().filter(wanted).toList();
        Page<StoredParameter> page = page(found, request.nextToken(), request.maxResults(), LARGEST_PAGE);
        return DescribeParametersResponse.builder()
                .parameters(page.items().stream()
                        .map(ParameterReadOperations::metadata)
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static boolean matches(StoredParameter parameter, ParameterStringFilter filter) {
        String key = filter.key();
        String option = filter.option() == null ? "Equals" : filter.option();
        if (key.equals("Path")) {
            boolean recursive = option.equals("Recursive");
            return filter.values().stream()
                    .map(path -> path.endsWith("/") ? path : path + "/")
                    .anyMatch(path -> below(path, parameter.name(), recursive));
        }
        String value;
        if (key.equals("Name")) {
            value = parameter.name();
        } else if (key.equals("Type")) {
            value = parameter.latest().type();
        } else if (key.equals("Tier")) {
            value = parameter.latest().tier();
        } else if (key.startsWith("tag:")) {
            value = parameter.tags().get(key.substring("tag:".length()));
        } else {
            throw AwsError.notEmulated("The filter " + key + " of ssm:DescribeParameters");
        }
        return value != null
                && (filter.values().isEmpty()
                        || filter.values().stream().anyMatch(wanted -> compare(option, value, wanted)));
    }

    private static boolean compare(String option, String value, String wanted) {
        return switch (option) {
            case "Equals" -> value.equals(wanted);
            case "BeginsWith" -> value.startsWith(wanted);
            case "Contains" -> value.contains(wanted);
            default ->
                throw AwsError.badRequest("InvalidFilterOption", "The following filter option is not valid: " + option);
        };
    }

    private List<StoredParameter> visible(String region) {
        return store.in(region).values().stream()
                .filter(parameter -> store.account().consistency().isVisible(parameter.arn()))
                .toList();
    }

    private static Page<StoredParameter> page(
            List<StoredParameter> found, @Nullable String token, @Nullable Integer maxResults, int largest) {
        int size = maxResults == null ? largest : maxResults;
        if (size < 1 || size > largest) {
            throw SsmError.validation("1 validation error detected: Value '" + size
                    + "' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to "
                    + largest + ".");
        }
        return Page.of(
                found,
                StoredParameter::name,
                token,
                size,
                () -> AwsError.badRequest("InvalidNextToken", "The specified token isn't valid."));
    }

    private static Parameter view(Selected selected, @Nullable Boolean decrypted) {
        StoredParameter.Version version = selected.version();
        return Parameter.builder()
                .name(selected.parameter().name())
                .arn(selected.parameter().arn())
                .type(version.type())
                .value(version.shown(Boolean.TRUE.equals(decrypted)))
                .version((long) version.number())
                .selector(selected.selector())
                .dataType(version.dataType())
                .lastModifiedDate(version.modified())
                .build();
    }

    private static ParameterMetadata metadata(StoredParameter parameter) {
        StoredParameter.Version version = parameter.latest();
        return ParameterMetadata.builder()
                .name(parameter.name())
                .arn(parameter.arn())
                .type(version.type())
                .tier(version.tier())
                .version((long) version.number())
                .dataType(version.dataType())
                .description(version.description().orElse(null))
                .allowedPattern(version.allowedPattern().orElse(null))
                .keyId(version.type().equals(StoredParameter.SECURE) ? "alias/aws/ssm" : null)
                .lastModifiedDate(version.modified())
                .lastModifiedUser(version.modifiedBy())
                .policies(List.of())
                .build();
    }
}
