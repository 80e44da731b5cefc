package io.redshiftops.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever is wrong ends in a condition that says so; once it is mended, everything goes on by itself.
 *
 * <p>Most of the time is spent waiting for the operator's next look, so that the tests run beside each other.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class BadInputIT {

    /** A minute or so between two looks at what only the user can mend, and the load's own time. */
    private static final Duration MENDED_WITHIN = Duration.ofMinutes(2);

    private static final Duration SEEN_WITHIN = Duration.ofSeconds(90);
    private static final String BUCKET = "story-data";

    private final SandboxProcess sandbox = SandboxProcess.start("bad-input", Map.of("SF", "0.01"));
    private final Resources resources = new Resources(sandbox.kubernetes(), "default");
    private final Account account = new Account(sandbox);

    @BeforeAll
    void aWarehouseAndABucket() {
        account.createBucket(BUCKET);
        account.put(BUCKET, "good/part-0.csv", "1,one\n2,two\n");
        resources.apply("""
                apiVersion: redshiftops.io/v1alpha1
                kind: RedshiftWarehouse
                metadata: {name: w}
                spec:
                  provisioned: {nodeType: ra3.xlplus, numberOfNodes: 2}
                  database: dwh
                  iamRole: {create: {readBuckets: [story-data]}}
                  deletion: {policy: Delete}
                """);
        resources.awaitReady("RedshiftWarehouse", "w", MENDED_WITHIN);
    }

    @AfterAll
    void end() {
        account.close();
        sandbox.close();
    }

    /** A load of two columns into a table of its own. */
    private void load(String name, String warehouse, String setup, String uri, String more) {
        resources.apply("""
                apiVersion: redshiftops.io/v1alpha1
                kind: S3Load
                metadata: {name: %1$s}
                spec:
                  warehouseRef: {name: %2$s}
                  %5$s
                  setup: [%3$s]
                  source: {uri: "%4$s", region: us-east-1}
                  format: {csv: {}}
                  tables: [{name: %1$s}]
                """.formatted(name, warehouse, setup, uri, more));
    }

    private static String create(String table) {
        return "{name: table, sql: \"CREATE TABLE %s (id integer NOT NULL, word varchar(10))\"}".formatted(table);
    }

    private static String good() {
        return "s3://" + BUCKET + "/good/";
    }

    private String message(String load, String reason) {
        return resources
                .awaitStalled("S3Load", load, reason, SEEN_WITHIN)
                .path("message")
                .asText();
    }

    private void awaitLoaded(String load, long rows) {
        resources.awaitReady("S3Load", load, MENDED_WITHIN);
        assertThat(resources.status("S3Load", load).at("/totals/rowsLoaded").asLong())
                .isEqualTo(rows);
    }

    @Test
    void aLoadWaitsForAWarehouseThatIsNotThereYet() {
        load("early", "later", create("early"), good(), "");

        Awaitility.await()
                .atMost(SEEN_WITHIN)
                .until(() -> resources
                        .condition("S3Load", "early", "Ready")
                        .filter(ready -> ready.path("reason").asText().equals("WarehouseNotFound"))
                        .filter(ready -> ready.path("message").asText().contains("later"))
                        .isPresent());
        resources.delete("S3Load", "early");
    }

    @Test
    void aBucketThatDoesNotExistIsNamedAndTheLoadGoesOnWithTheRightOne() {
        load("bucket", "w", create("bucket"), "s3://story-data-misspelt/good/", "");

        assertThat(message("bucket", "StorageRefused")).contains("story-data-misspelt");

        load("bucket", "w", create("bucket"), good(), "");
        awaitLoaded("bucket", 2);
    }

    @Test
    void anEmptyPrefixIsNamedAndTheLoadGoesOnOnceThereAreObjects() {
        load("prefix", "w", create("prefix"), "s3://" + BUCKET + "/late/", "");

        assertThat(message("prefix", "NoObjects")).contains("s3://" + BUCKET + "/late/");

        account.put(BUCKET, "late/part-0.csv", "3,three\n");
        awaitLoaded("prefix", 1);
    }

    @Test
    void aTableThatDoesNotExistIsNamedAndTheLoadGoesOnOnceSomebodyMadeIt() throws SQLException {
        load("missing", "w", "", good(), "");

        assertThat(message("missing", "TableNotFound")).contains("missing");

        try (WarehouseDatabase database = database()) {
            database.execute("CREATE TABLE missing (id integer, word varchar(10))");
        }
        awaitLoaded("missing", 2);
    }

    @Test
    void aSyntaxErrorInASetupStatementIsShownAsTheDatabaseSaidIt() {
        load("syntax", "w", "{name: table, sql: \"CREATE TABEL syntax (id integer, word varchar(10))\"}", good(), "");

        assertThat(message("syntax", "SetupFailed")).contains("syntax error");

        load("syntax", "w", create("syntax"), good(), "");
        awaitLoaded("syntax", 2);
    }

    @Test
    void aRowThatDoesNotParseIsShownWithFileLineAndColumn() {
        account.put(BUCKET, "rows/part-0.csv", "1,one\ntwo,two\n");
        load("rows", "w", create("rows"), "s3://" + BUCKET + "/rows/", "");

        String message = message("rows", "RowsRejected");
        JsonNode error = resources.status("S3Load", "rows").at("/tables/0/errors/0");

        assertThat(message).contains("line 2").contains("id");
        assertThat(error.path("line").asLong()).isEqualTo(2);
        assertThat(error.path("column").asText()).isEqualTo("id");

        account.put(BUCKET, "rows/part-0.csv", "1,one\n2,two\n");
        awaitLoaded("rows", 2);
    }

    @Test
    void aWrongPasswordIsReportedWithoutShowingItAndTheRightOneIsTaken() throws SQLException {
        try (WarehouseDatabase database = database()) {
            database.execute("CREATE USER loader PASSWORD 'Right-password-1'");
            database.execute("CREATE SCHEMA loading AUTHORIZATION loader");
            database.execute("GRANT CREATE, USAGE ON SCHEMA public TO loader");
        }
        password("Wrong-password-1");
        load("login", "w", create("login"), good(), "runAs: {secretRef: {name: loader}}");

        String message = message("login", "LoginFailed");

        assertThat(message).contains("loader").doesNotContain("Wrong-password-1");
        password("Right-password-1");
        awaitLoaded("login", 2);
    }

    private void password(String password) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("loader")
                .endMetadata()
                .addToStringData("username", "loader")
                .addToStringData("password", password)
                .build();
        sandbox.kubernetes().secrets().inNamespace("default").resource(secret).serverSideApply();
    }

    @Test
    void aTableThatSomebodyEmptiedIsFlaggedAndLoadedAgainWhenAskedFor() throws SQLException {
        load("emptied", "w", create("emptied"), good(), "");
        awaitLoaded("emptied", 2);
        try (WarehouseDatabase database = database()) {
            database.execute("TRUNCATE emptied");
        }
        annotate("emptied");

        assertThat(message("emptied", "TableEmptied")).contains("emptied");

        resources.apply("""
                apiVersion: redshiftops.io/v1alpha1
                kind: S3Load
                metadata: {name: emptied}
                spec:
                  warehouseRef: {name: w}
                  setup: [%s]
                  source: {uri: "%s", region: us-east-1}
                  format: {csv: {}}
                  tables: [{name: emptied, onEmpty: Reload}]
                """.formatted(create("emptied"), good()));
        resources.awaitReady("S3Load", "emptied", MENDED_WITHIN);
        try (WarehouseDatabase database = database()) {
            assertThat(database.number("SELECT count(*) FROM emptied")).isEqualTo(2);
        }
    }

    @Test
    void aTableThatWasCopiedUnderItsNameIsFlaggedAndAdoptedWhenToldSo() throws SQLException {
        load("copied", "w", create("copied"), good(), "");
        awaitLoaded("copied", 2);
        try (WarehouseDatabase database = database()) {
            database.execute("ALTER TABLE copied RENAME TO original");
            database.execute("CREATE TABLE copied (id integer NOT NULL, word varchar(10))");
            database.execute("INSERT INTO copied SELECT * FROM original");
        }
        annotate("copied");

        String message = message("copied", "LedgerMismatch");

        Matcher advice = Pattern.compile("\\{choice: Adopt, tableId: (\\d+)}").matcher(message);
        assertThat(advice.find()).as(message).isTrue();
        resources.apply("""
                apiVersion: redshiftops.io/v1alpha1
                kind: S3Load
                metadata: {name: copied}
                spec:
                  warehouseRef: {name: w}
                  setup: [%s]
                  source: {uri: "%s", region: us-east-1}
                  format: {csv: {}}
                  tables: [{name: copied, ledger: %s}]
                """.formatted(create("copied"), good(), advice.group()));
        resources.awaitReady("S3Load", "copied", MENDED_WITHIN);
        try (WarehouseDatabase database = database()) {
            assertThat(database.number("SELECT count(*) FROM copied")).isEqualTo(2);
        }
    }

    private void annotate(String load) {
        resources.annotate("S3Load", load, "redshiftops.io/reconcile-requested-at", "now");
    }

    @Test
    void aDeniedCallIsNamedAndTheWarehouseGoesOnOnceItIsAllowed() {
        account.deny("redshift-operator", "redshift:CreateCluster");
        resources.apply("""
                apiVersion: redshiftops.io/v1alpha1
                kind: RedshiftWarehouse
                metadata: {name: denied}
                spec:
                  provisioned: {nodeType: ra3.xlplus, numberOfNodes: 2}
                  deletion: {policy: Delete}
                """);

        String message = resources
                .awaitStalled("RedshiftWarehouse", "denied", "AccessDenied", SEEN_WITHIN)
                .path("message")
                .asText();

        assertThat(message).contains("redshift:CreateCluster").contains("redshift-operator");
        account.allowAgain("redshift-operator");
        resources.awaitReady("RedshiftWarehouse", "denied", MENDED_WITHIN.plusSeconds(10));
        resources.delete("RedshiftWarehouse", "denied");
    }

    @Test
    void aMissingPasswordSecretIsNamedAndTheWarehouseGoesOnOnceItIsThere() {
        resources.apply("""
                apiVersion: redshiftops.io/v1alpha1
                kind: RedshiftWarehouse
                metadata: {name: secretless}
                spec:
                  provisioned: {nodeType: ra3.xlplus, numberOfNodes: 2}
                  adminPassword: {secretRef: {name: admin-login, key: password}}
                  deletion: {policy: Delete}
                """);

        assertThat(resources
                        .awaitStalled("RedshiftWarehouse", "secretless", "SecretNotFound", SEEN_WITHIN)
                        .path("message")
                        .asText())
                .contains("admin-login");

        sandbox.kubernetes()
                .secrets()
                .inNamespace("default")
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("admin-login")
                        .endMetadata()
                        .addToStringData("password", "Some-password-1")
                        .build())
                .serverSideApply();
        resources.awaitReady("RedshiftWarehouse", "secretless", MENDED_WITHIN);
        resources.delete("RedshiftWarehouse", "secretless");
    }

    private WarehouseDatabase database() throws SQLException {
        return WarehouseDatabase.connect(sandbox, resources.status("RedshiftWarehouse", "w"), "dwh");
    }
}
