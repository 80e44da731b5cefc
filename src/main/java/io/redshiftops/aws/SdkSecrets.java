package io.redshiftops.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redshiftops.aws.AwsException.Kind;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** {@link Secrets} by the SDK. */
final class SdkSecrets implements Secrets {

    private static final String OPERATION = "secretsmanager:GetSecretValue";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecretsManagerClient secretsManager;

    SdkSecrets(SecretsManagerClient secretsManager) {
        this.secretsManager = secretsManager;
    }

    @Override
    public Credentials credentials(String arn) {
        GetSecretValueResponse secret =
                AwsCalls.call(OPERATION, () -> secretsManager.getSecretValue(request -> request.secretId(arn)));
        JsonNode value = parse(arn, secret.secretString());
        if (!value.path("username").isTextual() || !value.path("password").isTextual()) {
            throw malformed(arn, "it lacks username or password");
        }
        return new Credentials(
                value.get("username").textValue(),
                new Password(value.get("password").textValue()),
                secret.versionId());
    }

    private static JsonNode parse(String arn, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // The parser's message quotes the text, which is a secret.
            throw malformed(arn, "it is no JSON");
        }
    }

    private static AwsException malformed(String arn, String why) {
        return new AwsException(
                Kind.INVALID, OPERATION, "MalformedSecret", "the secret " + arn + " cannot be used: " + why);
    }
}
