package io.redshiftops.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.AppliedPassword;
import io.redshiftops.aws.Cluster.Endpoint;
import io.redshiftops.aws.Clusters.Change;
import io.redshiftops.aws.Clusters.NewCluster;
import io.redshiftops.aws.Password;
import io.redshiftops.aws.Secrets;
import io.redshiftops.warehouse.Observation.PublishedSecret;
import io.redshiftops.warehouse.Observation.WantedPassword;
import io.redshiftops.warehouse.WarehouseAction.CreateCluster;
import io.redshiftops.warehouse.WarehouseAction.ModifyCluster;
import io.redshiftops.warehouse.WarehouseAction.PublishSecret;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No password shows in what is logged, recorded in events or thrown. */
class SecretsStaySecretTest {

    private static final String SECRET = "Hunter2Hunter2";
    private static final Password PASSWORD = new Password(SECRET);
    private static final AppliedPassword VERSION = new AppliedPassword("uid", "7");
    private static final ConnectionSettings SETTINGS =
            ConnectionSettings.of(ClusterBuilder.named("c").build(), new Endpoint("c.example", 5439), PASSWORD);

    static Stream<Object> holders() {
        return Stream.of(
                PASSWORD,
                SETTINGS,
                SETTINGS.parameterValue(),
                new PublishedSecret(true, SETTINGS.secretData()),
                new PublishSecret("s", SETTINGS.secretData()),
                new WantedPassword(PASSWORD, VERSION),
                new Change.SetPassword(PASSWORD),
                new ModifyCluster("c", new Change.SetPassword(PASSWORD), VERSION),
                new CreateCluster(
                        new NewCluster(
                                "c",
                                "ra3.xlplus",
                                2,
                                "dev",
                                5439,
                                "awsuser",
                                PASSWORD,
                                null,
                                List.of(),
                                List.of(),
                                false,
                                Map.of()),
                        VERSION),
                new Secrets.Credentials("awsuser", PASSWORD, "v1"));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void nothingShowsThePasswordItHolds(Object holder) {
        assertThat(holder.toString()).doesNotContain(SECRET);
    }

    @Test
    void thePasswordIsInTheSecretThatIsAskedFor() {
        assertThat(SETTINGS.secretData()).containsEntry("password", SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sh0rt", "alllowercase1", "NoDigitsHere", "Has'Quote123", "Has Blank123", "Umläut123456"})
    void aBadPasswordIsRefusedWithoutShowingIt(String password) {
        assertThat(PasswordRules.violation(new Password(password)))
                .get()
                .asString()
                .doesNotContain(password);
    }

    @Test
    void aGoodPasswordIsTaken() {
        assertThat(PasswordRules.violation(PASSWORD)).isEmpty();
    }
}
