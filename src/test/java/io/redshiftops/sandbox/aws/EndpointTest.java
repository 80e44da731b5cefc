package io.redshiftops.sandbox.aws;

import static io.redshiftops.sandbox.aws.EmulatedAccount.trustIn;
import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.sts.StsClient;

/** What the endpoint makes of any request, and the sandbox's own routes. */
class EndpointTest {

    @TempDir
    Path storage;

    private EmulatedAccount account;
    private SandboxRequests sandbox;
    private IamClient iam;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        sandbox = new SandboxRequests(account.uri());
        iam = account.client(IamClient.builder());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private void createRole(String name) {
        iam.createRole(request -> request.roleName(name)
                .assumeRolePolicyDocument(trustIn("redshift.amazonaws.com"))
                .tags(Tag.builder().key("team").value("red").build()));
    }

    private HttpResponse<String> post(String service, String type, String target, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(account.uri().resolve("/"))
                .header("Content-Type", type)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAADMINISTRATOR000/20260304/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=00")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!target.isEmpty()) {
            request.header("X-Amz-Target", target);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> form(String service, String body) throws IOException, InterruptedException {
        return post(service, "application/x-www-form-urlencoded; charset=utf-8", "", body);
    }

    // ---------------------------------------------------------------- regions

    @Test
    void globalServicesAnswerForTheirPseudoRegionAndOthersDoNot() {
        account.client(IamClient.builder(), Region.AWS_GLOBAL).listRoles();
        account.client(StsClient.builder(), Region.AWS_GLOBAL).getCallerIdentity();

        assertThatThrownBy(() ->
                        account.client(Ec2Client.builder(), Region.AWS_GLOBAL).describeVpcs())
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("The region aws-global");
        assertThat(account.world().journal().entries())
                .extracting(call -> call.operation() + " " + call.region())
                .containsExactly("ListRoles us-east-1", "GetCallerIdentity us-east-1", "DescribeVpcs aws-global");
    }

    @Test
    void aRegionOfAnotherPartitionIsRefusedByName() {
        assertThatThrownBy(() ->
                        account.client(Ec2Client.builder(), Region.CN_NORTH_1).describeVpcs())
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("cn-north-1");
    }

    // ---------------------------------------------------------------- what is not emulated

    @Test
    void anOperationThatIsNotEmulatedIsRefusedByNameInItsServicesEnvelope() {
        assertThatThrownBy(() -> iam.listUsers())
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("iam:ListUsers is not emulated by this sandbox.")
                .hasMessageContaining("Status Code: 400");
        assertThatThrownBy(() -> account.client(Ec2Client.builder()).describeInstances())
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("ec2:DescribeInstances");
    }

    @ParameterizedTest
    @CsvSource({
        "iam,            Action=CreateRoll&Version=2010-05-08,         iam:CreateRoll",
        "sts,            Action=GetSessionToken&Version=2011-06-15,    sts:GetSessionToken",
        "ec2,            Action=RunInstances&Version=2016-11-15,       ec2:RunInstances",
        "redshift,       Action=ResizeCluster&Version=2012-12-01,      redshift:ResizeCluster",
        "sqs,            Action=ListQueues&Version=2012-11-05,         The service sqs",
        "iam,            Action=ListRoles&Colour=red,                  The parameter Colour of iam:ListRoles",
        "ec2,            Action=DescribeVpcs&IncludeAll=true,          The parameter IncludeAll of ec2:DescribeVpcs",
        "redshift,       Action=DescribeClusters&Tags.Tag.1.Key=a,     redshift:DescribeClusters"
    })
    void formsOfWhatIsNotKnownAreRefusedByName(String service, String body, String named)
            throws IOException, InterruptedException {
        HttpResponse<String> response = form(service, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("<Code>NotEmulated</Code>", named);
    }

    @Test
    void aTargetThatIsNotKnownIsRefusedAsJson() throws IOException, InterruptedException {
        HttpResponse<String> response =
                post("secretsmanager", "application/x-amz-json-1.1", "secretsmanager.ReplicateSecretToRegions", "{}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-amz-json-1.1");
        assertThat(response.body())
                .contains("\"__type\":\"NotEmulated\"", "secretsmanager:ReplicateSecretToRegions is not emulated");
    }

    @Test
    void aParameterOfAKnownOperationThatIsNotEmulatedIsRefusedByName() {
        assertThatThrownBy(() -> account.client(RedshiftClient.builder())
                        .createCluster(request -> request.clusterIdentifier("dwh")
                                .nodeType("ra3.xlplus")
                                .masterUsername("admin1")
                                .manageMasterPassword(true)
                                .hsmConfigurationIdentifier("hsm")))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("HsmConfigurationIdentifier");
    }

    @ParameterizedTest
    @CsvSource({
        "iam,   Action=ListRoles&MaxItems=many,                        MalformedInput",
        "iam,   Version=2010-05-08,                                    MissingAction",
        "ec2,   Action=DescribeSecurityGroups&MaxResults=x,            MalformedInput"
    })
    void aFormThatCannotBeReadIsRefused(String service, String body, String code)
            throws IOException, InterruptedException {
        HttpResponse<String> response = form(service, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("<Code>" + code + "</Code>");
    }

    @Test
    void anUnsignedCallIsRefusedAndAUnsignedFormIsTakenForSts() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(account.uri().resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15"))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    // ---------------------------------------------------------------- journal and resources

    @Test
    void theJournalTellsEachCallInItsOrder() throws IOException, InterruptedException {
        createRole("r");
        account.pass(Duration.ofSeconds(2));
        assertThatThrownBy(() -> createRole("r")).satisfies(code("EntityAlreadyExists"));

        JsonNode journal = sandbox.get("journal").body();

        assertThat(journal).hasSize(2);
        assertThat(journal.get(0).toString())
                .isEqualTo("{\"time\":\"2026-03-04T05:06:07Z\",\"service\":\"iam\",\"operation\":\"CreateRole\","
                        + "\"region\":\"us-east-1\",\"caller\":\"admin\",\"status\":200,\"errorCode\":null,"
                        + "\"resource\":\"arn:aws:iam::123456789012:role/r\",\"faults\":[]}");
        assertThat(journal.get(1).path("time").asText()).isEqualTo("2026-03-04T05:06:09Z");
        assertThat(journal.get(1).path("status").asInt()).isEqualTo(409);
        assertThat(journal.get(1).path("errorCode").asText()).isEqualTo("EntityAlreadyExists");
    }

    @Test
    void theJournalCanBeEmptied() throws IOException, InterruptedException {
        createRole("r");

        assertThat(sandbox.send("DELETE", "journal", "").status()).isEqualTo(200);

        assertThat(sandbox.get("journal").body()).isEmpty();
        createRole("s");
        assertThat(sandbox.get("journal").body()).hasSize(1);
    }

    @Test
    void resourcesTellWhatThereIsAndWhoMadeIt() throws IOException, InterruptedException {
        assertThat(names("iam", "roles")).isEmpty();
        account.client(Ec2Client.builder()).describeVpcs();
        createRole("r");
        account.client(Ec2Client.builder())
                .createSecurityGroup(request -> request.groupName("web").description("d"));

        JsonNode role = sandbox.get("resources").body().at("/iam/roles/0");

        assertThat(role.path("id").asText()).isEqualTo("arn:aws:iam::123456789012:role/r");
        assertThat(role.path("name").asText()).isEqualTo("r");
        assertThat(role.at("/tags/team").asText()).isEqualTo("red");
        assertThat(role.path("createdBy").asText()).isEqualTo("admin");
        assertThat(names("ec2", "securityGroups"))
                .contains("web admin")
                .allMatch(name -> name.equals("web admin") || name.endsWith(" aws"));
        iam.deleteRole(request -> request.roleName("r"));
        assertThat(names("iam", "roles")).isEmpty();
    }

    /** Names and makers of a kind. */
    private List<String> names(String service, String kind) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        sandbox.get("resources")
                .body()
                .path(service)
                .path(kind)
                .forEach(each -> names.add(each.path("name").asText() + " "
                        + each.path("createdBy").asText()));
        return names;
    }

    // ---------------------------------------------------------------- clock

    @Test
    void theClockIsAdvancedWithWhatFallsDueMeanwhile() throws IOException, InterruptedException {
        RedshiftClient redshift = account.client(RedshiftClient.builder());
        redshift.createCluster(request -> request.clusterIdentifier("dwh")
                .nodeType("ra3.xlplus")
                .numberOfNodes(2)
                .masterUsername("admin1")
                .manageMasterPassword(true));

        SandboxRequests.Answer answer = sandbox.send("POST", "clock", "{\"advance\": \"PT30S\"}");

        assertThat(answer.body().path("time").asText()).isEqualTo("2026-03-04T05:06:37Z");
        assertThat(redshift.describeClusters().clusters())
                .extracting(Cluster::clusterStatus)
                .containsExactly("available");
    }

    @Test
    void theClockRunsAtItsScale() throws IOException, InterruptedException {
        assertThat(sandbox.get("clock").body().path("scale").asDouble()).isZero();
        sandbox.send("POST", "clock", "{\"scale\": 100000}");
        Instant start = Instant.now();
        Instant shown = account.world().clock().instant();

        while (Instant.now().isBefore(start.plusMillis(20))) {
            Thread.onSpinWait();
        }
        Duration passed = Duration.between(shown, account.world().clock().instant());

        assertThat(passed).isBetween(Duration.ofSeconds(1900), Duration.ofHours(10));
        sandbox.send("POST", "clock", "{\"scale\": 0}");
        Instant stopped = account.world().clock().instant();
        assertThat(account.world().clock().instant()).isCloseTo(stopped, within(0, ChronoUnit.NANOS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'advance': 'soon'}   | advance is a duration such as PT30S",
                "{'advance': '-PT1S'}  | forward only",
                "{'scale': 'fast'}     | scale is a number",
                "{'scale': -1}         | from 0 up",
                "{'speed': 1}          | a clock has no speed",
                "{}                    | say",
                "{                     | Unexpected end-of-input"
            })
    void aMoveOfTheClockThatMakesNoSenseIsRefused(String move, String error) throws IOException, InterruptedException {
        SandboxRequests.Answer answer = sandbox.send("POST", "clock", move.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(error);
        assertThat(account.world().clock().instant()).isEqualTo(EmulatedAccount.START);
    }

    @Test
    void aRouteThatIsNotThereIsAnsweredWithThoseThatAre() throws IOException, InterruptedException {
        SandboxRequests.Answer answer = sandbox.get("journals");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("no route GET /_sandbox/journals");
        assertThat(answer.body().path("routes").toString()).contains("GET /_sandbox/journal");
    }
}
