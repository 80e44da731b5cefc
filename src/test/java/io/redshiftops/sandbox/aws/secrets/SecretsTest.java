package io.redshiftops.sandbox.aws.secrets;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Secrets, their versions and their end. */
class SecretsTest {

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private SecretsManagerClient secrets;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        secrets = account.client(SecretsManagerClient.builder());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private String create(String name, String value) {
        return secrets.createSecret(request -> request.name(name).secretString(value))
                .arn();
    }

    private String value(String id) {
        return secrets.getSecretValue(request -> request.secretId(id)).secretString();
    }

    @Test
    void aSecretIsFoundByItsNameItsArnAndItsArnWithoutTheEnding() {
        String arn = create("team/db", "hidden");

        assertThat(arn)
                .matches("arn:aws:secretsmanager:us-east-1:" + EmulatedAccount.ID + ":secret:team/db-[A-Za-z0-9]{6}");
        assertThat(value("team/db")).isEqualTo("hidden");
        assertThat(value(arn)).isEqualTo("hidden");
        assertThat(value(arn.substring(0, arn.length() - 7))).isEqualTo("hidden");
    }

    @Test
    void bytesComeBackAsBytes() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, -1, 127});
        secrets.createSecret(request -> request.name("key").secretBinary(bytes));

        GetSecretValueResponse value = secrets.getSecretValue(request -> request.secretId("key"));

        assertThat(value.secretBinary()).isEqualTo(bytes);
        assertThat(value.secretString()).isNull();
    }

    @Test
    void aNewValueMakesTheOldOnePrevious() {
        create("db", "one");
        String second = secrets.putSecretValue(request -> request.secretId("db").secretString("two"))
                .versionId();
        String third = secrets.updateSecret(request -> request.secretId("db").secretString("three"))
                .versionId();

        assertThat(value("db")).isEqualTo("three");
        assertThat(secrets.getSecretValue(request -> request.secretId("db").versionStage("AWSPREVIOUS"))
                        .secretString())
                .isEqualTo("two");
        assertThat(secrets.getSecretValue(request -> request.secretId("db").versionId(second))
                        .secretString())
                .isEqualTo("two");
        DescribeSecretResponse described = secrets.describeSecret(request -> request.secretId("db"));
        assertThat(described.versionIdsToStages())
                .containsOnly(
                        java.util.Map.entry(third, List.of("AWSCURRENT")),
                        java.util.Map.entry(second, List.of("AWSPREVIOUS")));
    }

    @Test
    void aValueThatIsStagedIsNotCurrent() {
        create("db", "one");

        secrets.putSecretValue(
                request -> request.secretId("db").secretString("two").versionStages("AWSPENDING"));

        assertThat(value("db")).isEqualTo("one");
        assertThat(secrets.getSecretValue(request -> request.secretId("db").versionStage("AWSPENDING"))
                        .secretString())
                .isEqualTo("two");
    }

    @Test
    void theSameTokenDoesTheSameOnce() {
        create("db", "one");
        String token = "12345678-1234-1234-1234-123456789012";
        secrets.putSecretValue(
                request -> request.secretId("db").secretString("two").clientRequestToken(token));
        secrets.putSecretValue(request -> request.secretId("db").secretString("three"));

        secrets.putSecretValue(
                request -> request.secretId("db").secretString("two").clientRequestToken(token));
        assertThatThrownBy(() -> secrets.putSecretValue(
                        request -> request.secretId("db").secretString("other").clientRequestToken(token)))
                .satisfies(code("ResourceExistsException"));

        assertThat(value("db")).isEqualTo("three");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        create("db", "one");

        assertThatThrownBy(() -> value("absent"))
                .satisfies(code("ResourceNotFoundException"))
                .hasMessageContaining("Secrets Manager can't find the specified secret.");
        assertThatThrownBy(() ->
                        secrets.getSecretValue(request -> request.secretId("db").versionStage("AWSPREVIOUS")))
                .satisfies(code("ResourceNotFoundException"))
                .hasMessageContaining("staging label: AWSPREVIOUS");
        SecretsManagerClient west = account.client(SecretsManagerClient.builder(), Region.US_WEST_2);
        assertThatThrownBy(() -> west.getSecretValue(request -> request.secretId("db")))
                .satisfies(code("ResourceNotFoundException"));
    }

    @Test
    void aNameIsTakenOnce() {
        create("db", "one");

        assertThatThrownBy(() -> create("db", "two")).satisfies(code("ResourceExistsException"));
        assertThatThrownBy(() -> create("a b", "two")).satisfies(code("ValidationException"));
        assertThat(value("db")).isEqualTo("one");
    }

    @Test
    void aSecretScheduledForDeletionCanBeRestoredUntilTheDay() {
        create("db", "one");
        var deleted = secrets.deleteSecret(request -> request.secretId("db").recoveryWindowInDays(7L));
        assertThat(deleted.deletionDate()).isEqualTo(EmulatedAccount.START.plus(Duration.ofDays(7)));
        assertThatThrownBy(() -> value("db"))
                .satisfies(code("InvalidRequestException"))
                .hasMessageContaining("it was marked for deletion");
        assertThatThrownBy(() -> create("db", "two"))
                .satisfies(code("InvalidRequestException"))
                .hasMessageContaining("already scheduled for deletion");
        assertThat(secrets.listSecrets().secretList()).isEmpty();
        assertThat(secrets.listSecrets(request -> request.includePlannedDeletion(true))
                        .secretList())
                .hasSize(1);
        account.pass(Duration.ofDays(6));

        secrets.restoreSecret(request -> request.secretId("db"));
        account.pass(Duration.ofDays(2));
        assertThat(value("db")).isEqualTo("one");
    }

    @Test
    void aSecretScheduledForDeletionIsGoneOnTheDay() {
        create("db", "one");
        secrets.deleteSecret(request -> request.secretId("db"));

        account.pass(Duration.ofDays(30));

        assertThatThrownBy(() -> secrets.describeSecret(request -> request.secretId("db")))
                .satisfies(code("ResourceNotFoundException"));
        create("db", "two");
    }

    @Test
    void aSecretCanBeDeletedAtOnce() {
        create("db", "one");

        secrets.deleteSecret(request -> request.secretId("db").forceDeleteWithoutRecovery(true));
        secrets.deleteSecret(request -> request.secretId("db").forceDeleteWithoutRecovery(true));
        create("db", "two");

        assertThatThrownBy(() -> secrets.deleteSecret(request ->
                        request.secretId("db").forceDeleteWithoutRecovery(true).recoveryWindowInDays(7L)))
                .satisfies(code("InvalidParameterException"));
        assertThatThrownBy(() ->
                        secrets.deleteSecret(request -> request.secretId("db").recoveryWindowInDays(6L)))
                .satisfies(code("InvalidParameterException"));
        assertThat(value("db")).isEqualTo("two");
    }

    @Test
    void secretsAreListedByFiltersAndInPages() {
        for (int i = 0; i < 5; i++) {
            String team = i % 2 == 0 ? "bi" : "web";
            String name = team + "/" + i;
            secrets.createSecret(request -> request.name(name)
                    .secretString("x")
                    .tags(Tag.builder().key("team").value(team).build()));
        }

        List<String> names = secrets.listSecretsPaginator(request -> request.maxResults(2)).stream()
                .flatMap(page -> page.secretList().stream())
                .map(SecretListEntry::name)
                .toList();

        assertThat(names).containsExactly("bi/0", "bi/2", "bi/4", "web/1", "web/3");
        assertThat(secrets.listSecrets(request -> request.filters(
                                Filter.builder().key("name").values("web/").build()))
                        .secretList())
                .hasSize(2);
        assertThat(secrets.listSecrets(request -> request.filters(
                                Filter.builder().key("tag-value").values("bi").build()))
                        .secretList())
                .hasSize(3);
        assertThat(secrets.listSecrets(request -> request.filters(
                                Filter.builder().key("name").values("!web/").build()))
                        .secretList())
                .hasSize(3);
    }

    @Test
    void tagsAreAddedAndRemoved() {
        create("db", "one");
        secrets.tagResource(request -> request.secretId("db")
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("2").build()));

        secrets.untagResource(request -> request.secretId("db").tagKeys("a"));

        assertThat(secrets.describeSecret(request -> request.secretId("db")).tags())
                .containsExactly(Tag.builder().key("b").value("2").build());
    }

    @Test
    void aPolicyCanAllowTheSecretsOfATagOnly() {
        secrets.createSecret(request -> request.name("mine")
                .secretString("m")
                .tags(Tag.builder().key("team").value("bi").build()));
        create("other", "o");
        String statement = """
                {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:ResourceTag/team": "bi"}}}
                """;
        AwsCredentials credentials = account.roleThatMay("reader", statement);
        SecretsManagerClient reader = account.client(SecretsManagerClient.builder(), Region.US_EAST_1, credentials);

        assertThat(reader.getSecretValue(request -> request.secretId("mine")).secretString())
                .isEqualTo("m");
        assertThatThrownBy(() -> reader.getSecretValue(request -> request.secretId("other")))
                .satisfies(code("AccessDeniedException"))
                .hasMessageContaining("is not authorized to perform: secretsmanager:GetSecretValue on resource: other");
        assertThatThrownBy(() -> reader.describeSecret(request -> request.secretId("mine")))
                .satisfies(code("AccessDeniedException"));
    }

    @Test
    void randomPasswordsAreAsAskedAndNeverTheSame() {
        Set<String> passwords = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            passwords.add(secrets.getRandomPassword(request ->
                            request.passwordLength(12L).excludePunctuation(true).excludeCharacters("aA0"))
                    .randomPassword());
        }

        assertThat(passwords)
                .hasSize(100)
                .allSatisfy(password -> assertThat(password)
                        .matches("[b-zB-Z1-9]{12}")
                        .matches(".*[a-z].*")
                        .matches(".*[A-Z].*")
                        .matches(".*[0-9].*"));
    }

    @Test
    void whatIsRequiredIsMissedByName() {
        assertThatThrownBy(() -> secrets.getSecretValue(request -> {}))
                .satisfies(code("ValidationException"))
                .hasMessageContaining("secretId");
    }

    @Test
    void whatIsNotEmulatedIsRefusedByName() {
        create("db", "one");

        assertThatThrownBy(() -> secrets.createSecret(
                        request -> request.name("other").secretString("x").kmsKeyId("key")))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("KmsKeyId of secretsmanager:CreateSecret");
        assertThatThrownBy(() -> secrets.rotateSecret(request -> request.secretId("db")))
                .satisfies(code("NotEmulated"));
        assertThatThrownBy(() -> secrets.replicateSecretToRegions(request -> request.secretId("db")
                        .addReplicaRegions(
                                ReplicaRegionType.builder().region("us-west-2").build())))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("secretsmanager:ReplicateSecretToRegions");
    }
}
