package io.redshiftops.sandbox.aws;

import static io.redshiftops.sandbox.aws.EmulatedAccount.allow;
import static io.redshiftops.sandbox.aws.EmulatedAccount.policy;
import static io.redshiftops.sandbox.aws.EmulatedAccount.trustIn;
import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redshiftops.sandbox.aws.core.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Failures on demand, as clients meet them. */
class FaultsTest {

    @TempDir
    Path storage;

    private EmulatedAccount account;
    private SandboxRequests sandbox;
    private IamClient iam;
    private RedshiftClient redshift;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        sandbox = new SandboxRequests(account.uri());
        iam = account.client(IamClient.builder());
        redshift = account.client(RedshiftClient.builder());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private void put(String faults) throws IOException, InterruptedException {
        assertThat(sandbox.send("PUT", "faults", faults))
                .satisfies(
                        answer -> assertThat(answer.status()).as(answer.error()).isEqualTo(200));
    }

    private JournalEntry lastCall() {
        List<JournalEntry> entries = account.world().journal().entries();
        return entries.get(entries.size() - 1);
    }

    private void createRole(String name) {
        iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(trustIn("redshift.amazonaws.com")));
    }

    private void createCluster(String... roleArns) {
        redshift.createCluster(request -> request.clusterIdentifier("dwh")
                .nodeType("ra3.xlplus")
                .numberOfNodes(2)
                .masterUsername("admin1")
                .manageMasterPassword(true)
                .iamRoles(roleArns));
    }

    private List<String> clusters() {
        return redshift.describeClusters().clusters().stream()
                .map(Cluster::clusterIdentifier)
                .toList();
    }

    private ThrowingCallable readOf(String service) {
        return switch (service) {
            case "iam" -> () -> iam.listRoles();
            case "redshift" -> () -> redshift.describeClusters();
            case "ec2" -> () -> account.client(Ec2Client.builder()).describeVpcs();
            case "secretsmanager" ->
                () -> account.client(SecretsManagerClient.builder()).listSecrets();
            case "ssm" -> () -> account.client(SsmClient.builder()).describeParameters();
            case "s3" -> () -> account.client(S3Client.builder()).listBuckets();
            default -> throw new IllegalArgumentException(service);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE,      iam,            Throttling,            400",
        "THROTTLE,      redshift,       Throttling,            400",
        "THROTTLE,      ec2,            RequestLimitExceeded,  503",
        "THROTTLE,      secretsmanager, ThrottlingException,   400",
        "THROTTLE,      ssm,            ThrottlingException,   400",
        "THROTTLE,      s3,             SlowDown,              503",
        "SERVER_ERROR,  iam,            InternalFailure,       500",
        "SERVER_ERROR,  redshift,       InternalFailure,       500",
        "SERVER_ERROR,  ec2,            InternalError,         500",
        "SERVER_ERROR,  ssm,            InternalServiceError,  500",
        "SERVER_ERROR,  s3,             InternalError,         500",
        "EXPIRED_TOKEN, iam,            ExpiredToken,          403",
        "EXPIRED_TOKEN, ec2,            RequestExpired,        400",
        "EXPIRED_TOKEN, secretsmanager, ExpiredTokenException, 400",
        "EXPIRED_TOKEN, s3,             ExpiredToken,          400"
    })
    void aRefusalHasTheCodeOfItsService(String kind, String service, String code, int status)
            throws IOException, InterruptedException {
        put("[{\"kind\": \"%s\", \"service\": \"%s\"}]".formatted(kind, service));

        assertThatThrownBy(readOf(service)).satisfies(code(code));

        assertThat(lastCall().status()).isEqualTo(status);
        assertThat(lastCall().errorCode()).isEqualTo(code);
        assertThat(lastCall().faults()).containsExactly(kind);
    }

    @Test
    void aRefusedCallDoesNothing() throws IOException, InterruptedException {
        put("[{\"kind\": \"SERVER_ERROR\", \"service\": \"iam\", \"operation\": \"CreateRole\"}]");

        assertThatThrownBy(() -> createRole("r")).satisfies(code("InternalFailure"));

        assertThat(iam.listRoles().roles()).isEmpty();
    }

    @Test
    void anErrorIsAnsweredAsItIsWritten() throws IOException, InterruptedException {
        put("""
                [{"kind": "ERROR", "service": "redshift", "operation": "CreateCluster", "status": 400,
                  "code": "InsufficientClusterCapacity", "message": "There are no nodes left."}]
                """);

        assertThatThrownBy(this::createCluster)
                .satisfies(code("InsufficientClusterCapacity"))
                .hasMessageContaining("There are no nodes left.");
        assertThat(clusters()).isEmpty();
    }

    @Test
    void aBusyResourceIsToldInTheWordsOfItsService() throws IOException, InterruptedException {
        createCluster();
        account.pass(Duration.ofMinutes(1));
        put("""
                [{"kind": "BUSY", "service": "redshift", "operation": "DeleteCluster", "times": 1},
                 {"kind": "BUSY", "service": "iam", "operation": "CreateRole", "times": 1}]
                """);

        assertThatThrownBy(() -> redshift.deleteCluster(
                        request -> request.clusterIdentifier("dwh").skipFinalClusterSnapshot(true)))
                .satisfies(code("InvalidClusterState"))
                .hasMessageContaining("There is an operation running on the Cluster");
        assertThatThrownBy(() -> createRole("r")).satisfies(code("ConcurrentModification"));
        assertThat(redshift.describeClusters().clusters())
                .extracting(Cluster::clusterStatus)
                .containsExactly("available");
    }

    @Test
    void aLostReplyIsOfACallThatWasMade() throws IOException, InterruptedException {
        put("[{\"kind\": \"LOST_REPLY\", \"service\": \"iam\", \"operation\": \"PutRolePolicy\"}]");
        createRole("r");

        assertThatThrownBy(() -> iam.putRolePolicy(
                        request -> request.roleName("r").policyName("p").policyDocument(policy(allow("s3:*", "*")))))
                .isInstanceOf(SdkClientException.class);

        assertThat(lastCall().status()).isZero();
        assertThat(lastCall().errorCode()).isNull();
        assertThat(lastCall().faults()).containsExactly("LOST_REPLY");
        assertThat(iam.listRolePolicies(request -> request.roleName("r")).policyNames())
                .containsExactly("p");
    }

    @Test
    void whatIsHiddenIsThereAndNotShownUntilTheClockSaysSo() throws IOException, InterruptedException {
        put("[{\"kind\": \"HIDE\", \"service\": \"iam\", \"operation\": \"CreateRole\", \"duration\": \"PT10S\"}]");
        createRole("r");

        assertThatThrownBy(() -> iam.getRole(request -> request.roleName("r")))
                .isInstanceOf(NoSuchEntityException.class);
        assertThat(iam.listRoles().roles()).isEmpty();
        assertThatThrownBy(() -> createRole("r")).satisfies(code("EntityAlreadyExists"));
        account.pass(Duration.ofSeconds(10));

        assertThat(iam.getRole(request -> request.roleName("r")).role().roleName())
                .isEqualTo("r");
    }

    @Test
    void aHiddenClusterIsNotShown() throws IOException, InterruptedException {
        put("""
                [{"kind": "HIDE", "service": "redshift", "operation": "CreateCluster", "duration": "PT1M"}]
                """);
        createCluster();

        assertThat(clusters()).isEmpty();
        assertThatThrownBy(this::createCluster).satisfies(code("ClusterAlreadyExists"));
        account.pass(Duration.ofMinutes(1));

        assertThat(clusters()).containsExactly("dwh");
    }

    @Test
    void aHiddenSecurityGroupIsNotShown() throws IOException, InterruptedException {
        Ec2Client ec2 = account.client(Ec2Client.builder());
        put("""
                [{"kind": "HIDE", "service": "ec2", "operation": "CreateSecurityGroup", "duration": "PT10S"}]
                """);
        String group = ec2.createSecurityGroup(
                        request -> request.groupName("web").description("d"))
                .groupId();

        assertThatThrownBy(() -> ec2.describeSecurityGroups(request -> request.groupIds(group)))
                .satisfies(code("InvalidGroup.NotFound"));
        account.pass(Duration.ofSeconds(10));

        assertThat(ec2.describeSecurityGroups(request -> request.groupIds(group))
                        .securityGroups())
                .hasSize(1);
    }

    @Test
    void aWithheldRoleIsShownButRedshiftDoesNotKnowIt() throws IOException, InterruptedException {
        put("[{\"kind\": \"WITHHOLD\", \"service\": \"iam\", \"operation\": \"CreateRole\", \"duration\": \"PT10S\"}]");
        createRole("r");
        String arn = iam.getRole(request -> request.roleName("r")).role().arn();

        assertThatThrownBy(() -> createCluster(arn))
                .satisfies(code("InvalidParameterValue"))
                .hasMessageContaining("The IAM role " + arn + " is not valid");
        account.pass(Duration.ofSeconds(10));
        createCluster(arn);

        assertThat(clusters()).containsExactly("dwh");
    }

    @Test
    void aSlowCallTakesItsTimeAndIsDone() throws IOException, InterruptedException {
        put("[{\"kind\": \"LATENCY\", \"service\": \"iam\", \"duration\": \"PT0.2S\"}]");
        long start = System.nanoTime();

        createRole("r");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(account.world().journal().entries()).hasSize(1);
    }

    @Test
    void callsAreSparedAndStruckByTheirNumber() throws IOException, InterruptedException {
        put(
                "[{\"kind\": \"THROTTLE\", \"service\": \"iam\", \"operation\": \"ListRoles\", \"skip\": 2, \"times\": 3}]");

        assertThat(strikes(8)).containsExactly(false, false, true, true, true, false, false, false);
    }

    @Test
    void faultsOfOneOperationStrikeOneAfterAnother() throws IOException, InterruptedException {
        put("""
                [{"kind": "LATENCY", "service": "iam", "duration": "PT0.001S", "times": 3},
                 {"kind": "THROTTLE", "service": "iam", "times": 2},
                 {"kind": "EXPIRED_TOKEN", "service": "iam", "times": 2}]
                """);

        for (int call = 0; call < 4; call++) {
            assertThat(catchThrowable(iam::listRoles)).isNotNull();
        }
        iam.listRoles();

        assertThat(account.world().journal().entries())
                .extracting(JournalEntry::faults)
                .containsExactly(
                        List.of("LATENCY", "THROTTLE"),
                        List.of("LATENCY", "THROTTLE"),
                        List.of("LATENCY", "EXPIRED_TOKEN"),
                        List.of("EXPIRED_TOKEN"),
                        List.of());
    }

    @Test
    void aShareOfTheCallsIsTheSameForTheSameSeed() throws IOException, InterruptedException {
        String fault = "[{\"kind\": \"THROTTLE\", \"service\": \"iam\", \"probability\": 0.5, \"seed\": %d}]";
        put(fault.formatted(1));
        List<Boolean> first = strikes(40);
        put(fault.formatted(1));
        List<Boolean> again = strikes(40);
        put(fault.formatted(2));
        List<Boolean> other = strikes(40);

        assertThat(again).isEqualTo(first).isNotEqualTo(other);
        assertThat(first.stream().filter(struck -> struck)).hasSizeBetween(10, 30);
    }

    /** Whether each of some calls was struck. */
    private List<Boolean> strikes(int calls) {
        List<Boolean> strikes = new ArrayList<>();
        IntStream.range(0, calls).forEach(call -> {
            try {
                iam.listRoles();
            } catch (software.amazon.awssdk.services.iam.model.IamException throttled) {
                assertThat(throttled).satisfies(code("Throttling"));
            }
            strikes.add(!lastCall().faults().isEmpty());
        });
        return strikes;
    }

    @Test
    void otherServicesAndOperationsAreSpared() throws IOException, InterruptedException {
        put("[{\"kind\": \"THROTTLE\", \"service\": \"iam\", \"operation\": \"ListPolicies\"}]");

        iam.listRoles();
        redshift.describeClusters();

        assertThat(account.world().journal().entries())
                .allMatch(call -> call.faults().isEmpty())
                .hasSize(2);
    }

    @Test
    void newFaultsTakeThePlaceOfTheOld() throws IOException, InterruptedException {
        put("[{\"kind\": \"THROTTLE\"}]");
        assertThat(sandbox.get("faults").body().toString())
                .isEqualTo("[{\"service\":\"*\",\"operation\":\"*\",\"kind\":\"THROTTLE\"}]");

        put("[]");

        assertThat(sandbox.get("faults").body()).isEmpty();
        iam.listRoles();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'kind': 'THROTTLE'}                                             | a JSON array",
                "[{'service': 'iam'}]                                             | a fault needs a kind",
                "[{'kind': 'EXPLODE'}]                                            | EXPLODE",
                "[{'kind': 'THROTTLE', 'service': 'sqs'}]                         | there is no service sqs",
                "[{'kind': 'THROTTLE', 'service': 'iam', 'operation': 'MakeRole'}] | iam has no operation MakeRole",
                "[{'kind': 'BUSY', 'service': 's3'}]                              | s3 has no answer for BUSY",
                "[{'kind': 'BUSY'}]                                               | BUSY needs a service",
                "[{'kind': 'HIDE', 'service': 'iam'}]                             | duration",
                "[{'kind': 'THROTTLE', 'duration': 'PT1S'}]                       | duration",
                "[{'kind': 'LATENCY', 'duration': 'soon'}]                        | soon",
                "[{'kind': 'ERROR'}]                                              | code",
                "[{'kind': 'THROTTLE', 'code': 'X'}]                              | code",
                "[{'kind': 'THROTTLE', 'probability': 2}]                         | from 0 to 1",
                "[{'kind': 'THROTTLE', 'often': 2}]                               | often"
            })
    void aFaultThatMakesNoSenseIsRefusedAndChangesNothing(String faults, String error)
            throws IOException, InterruptedException {
        put("[{\"kind\": \"THROTTLE\", \"service\": \"ssm\"}]");

        SandboxRequests.Answer answer = sandbox.send("PUT", "faults", faults.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(error);
        assertThat(sandbox.get("faults").body()).hasSize(1);
    }
}
