package io.redshiftops.sandbox.aws.parameters;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The Parameter Store. */
class ParametersTest {

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private SsmClient ssm;

    @BeforeEach
    void start() {
        account = new EmulatedAccount(storage);
        ssm = account.client(SsmClient.builder());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private long put(String name, String value, Consumer<PutParameterRequest.Builder> more) {
        return ssm.putParameter(more.andThen(request -> request.name(name).value(value)))
                .version();
    }

    private void putString(String name, String value) {
        put(name, value, request -> request.type("String"));
    }

    private Parameter get(String name) {
        return ssm.getParameter(request -> request.name(name)).parameter();
    }

    @Test
    void aParameterComesBackWithItsVersion() {
        putString("la_vida_mocha_redshift_settings", "{\"host\": \"h\"}");

        Parameter found = get("la_vida_mocha_redshift_settings");

        assertThat(found.value()).isEqualTo("{\"host\": \"h\"}");
        assertThat(found.typeAsString()).isEqualTo("String");
        assertThat(found.version()).isOne();
        assertThat(found.dataType()).isEqualTo("text");
        assertThat(found.lastModifiedDate()).isEqualTo(EmulatedAccount.START);
        assertThat(found.arn())
                .isEqualTo(
                        "arn:aws:ssm:us-east-1:" + EmulatedAccount.ID + ":parameter/la_vida_mocha_redshift_settings");
        assertThat(get(found.arn()).value()).isEqualTo(found.value());
    }

    @Test
    void aSecureValueIsShownOnlyWhenItIsAskedFor() {
        put("/db/password", "hidden", request -> request.type("SecureString"));

        assertThat(get("/db/password").value()).doesNotContain("hidden");
        assertThat(ssm.getParameter(request -> request.name("/db/password").withDecryption(true))
                        .parameter()
                        .value())
                .isEqualTo("hidden");
    }

    @Test
    void overwritingHasToBeAskedFor() {
        putString("a", "one");

        assertThatThrownBy(() -> putString("a", "two")).satisfies(code("ParameterAlreadyExists"));
        assertThat(put("a", "two", request -> request.overwrite(true))).isEqualTo(2);

        assertThat(get("a").value()).isEqualTo("two");
        assertThat(get("a").typeAsString()).isEqualTo("String");
        assertThat(get("a:1").value()).isEqualTo("one");
        assertThatThrownBy(() -> get("a:3")).satisfies(code("ParameterVersionNotFound"));
    }

    @Test
    void aTypeIsForGood() {
        putString("a", "one");

        assertThatThrownBy(() ->
                        put("a", "two", request -> request.type("SecureString").overwrite(true)))
                .satisfies(code("HierarchyTypeMismatchException"));
        assertThatThrownBy(() -> put("b", "two", request -> {})).satisfies(code("ValidationException"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"aws", "AwsThing", "ssm-thing", "/aws/x", "a b", "a/b", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16"
            })
    void aNameAgainstTheRulesIsRefused(String name) {
        assertThatThrownBy(() -> putString(name, "x"))
                .isInstanceOfSatisfying(
                        software.amazon.awssdk.services.ssm.model.SsmException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isIn("ValidationException", "HierarchyLevelLimitExceededException"));
        assertThat(ssm.describeParameters().parameters()).isEmpty();
    }

    @Test
    void theTierBoundsTheValue() {
        putString("a", "x".repeat(4096));

        assertThatThrownBy(() -> putString("b", "x".repeat(4097))).satisfies(code("ValidationException"));
        put("b", "x".repeat(8192), request -> request.type("String").tier("Advanced"));
        assertThatThrownBy(() -> put(
                        "c", "x".repeat(8193), request -> request.type("String").tier("Advanced")))
                .satisfies(code("ValidationException"));
        assertThatThrownBy(
                        () -> put("b", "x", request -> request.tier("Standard").overwrite(true)))
                .satisfies(code("ValidationException"))
                .hasMessageContaining("You can't downgrade");
    }

    @Test
    void theValueHasToFitThePattern() {
        assertThatThrownBy(
                        () -> put("a", "abc", request -> request.type("String").allowedPattern("\\d+")))
                .satisfies(code("ParameterPatternMismatchException"));
        put("a", "123", request -> request.type("String").allowedPattern("\\d+"));
        put("b", "abc", request -> request.type("String").allowedPattern(""));
    }

    @Test
    void aDeletedParameterIsGone() {
        putString("a", "one");
        putString("b", "one");
        ssm.deleteParameter(request -> request.name("a"));

        assertThatThrownBy(() -> get("a")).satisfies(code("ParameterNotFound"));
        assertThatThrownBy(() -> ssm.deleteParameter(request -> request.name("a")))
                .satisfies(code("ParameterNotFound"));
        var many = ssm.deleteParameters(request -> request.names("a", "b"));
        assertThat(many.deletedParameters()).containsExactly("b");
        assertThat(many.invalidParameters()).containsExactly("a");
    }

    @Test
    void manyAreReadAtOnceAndTheUnknownOnesNamed() {
        putString("a", "one");
        putString("b", "two");

        var found = ssm.getParameters(request -> request.names("b", "absent", "a"));

        assertThat(found.parameters()).extracting(Parameter::value).containsExactlyInAnyOrder("one", "two");
        assertThat(found.invalidParameters()).containsExactly("absent");
    }

    @Test
    void aPathHoldsItsOwnAndWhenAskedWhatIsBelow() {
        for (String name : List.of("/team/a", "/team/b", "/team/sub/c", "/teams/d", "team")) {
            putString(name, name);
        }

        assertThat(ssm.getParametersByPath(request -> request.path("/team")).parameters())
                .extracting(Parameter::name)
                .containsExactly("/team/a", "/team/b");
        List<String> all =
                ssm
                        .getParametersByPathPaginator(request ->
                                request.path("/team/").recursive(true).maxResults(1))
                        .stream()
                        .flatMap(page -> page.parameters().stream())
                        .map(Parameter::name)
                        .toList();
        assertThat(all).containsExactly("/team/a", "/team/b", "/team/sub/c");
        assertThat(ssm.describeParameters(request -> request.parameterFilters(ParameterStringFilter.builder()
                                .key("Name")
                                .option("BeginsWith")
                                .values("/team/")
                                .build()))
                        .parameters())
                .extracting(ParameterMetadata::name)
                .containsExactly("/team/a", "/team/b", "/team/sub/c");
    }

    @Test
    void tagsAreSetAtCreationOrLater() {
        put(
                "a",
                "one",
                request -> request.type("String")
                        .tags(Tag.builder().key("x").value("1").build()));
        ssm.addTagsToResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId("a")
                .tags(Tag.builder().key("y").value("2").build()));
        ssm.removeTagsFromResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId("a")
                .tagKeys("x"));

        assertThat(ssm.listTagsForResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                                .resourceId("a"))
                        .tagList())
                .containsExactly(Tag.builder().key("y").value("2").build());
        assertThatThrownBy(() -> put(
                        "a",
                        "two",
                        request -> request.overwrite(true)
                                .tags(Tag.builder().key("z").value("3").build())))
                .satisfies(code("ValidationException"));
        assertThatThrownBy(() -> ssm.addTagsToResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId("absent")
                        .tags(Tag.builder().key("y").value("2").build())))
                .satisfies(code("InvalidResourceId"));
    }

    @Test
    void aPolicyCanAllowAPathOnly() {
        putString("/team/a", "mine");
        putString("/other/b", "theirs");
        AwsCredentials credentials = account.roleThatMay(
                "reader",
                EmulatedAccount.allow(
                        "ssm:GetParameter*", "arn:aws:ssm:us-east-1:" + EmulatedAccount.ID + ":parameter/team/*"));
        SsmClient reader = account.client(SsmClient.builder(), Region.US_EAST_1, credentials);

        assertThat(reader.getParameter(request -> request.name("/team/a"))
                        .parameter()
                        .value())
                .isEqualTo("mine");
        assertThatThrownBy(() -> reader.getParameter(request -> request.name("/other/b")))
                .satisfies(code("AccessDeniedException"));
        assertThatThrownBy(() -> reader.deleteParameter(request -> request.name("/team/a")))
                .satisfies(code("AccessDeniedException"))
                .hasMessageContaining("ssm:DeleteParameter on resource: arn:aws:ssm:us-east-1:" + EmulatedAccount.ID
                        + ":parameter/team/a");
    }

    @Test
    void regionsHaveTheirOwnParameters() {
        putString("a", "one");

        assertThatThrownBy(() -> account.client(SsmClient.builder(), Region.US_WEST_2)
                        .getParameter(request -> request.name("a")))
                .satisfies(code("ParameterNotFound"));
    }

    @Test
    void whatIsRequiredIsMissedByName() {
        assertThatThrownBy(() -> ssm.getParameter(request -> {}))
                .satisfies(code("ValidationException"))
                .hasMessageContaining("'name'");
    }

    @Test
    void whatIsNotEmulatedIsRefusedByName() {
        assertThatThrownBy(() ->
                        put("a", "x", request -> request.type("SecureString").keyId("alias/mine")))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("alias/aws/ssm");
        assertThatThrownBy(() -> put("a", "x", request -> request.type("String").policies("[]")))
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("Policies of ssm:PutParameter");
        assertThatThrownBy(() -> ssm.describeInstanceInformation())
                .satisfies(code("NotEmulated"))
                .hasMessageContaining("ssm:DescribeInstanceInformation");
    }
}
