package io.redshiftops.sandbox.aws.redshift;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.redshift.model.CreateClusterRequest;

/** The bounds of a new cluster's settings: just inside, and just outside. */
class ClusterRulesTest {

    @TempDir
    private static Path storage;

    private static EmulatedAccount account;
    private static RedshiftClient redshift;

    @BeforeAll
    static void start() {
        account = new EmulatedAccount(storage);
        redshift = account.client(RedshiftClient.builder());
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    private static CreateClusterRequest.Builder good() {
        return CreateClusterRequest.builder()
                .clusterIdentifier("sales")
                .nodeType("ra3.large")
                .clusterType("single-node")
                .masterUsername("awsuser")
                .masterUserPassword("Passw0rd1");
    }

    private static Cluster accepted(CreateClusterRequest.Builder request) {
        Cluster cluster = redshift.createCluster(request.build()).cluster();
        account.pass(RedshiftSettings.DEFAULT.creating());
        redshift.deleteCluster(
                delete -> delete.clusterIdentifier(cluster.clusterIdentifier()).skipFinalClusterSnapshot(true));
        account.pass(RedshiftSettings.DEFAULT.changing());
        return cluster;
    }

    private static void refused(CreateClusterRequest.Builder request, String code) {
        assertThatThrownBy(() -> redshift.createCluster(request.build())).satisfies(code(code));
    }

    private static String letters(int count) {
        return "a".repeat(count);
    }

    static Stream<String> goodIdentifiers() {
        return Stream.of("a", "a1", "a-b-c", letters(63));
    }

    @ParameterizedTest
    @MethodSource("goodIdentifiers")
    void anIdentifierWithinTheRulesIsTaken(String identifier) {
        assertThat(accepted(good().clusterIdentifier(identifier)).clusterIdentifier())
                .isEqualTo(identifier);
    }

    static Stream<String> badIdentifiers() {
        return Stream.of("1a", "-a", "a-", "a--b", "a_b", "a.b", "a b", "é", letters(64));
    }

    @ParameterizedTest
    @MethodSource("badIdentifiers")
    void anIdentifierAgainstTheRulesIsRefused(String identifier) {
        refused(good().clusterIdentifier(identifier), "InvalidParameterValue");
    }

    static Stream<String> goodPasswords() {
        return Stream.of("Passw0r1", "aA1!#$%&()*+,-.", "aA1" + letters(61));
    }

    @ParameterizedTest
    @MethodSource("goodPasswords")
    void aPasswordWithinTheRulesIsTaken(String password) {
        accepted(good().masterUserPassword(password));
    }

    static Stream<String> badPasswords() {
        return Stream.of(
                "",
                "Passw0r",
                "aA1" + letters(62),
                "passw0rd1",
                "PASSW0RD1",
                "Password",
                "Passw0rd'",
                "Passw0rd\"",
                "Passw0rd\\",
                "Passw0rd/",
                "Passw0rd@",
                "Passw0rd ",
                "Passw0rdé");
    }

    @ParameterizedTest
    @MethodSource("badPasswords")
    void aPasswordAgainstTheRulesIsRefused(String password) {
        refused(good().masterUserPassword(password), "InvalidParameterValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "select", "Awsuser", "1user", "a:b", "a/b", "user"})
    void aUserAgainstTheRulesIsRefused(String user) {
        refused(good().masterUsername(user), "InvalidParameterValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a_b", "a+b", "a.b", "a@b", "a-b"})
    void aUserWithinTheRulesIsTaken(String user) {
        assertThat(accepted(good().masterUsername(user)).masterUsername()).isEqualTo(user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "1dev", "table", "de-v"})
    void aDatabaseAgainstTheRulesIsRefused(String database) {
        refused(good().dbName(database), "InvalidParameterValue");
    }

    static Stream<Arguments> nodes() {
        return Stream.of(
                // node type, cluster type, number; the number of nodes or the error
                Arguments.of("ra3.large", null, null, "1"),
                Arguments.of("ra3.large", null, 1, "1"),
                Arguments.of("ra3.large", null, 2, "2"),
                Arguments.of("ra3.large", "single-node", null, "1"),
                Arguments.of("ra3.large", "single-node", 1, "InvalidParameterValue"),
                Arguments.of("ra3.large", "multi-node", null, "InvalidParameterCombination"),
                Arguments.of("ra3.large", "multi-node", 1, "InvalidParameterCombination"),
                Arguments.of("ra3.large", "multi-node", 2, "2"),
                Arguments.of("ra3.large", "multi-node", 16, "16"),
                Arguments.of("ra3.large", "multi-node", 17, "NumberOfNodesPerClusterLimitExceeded"),
                Arguments.of("ra3.large", "cluster", 2, "InvalidParameterValue"),
                Arguments.of("ra3.4xlarge", "single-node", null, "InvalidParameterValue"),
                Arguments.of("ra3.4xlarge", "multi-node", 2, "2"),
                Arguments.of("dc2.large", "multi-node", 32, "32"),
                Arguments.of("dc2.large", "multi-node", 33, "NumberOfNodesPerClusterLimitExceeded"),
                Arguments.of("ds2.xlarge", "single-node", null, "InvalidParameterValue"));
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void theNodeTypeSaysHowManyNodesThereMayBe(
            String nodeType, @Nullable String clusterType, @Nullable Integer number, String expected) {
        CreateClusterRequest.Builder request =
                good().nodeType(nodeType).clusterType(clusterType).numberOfNodes(number);
        if (Character.isDigit(expected.charAt(0))) {
            assertThat(accepted(request).numberOfNodes()).hasToString(expected);
        } else {
            refused(request, expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ra3.large, 5431, true",
        "ra3.large, 5430, false",
        "ra3.large, 5455, true",
        "ra3.large, 5456, false",
        "ra3.large, 8191, true",
        "ra3.large, 8190, false",
        "ra3.large, 8215, true",
        "ra3.large, 8216, false",
        "dc2.large, 1149, false",
        "dc2.large, 1150, true",
        "dc2.large, 65535, true",
        "dc2.large, 65536, false"
    })
    void theNodeTypeSaysWhichPortsThereAre(String nodeType, int port, boolean good) {
        CreateClusterRequest.Builder request = good().nodeType(nodeType).port(port);
        if (good) {
            assertThat(accepted(request).endpoint().port()).isEqualTo(port);
        } else {
            refused(request, "InvalidParameterValue");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ra3.large, 0, InvalidParameterValue",
        "ra3.large, 1, 1",
        "ra3.large, 35, 35",
        "ra3.large, 36, InvalidParameterValue",
        "dc2.large, 0, 0",
        "dc2.large, -1, InvalidParameterValue"
    })
    void automatedSnapshotsAreKeptForUpToThirtyFiveDays(String nodeType, int days, String expected) {
        CreateClusterRequest.Builder request = good().nodeType(nodeType).automatedSnapshotRetentionPeriod(days);
        if (expected.matches("\\d+")) {
            assertThat(accepted(request).automatedSnapshotRetentionPeriod()).isEqualTo(days);
        } else {
            refused(request, expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "-2, false", "0, false", "1, true", "3653, true", "3654, false"})
    void manualSnapshotsAreKeptForTenYearsOrForEver(int days, boolean good) {
        CreateClusterRequest.Builder request = good().manualSnapshotRetentionPeriod(days);
        if (good) {
            assertThat(accepted(request).manualSnapshotRetentionPeriod()).isEqualTo(days);
        } else {
            refused(request, "InvalidRetentionPeriodFault");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Mon:03:00-Mon:03:30, mon:03:00-mon:03:30",
        "sun:23:45-mon:00:15, sun:23:45-mon:00:15",
        "mon:03:00-mon:03:29, ",
        "mon:24:00-tue:01:00, ",
        "monday, "
    })
    void aMaintenanceWindowIsHalfAnHourOfTheWeekOrMore(String window, @Nullable String kept) {
        CreateClusterRequest.Builder request = good().preferredMaintenanceWindow(window);
        if (kept != null) {
            assertThat(accepted(request).preferredMaintenanceWindow()).isEqualTo(kept);
        } else {
            refused(request, "InvalidParameterValue");
        }
    }

    @Test
    void whatIsRequiredIsMissedByName() {
        assertMissing(
                () -> redshift.createCluster(good().clusterIdentifier(null).build()), "clusterIdentifier");
        assertMissing(() -> redshift.createCluster(good().nodeType(null).build()), "nodeType");
        assertMissing(() -> redshift.createCluster(good().masterUsername(null).build()), "masterUsername");
        assertMissing(
                () -> redshift.deleteCluster(request -> request.skipFinalClusterSnapshot(true)), "clusterIdentifier");
        assertMissing(
                () -> redshift.createClusterSnapshot(request -> request.clusterIdentifier("a")), "snapshotIdentifier");
        assertMissing(() -> redshift.createTags(request -> {}), "resourceName");
    }

    private static void assertMissing(ThrowingCallable call, String parameter) {
        assertThatThrownBy(call).satisfies(code("ValidationError")).hasMessageContaining(parameter);
    }

    @Test
    void settingsThatDoNotExistAreRefused() {
        refused(good().encrypted(false), "InvalidParameterCombination");
        refused(good().clusterVersion("2.0"), "InvalidParameterValue");
        refused(good().clusterParameterGroupName("mine"), "ClusterParameterGroupNotFound");
        refused(good().clusterSubnetGroupName("mine"), "ClusterSubnetGroupNotFoundFault");
        refused(good().iamRoles("arn:aws:iam::123456789012:role/absent"), "InvalidParameterValue");
        refused(good().manageMasterPassword(true), "InvalidParameterCombination");
        refused(good().masterUserPassword(null), "InvalidParameterValue");
        refused(good().availabilityZone("us-east-1z"), "InvalidVPCNetworkStateFault");
        assertThat(redshift.describeClusters().clusters()).isEmpty();
    }
}
