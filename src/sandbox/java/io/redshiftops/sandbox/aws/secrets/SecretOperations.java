package io.redshiftops.sandbox.aws.secrets;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceResponse;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretResponse;

/** Operations on secrets themselves; {@link SecretValueOperations} has those on their values. */
final class SecretOperations {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]{1,512}");

    private static final int SHORTEST_WINDOW = 7;
    private static final int LONGEST_WINDOW = 30;
    private static final int LARGEST_PAGE = 100;
    private static final int DEFAULT_PASSWORD = 32;
    private static final int LONGEST_PASSWORD = 4096;

    private final SecretStore store;
    private final SecretAccess access;

    SecretOperations(SecretStore store, SecretAccess access) {
        this.store = store;
        this.access = access;
    }

    @Emulates({"Name", "ClientRequestToken", "Description", "SecretBinary", "SecretString", "Tags"})
    public CreateSecretResponse createSecret(Call call, CreateSecretRequest request) {
        String name = request.name();
        String arn = store.newArn(call.region(), name);
        Map<String, String> tags = toMap(request.tags());
        call.authorize(Access.to("secretsmanager:CreateSecret")
                .on(arn, name, Map.of())
                .with("secretsmanager:Name", name)
                .tagging(tags));
        if (!tags.isEmpty()) {
            call.authorize(Access.to("secretsmanager:TagResource")
                    .on(arn, name, Map.of())
                    .with("secretsmanager:Name", name)
                    .tagging(tags));
        }
        if (!NAME.matcher(name).matches()) {
            throw SecretsError.validation(
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any"
                            + " of the following: -/_+=.@!");
        }
        SecretsError.TAG_RULES.check(tags);
        Secret taken = store.in(call.region()).get(name);
        if (taken != null) {
            throw taken.deleted().isPresent()
                    ? SecretsError.nameScheduledForDeletion()
                    : SecretsError.alreadyExists(name);
        }
        Secret secret = new Secret(name, arn, store.account().now(), call.createdBy(), null);
        secret.description(request.description());
        secret.tags().putAll(tags);
        String version = SecretValueOperations.putInitial(
                secret,
                request.clientRequestToken(),
                request.secretString(),
                request.secretBinary(),
                store.account().now());
        store.in(call.region()).put(name, secret);
        call.concerns(arn);
        return CreateSecretResponse.builder()
                .arn(arn)
                .name(name)
                .versionId(version)
                .build();
    }

    @Emulates({"SecretId"})
    public DescribeSecretResponse describeSecret(Call call, DescribeSecretRequest request) {
        Secret secret = access.authorize(call, "DescribeSecret", request.secretId());
        Map<String, List<String>> stages = new LinkedHashMap<>();
        secret.versions().values().stream()
                .filter(version -> !version.stages().isEmpty())
                .forEach(version -> stages.put(version.id(), List.copyOf(version.stages())));
        DescribeSecretResponse.Builder response = DescribeSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .description(secret.description())
                .createdDate(secret.created())
                .lastChangedDate(secret.changed())
                .deletedDate(secret.deleted().orElse(null))
                .tags(toList(secret.tags()))
                .versionIdsToStages(stages);
        secret.owningService()
                .ifPresent(service -> response.owningService(service)
                        .rotationEnabled(true)
                        .rotationRules(rules -> rules.automaticallyAfterDays(30L))
                        .lastRotatedDate(secret.rotated())
                        .nextRotationDate(secret.nextRotation()));
        return response.build();
    }

    @Emulates({"SecretId"})
    public GetResourcePolicyResponse getResourcePolicy(Call call, GetResourcePolicyRequest request) {
        Secret secret = access.authorize(call, "GetResourcePolicy", request.secretId());
        return GetResourcePolicyResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }

    @Emulates({"IncludePlannedDeletion", "MaxResults", "NextToken", "Filters"})
    public ListSecretsResponse listSecrets(Call call, ListSecretsRequest request) {
        call.authorize(Access.to("secretsmanager:ListSecrets"));
        List<Secret> found = store.in(call.region()).values().stream()
                .filter(secret -> Boolean.TRUE.equals(request.includePlannedDeletion())
                        || secret.deleted().isEmpty())
                .filter(secret -> store.account().consistency().isVisible(secret.arn()))
                .filter(secret -> request.filters().stream().allMatch(filter -> matches(secret, filter)))
                .toList();
        int size = request.maxResults() == null ? LARGEST_PAGE : request.maxResults();
        Page<Secret> page = Page.of(
                found, Secret::name, request.nextToken(), size, () -> SecretsError.invalidParameter("Invalid token."));
        return ListSecretsResponse.builder()
                .secretList(page.items().stream()
                        .map(secret -> software.amazon.awssdk.services.secretsmanager.model.SecretListEntry.builder()
                                .arn(secret.arn())
                                .name(secret.name())
                                .description(secret.description())
                                .createdDate(secret.created())
                                .lastChangedDate(secret.changed())
                                .deletedDate(secret.deleted().orElse(null))
                                .owningService(secret.owningService().orElse(null))
                                .tags(toList(secret.tags()))
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static boolean matches(Secret secret, Filter filter) {
        List<String> values = new ArrayList<>();
        switch (filter.keyAsString()) {
            case "name" -> values.add(secret.name());
            case "description" -> Optional.ofNullable(secret.description()).ifPresent(values::add);
            case "tag-key" -> values.addAll(secret.tags().keySet());
            case "tag-value" -> values.addAll(secret.tags().values());
            case "owning-service" -> secret.owningService().ifPresent(values::add);
            default ->
                throw io.redshiftops.sandbox.aws.core.AwsError.notEmulated(
                        "The filter " + filter.keyAsString() + " of secretsmanager:ListSecrets");
        }
        // Values are prefixes, and an exclamation mark turns one round.
        return filter.values().stream()
                .anyMatch(wanted -> wanted.startsWith("!")
                        ? values.stream().noneMatch(value -> value.startsWith(wanted.substring(1)))
                        : values.stream().anyMatch(value -> value.startsWith(wanted)));
    }

    @Emulates({"SecretId", "Description", "ClientRequestToken", "SecretBinary", "SecretString"})
    public UpdateSecretResponse updateSecret(Call call, UpdateSecretRequest request) {
        Secret secret = access.change(call, "UpdateSecret", request.secretId());
        if (request.description() != null) {
            secret.description(request.description());
            secret.changed(store.account().now());
        }
        boolean hasValue = request.secretString() != null || request.secretBinary() != null;
        String version = !hasValue
                ? null
                : SecretValueOperations.put(
                                secret,
                                request.clientRequestToken(),
                                request.secretString(),
                                request.secretBinary(),
                                Set.of(Secret.CURRENT),
                                store.account().now())
                        .id();
        return UpdateSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(version)
                .build();
    }

    @Emulates({"SecretId", "RecoveryWindowInDays", "ForceDeleteWithoutRecovery"})
    public DeleteSecretResponse deleteSecret(Call call, DeleteSecretRequest request) {
        boolean force = Boolean.TRUE.equals(request.forceDeleteWithoutRecovery());
        Optional<Secret> found = access.authorizeMaybe(call, "DeleteSecret", request.secretId());
        if (force && request.recoveryWindowInDays() != null) {
            throw SecretsError.invalidParameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        Instant now = store.account().now();
        if (force && found.isEmpty()) {
            return DeleteSecretResponse.builder()
                    .name(request.secretId())
                    .deletionDate(now)
                    .build();
        }
        Secret secret = SecretAccess.notOwned(found.orElseThrow(SecretsError::notFound));
        int days = request.recoveryWindowInDays() == null
                ? LONGEST_WINDOW
                : request.recoveryWindowInDays().intValue();
        if (days < SHORTEST_WINDOW || days > LONGEST_WINDOW) {
            throw SecretsError.invalidParameter("The RecoveryWindowInDays value must be between " + SHORTEST_WINDOW
                    + " and " + LONGEST_WINDOW + " days (inclusive).");
        }
        Duration window = force ? Duration.ZERO : Duration.ofDays(days);
        Map<String, Secret> secrets = store.in(call.region());
        if (force) {
            secrets.remove(secret.name());
        } else if (secret.deleted().isPresent()) {
            throw SecretsError.markedForDeletion();
        } else {
            secret.deleted(now);
            // Restored and deleted anew, the secret has another date, and this one no longer counts.
            store.account()
                    .clock()
                    .schedule(
                            window,
                            () -> store.account()
                                    .exclusively(() -> secrets.values()
                                            .removeIf(each -> each == secret
                                                    && each.deleted()
                                                            .filter(now::equals)
                                                            .isPresent())));
        }
        return DeleteSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .deletionDate(now.plus(window))
                .build();
    }

    @Emulates({"SecretId"})
    public RestoreSecretResponse restoreSecret(Call call, RestoreSecretRequest request) {
        Secret secret = access.authorize(call, "RestoreSecret", request.secretId());
        secret.deleted(null);
        return RestoreSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }

    @Emulates({"SecretId", "Tags"})
    public TagResourceResponse tagResource(Call call, TagResourceRequest request) {
        Map<String, String> tags = toMap(request.tags());
        Secret secret = access.tag(
                call,
                request.secretId(),
                Access.to("secretsmanager:TagResource").tagging(tags));
        Map<String, String> all = new LinkedHashMap<>(secret.tags());
        all.putAll(tags);
        SecretsError.TAG_RULES.check(tags);
        if (all.size() > io.redshiftops.sandbox.aws.core.TagRules.MOST) {
            throw SecretsError.invalidParameter("A secret can have at most 50 tags.");
        }
        secret.tags().putAll(tags);
        return TagResourceResponse.builder().build();
    }

    @Emulates({"SecretId", "TagKeys"})
    public UntagResourceResponse untagResource(Call call, UntagResourceRequest request) {
        Secret secret = access.tag(
                call,
                request.secretId(),
                Access.to("secretsmanager:UntagResource").tagKeys(request.tagKeys()));
        request.tagKeys().forEach(secret.tags()::remove);
        return UntagResourceResponse.builder().build();
    }

    /** Only secrets of services can be rotated: there are no functions here that would do it for others. */
    @Emulates({"SecretId", "ClientRequestToken", "RotateImmediately"})
    public RotateSecretResponse rotateSecret(Call call, RotateSecretRequest request) {
        Secret secret = access.usable(call, "RotateSecret", request.secretId());
        SecretStore.Rotation rotation = secret.owningService()
                .flatMap(store::rotation)
                .orElseThrow(() -> SecretsError.ownedRotationOnly(secret.name()));
        if (!Boolean.FALSE.equals(request.rotateImmediately())) {
            rotation.rotate(secret.arn());
        }
        return RotateSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(secret.withStage(Secret.PENDING)
                        .or(secret::current)
                        .map(Secret.Version::id)
                        .orElse(null))
                .build();
    }

    @Emulates({
        "PasswordLength",
        "ExcludeCharacters",
        "ExcludeNumbers",
        "ExcludePunctuation",
        "ExcludeUppercase",
        "ExcludeLowercase",
        "IncludeSpace",
        "RequireEachIncludedType"
    })
    public GetRandomPasswordResponse getRandomPassword(Call call, GetRandomPasswordRequest request) {
        call.authorize(Access.to("secretsmanager:GetRandomPassword"));
        List<String> kinds = new ArrayList<>();
        addUnless(request.excludeLowercase(), kinds, RandomPassword.LOWER_CASE);
        addUnless(request.excludeUppercase(), kinds, RandomPassword.UPPER_CASE);
        addUnless(request.excludeNumbers(), kinds, RandomPassword.DIGITS);
        addUnless(request.excludePunctuation(), kinds, RandomPassword.PUNCTUATION);
        addUnless(!Boolean.TRUE.equals(request.includeSpace()), kinds, " ");
        long length = request.passwordLength() == null ? DEFAULT_PASSWORD : request.passwordLength();
        if (length < 1 || length > LONGEST_PASSWORD) {
            throw SecretsError.invalidParameter("PasswordLength must be from 1 to " + LONGEST_PASSWORD);
        }
        String excluded = request.excludeCharacters() == null ? "" : request.excludeCharacters();
        String password = RandomPassword.of(
                (int) length, kinds, excluded, !Boolean.FALSE.equals(request.requireEachIncludedType()));
        return GetRandomPasswordResponse.builder().randomPassword(password).build();
    }

    private static void addUnless(
            @org.jspecify.annotations.Nullable Boolean excluded, List<String> kinds, String kind) {
        if (!Boolean.TRUE.equals(excluded)) {
            kinds.add(kind);
        }
    }

    private static Map<String, String> toMap(List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return map;
    }

    private static List<Tag> toList(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
