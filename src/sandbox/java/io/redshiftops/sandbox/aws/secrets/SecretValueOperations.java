package io.redshiftops.sandbox.aws.secrets;

import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;

/** Operations on the values of secrets. */
final class SecretValueOperations {

    private static final int LARGEST_VALUE = 65_536;

    private final SecretStore store;
    private final SecretAccess access;

    SecretValueOperations(SecretStore store, SecretAccess access) {
        this.store = store;
        this.access = access;
    }

    @Emulates({"SecretId", "VersionId", "VersionStage"})
    public GetSecretValueResponse getSecretValue(Call call, GetSecretValueRequest request) {
        Secret secret = access.usable(call, "GetSecretValue", request.secretId());
        Secret.Version version = version(secret, request.versionId(), request.versionStage());
        return GetSecretValueResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(version.id())
                .secretString(version.text())
                .secretBinary(version.bytes())
                .versionStages(version.stages())
                .createdDate(version.created())
                .build();
    }

    private static Secret.Version version(Secret secret, @Nullable String id, @Nullable String stage) {
        if (id == null) {
            String wanted = stage == null ? Secret.CURRENT : stage;
            return secret.withStage(wanted).orElseThrow(() -> SecretsError.noSuchVersion("staging label: " + wanted));
        }
        Secret.Version version = Optional.ofNullable(secret.versions().get(id))
                .orElseThrow(() -> SecretsError.noSuchVersion("VersionId: " + id));
        if (stage != null && !version.stages().contains(stage)) {
            throw SecretsError.invalidParameter(
                    "You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return version;
    }

    @Emulates({"SecretId", "ClientRequestToken", "SecretBinary", "SecretString", "VersionStages"})
    public PutSecretValueResponse putSecretValue(Call call, PutSecretValueRequest request) {
        Secret secret = access.change(call, "PutSecretValue", request.secretId());
        Set<String> stages =
                request.versionStages().isEmpty() ? Set.of(Secret.CURRENT) : Set.copyOf(request.versionStages());
        Secret.Version version = put(
                secret,
                request.clientRequestToken(),
                request.secretString(),
                request.secretBinary(),
                stages,
                store.account().now());
        return PutSecretValueResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(version.id())
                .versionStages(version.stages())
                .build();
    }

    /** A secret may begin without a value; then there is no version. */
    static @Nullable String putInitial(
            Secret secret, @Nullable String token, @Nullable String text, @Nullable SdkBytes bytes, Instant now) {
        return text == null && bytes == null
                ? null
                : put(secret, token, text, bytes, Set.of(Secret.CURRENT), now).id();
    }

    /**
     * Adds a version.
     *
     * @param token its id; the same one with the same value again does nothing
     */
    static Secret.Version put(
            Secret secret,
            @Nullable String token,
            @Nullable String text,
            @Nullable SdkBytes bytes,
            Set<String> stages,
            Instant now) {
        if ((text == null) == (bytes == null)) {
            throw SecretsError.invalidParameter(
                    "You must provide either SecretString or SecretBinary, and not both of them.");
        }
        int size = text == null ? bytes.asByteArrayUnsafe().length : text.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_VALUE) {
            throw SecretsError.validation(
                    "1 validation error detected: the secret value is longer than " + LARGEST_VALUE + " bytes");
        }
        String id = token == null ? UUID.randomUUID().toString() : token;
        Secret.Version known = secret.versions().get(id);
        if (known == null) {
            return secret.add(id, text, bytes, now, stages);
        }
        if (Objects.equals(known.text(), text) && Objects.equals(known.bytes(), bytes)) {
            return known;
        }
        throw io.redshiftops.sandbox.aws.core.AwsError.badRequest(
                "ResourceExistsException",
                "You can't use ClientRequestToken " + id + " because that value is already in use for a version of"
                        + " secret " + secret.arn() + ".");
    }
}
