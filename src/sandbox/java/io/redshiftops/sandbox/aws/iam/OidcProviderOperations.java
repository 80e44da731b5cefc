package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersResponse;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;

/** IAM's operations on OpenID Connect providers. */
final class OidcProviderOperations {

    private static final int LONGEST_URL = 255;

    private final Directory directory;

    OidcProviderOperations(Directory directory) {
        this.directory = directory;
    }

    @Emulates({"Url", "ClientIDList", "ThumbprintList", "Tags"})
    public CreateOpenIdConnectProviderResponse createOpenIDConnectProvider(
            Call call, CreateOpenIdConnectProviderRequest request) {
        String url = checkUrl(request.url());
        String arn = directory.arn("oidc-provider/" + url);
        call.concerns(arn);
        Map<String, String> tags = Tags.toMap(request.tags());
        call.authorize(Access.to("iam:CreateOpenIDConnectProvider").on(arn).tagging(tags));
        IamError.TAG_RULES.check(tags);
        OidcProvider provider = new OidcProvider(
                url,
                arn,
                request.clientIDList(),
                request.thumbprintList(),
                directory.account().now().truncatedTo(ChronoUnit.SECONDS),
                call.createdBy(),
                tags,
                Optional.empty());
        if (directory.providers().putIfAbsent(arn, provider) != null) {
            throw IamError.alreadyExists("Provider with url " + request.url() + " already exists.");
        }
        return CreateOpenIdConnectProviderResponse.builder()
                .openIDConnectProviderArn(arn)
                .tags(Tags.toList(tags))
                .build();
    }

    @Emulates("OpenIDConnectProviderArn")
    public GetOpenIdConnectProviderResponse getOpenIDConnectProvider(
            Call call, GetOpenIdConnectProviderRequest request) {
        OidcProvider provider = authorize(call, "iam:GetOpenIDConnectProvider", request.openIDConnectProviderArn());
        return GetOpenIdConnectProviderResponse.builder()
                .url(provider.url())
                .clientIDList(provider.clientIds())
                .thumbprintList(provider.thumbprints())
                .createDate(provider.created())
                .tags(Tags.toList(provider.tags()))
                .build();
    }

    @Emulates({})
    public ListOpenIdConnectProvidersResponse listOpenIDConnectProviders(
            Call call, ListOpenIdConnectProvidersRequest request) {
        call.authorize(Access.to("iam:ListOpenIDConnectProviders").on(directory.arn("oidc-provider/*")));
        List<OpenIDConnectProviderListEntry> entries = directory.providers().keySet().stream()
                .map(arn -> OpenIDConnectProviderListEntry.builder().arn(arn).build())
                .toList();
        return ListOpenIdConnectProvidersResponse.builder()
                .openIDConnectProviderList(entries)
                .build();
    }

    @Emulates("OpenIDConnectProviderArn")
    public DeleteOpenIdConnectProviderResponse deleteOpenIDConnectProvider(
            Call call, DeleteOpenIdConnectProviderRequest request) {
        OidcProvider provider = authorize(call, "iam:DeleteOpenIDConnectProvider", request.openIDConnectProviderArn());
        directory.providers().remove(provider.arn());
        return DeleteOpenIdConnectProviderResponse.builder().build();
    }

    private static String checkUrl(String url) {
        URI parsed;
        try {
            parsed = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw IamError.validation("Invalid Open ID Connect Provider URL");
        }
        boolean valid = url.length() <= LONGEST_URL
                && "https".equals(parsed.getScheme())
                && parsed.getHost() != null
                && parsed.getRawQuery() == null;
        if (!valid) {
            throw IamError.validation("Invalid Open ID Connect Provider URL");
        }
        return url.substring("https://".length());
    }

    private OidcProvider authorize(Call call, String action, String arn) {
        call.concerns(arn);
        Optional<OidcProvider> provider =
                Optional.ofNullable(directory.providers().get(arn));
        call.authorize(
                Access.to(action).on(arn, provider.map(OidcProvider::tags).orElse(Map.of())));
        return provider.orElseThrow(() -> IamError.noSuchEntity("OpenIDConnect Provider not found for arn " + arn));
    }
}
