package io.redshiftops.sandbox.aws.redshift;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Admin passwords that Redshift keeps in Secrets Manager. */
class ManagedPasswordsTest {

    private static final Duration CHANGING = RedshiftSettings.DEFAULT.changing();
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private RedshiftClient redshift;
    private SecretsManagerClient secrets;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        redshift = account.client(RedshiftClient.builder());
        secrets = account.client(SecretsManagerClient.builder());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private String createManaged() {
        createManaged(redshift);
        account.pass(RedshiftSettings.DEFAULT.creating());
        return describe().masterPasswordSecretArn();
    }

    private static void createManaged(RedshiftClient client) {
        client.createCluster(request -> request.clusterIdentifier("sales")
                .nodeType("ra3.large")
                .masterUsername("awsuser")
                .manageMasterPassword(true));
    }

    private Cluster describe() {
        return redshift.describeClusters(request -> request.clusterIdentifier("sales"))
                .clusters()
                .get(0);
    }

    private JsonNode value(String secretArn) throws IOException {
        return new ObjectMapper()
                .readTree(secrets.getSecretValue(request -> request.secretId(secretArn))
                        .secretString());
    }

    @Test
    void theSecretHoldsTheAdminsNameAndPassword() throws IOException {
        String secret = createManaged();

        assertThat(value(secret).path("username").asText()).isEqualTo("awsuser");
        assertThat(account.databases().password("sales"))
                .contains(value(secret).path("password").asText());
        assertThat(value(secret).size()).isEqualTo(2);
    }

    @Test
    void theSecretSaysWhoseItIs() {
        DescribeSecretResponse secret = secrets.describeSecret(request -> request.secretId(createManaged()));

        assertThat(secret.name()).isEqualTo("redshift!sales-awsuser");
        assertThat(secret.owningService()).isEqualTo("redshift");
        assertThat(secret.rotationEnabled()).isTrue();
        assertThat(secret.tags())
                .extracting(Tag::key, Tag::value)
                .contains(org.assertj.core.groups.Tuple.tuple(
                        "aws:redshift:primaryClusterArn",
                        "arn:aws:redshift:us-east-1:" + EmulatedAccount.ID + ":cluster:sales"));
    }

    @Test
    void theUserCannotChangeTheSecret() throws IOException {
        String secret = createManaged();
        JsonNode before = value(secret);

        assertThatThrownBy(() -> secrets.putSecretValue(
                        request -> request.secretId(secret).secretString("mine")))
                .satisfies(code("InvalidRequestException"));
        assertThatThrownBy(() ->
                        secrets.updateSecret(request -> request.secretId(secret).secretString("mine")))
                .satisfies(code("InvalidRequestException"));
        assertThatThrownBy(() -> secrets.deleteSecret(request -> request.secretId(secret)))
                .satisfies(code("InvalidRequestException"));
        assertThat(value(secret)).isEqualTo(before);
    }

    @Test
    void aRotationChangesSecretAndDatabaseTogether() throws IOException {
        String secret = createManaged();
        String before = value(secret).path("password").asText();
        secrets.rotateSecret(request -> request.secretId(secret));
        assertThat(value(secret).path("password").asText()).isEqualTo(before);

        account.pass(CHANGING);

        String after = value(secret).path("password").asText();
        assertThat(after).isNotEqualTo(before);
        assertThat(account.databases().password("sales")).contains(after);
        assertThat(secrets.getSecretValue(request -> request.secretId(secret).versionStage("AWSPREVIOUS"))
                        .secretString())
                .contains(before);
    }

    @Test
    void aPasswordIsRotatedEveryThirtyDays() throws IOException {
        String secret = createManaged();
        String first = value(secret).path("password").asText();

        account.pass(MONTH);
        String second = value(secret).path("password").asText();
        account.pass(MONTH.plus(CHANGING));
        String third = value(secret).path("password").asText();

        assertThat(second).isNotEqualTo(first);
        assertThat(third).isNotEqualTo(second);
        assertThat(account.databases().password("sales")).contains(third);
    }

    @Test
    void aRotationThatFallsDueDuringAPauseWaitsToBeAskedFor() throws IOException {
        String secret = createManaged();
        String first = value(secret).path("password").asText();
        redshift.pauseCluster(request -> request.clusterIdentifier("sales"));
        account.pass(MONTH);
        redshift.resumeCluster(request -> request.clusterIdentifier("sales"));
        account.pass(MONTH.plus(MONTH));
        assertThat(value(secret).path("password").asText()).isEqualTo(first);

        secrets.rotateSecret(request -> request.secretId(secret));
        account.pass(CHANGING);

        assertThat(value(secret).path("password").asText()).isNotEqualTo(first);
    }

    @Test
    void managingCanBeSwitchedOnAndOff() throws IOException {
        redshift.createCluster(request -> request.clusterIdentifier("sales")
                .nodeType("ra3.large")
                .masterUsername("awsuser")
                .masterUserPassword("Passw0rd1"));
        account.pass(RedshiftSettings.DEFAULT.creating());

        redshift.modifyCluster(request -> request.clusterIdentifier("sales").manageMasterPassword(true));
        account.pass(CHANGING);
        String secret = describe().masterPasswordSecretArn();
        assertThat(account.databases().password("sales"))
                .contains(value(secret).path("password").asText());

        assertThatThrownBy(() -> redshift.modifyCluster(
                        request -> request.clusterIdentifier("sales").manageMasterPassword(false)))
                .satisfies(code("InvalidParameterCombination"));
        redshift.modifyCluster(request ->
                request.clusterIdentifier("sales").manageMasterPassword(false).masterUserPassword("Passw0rd2"));
        account.pass(CHANGING);

        assertThat(describe().masterPasswordSecretArn()).isNull();
        assertThat(account.databases().password("sales")).contains("Passw0rd2");
        assertThatThrownBy(() -> secrets.describeSecret(request -> request.secretId(secret)))
                .satisfies(code("ResourceNotFoundException"));
    }

    @Test
    void theSecretGoesWithItsCluster() {
        String secret = createManaged();

        redshift.deleteCluster(request -> request.clusterIdentifier("sales").skipFinalClusterSnapshot(true));
        assertThat(secrets.describeSecret(request -> request.secretId(secret)).arn())
                .isEqualTo(secret);
        account.pass(CHANGING);

        assertThatThrownBy(() -> secrets.describeSecret(request -> request.secretId(secret)))
                .satisfies(code("ResourceNotFoundException"));
    }

    @Test
    void theCallerNeedsTheRightsThatRedshiftUsesInItsName() {
        AwsCredentials credentials = account.roleThatMay("operator", EmulatedAccount.allow("redshift:*", "*"));
        RedshiftClient operator = account.client(RedshiftClient.builder(), Region.US_EAST_1, credentials);

        assertThatThrownBy(() -> createManaged(operator))
                .satisfies(code("AccessDenied"))
                .hasMessageContaining("secretsmanager:CreateSecret");
        assertThat(redshift.describeClusters().clusters()).isEmpty();
        assertThat(secrets.listSecrets().secretList()).isEmpty();
    }
}
