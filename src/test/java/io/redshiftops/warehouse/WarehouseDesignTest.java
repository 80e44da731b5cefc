package io.redshiftops.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import io.redshiftops.aws.Aws;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarehouseDesignTest {

    private static final String PLAIN = """
            metadata: {namespace: default, name: w}
            spec:
              provisioned: {nodeType: ra3.xlplus, numberOfNodes: 2}
              database: dev
              port: 5439
              adminUsername: awsuser
              adoption: Never
            """;

    /** The object's policy, the namespace's, whether its status and whether the cluster's tag say adopted. */
    @ParameterizedTest
    @CsvSource({
        ", , false, false, SNAPSHOT",
        ", DELETE, false, false, DELETE",
        "Retain, DELETE, false, false, RETAIN",
        ", , true, false, RETAIN",
        ", , false, true, RETAIN",
        ", DELETE, false, true, RETAIN",
        "Delete, , false, true, DELETE",
        "Snapshot, , true, true, SNAPSHOT",
    })
    void theDeletionPolicyIsTheNearestThatIsNamed(
            @Nullable String own,
            @Nullable DeletionPolicy ofNamespace,
            boolean inStatus,
            boolean seen,
            DeletionPolicy effective) {
        String yaml = PLAIN
                + (own == null ? "" : "  deletion: {policy: " + own + "}\n")
                + (inStatus ? "status: {adopted: true}\n" : "");

        assertThat(design(yaml, ofNamespace, seen).deletionPolicy()).isEqualTo(effective);
    }

    @Test
    void whatIsRecordedOutlivesAChangeOfTheOperatorsDefaults() {
        WarehouseDesign design =
                design(PLAIN + "status: {region: us-east-1, clusterIdentifier: as-it-was}\n", null, false);

        assertThat(design.region()).isEqualTo("us-east-1");
        assertThat(design.clusterIdentifier()).isEqualTo("as-it-was");
    }

    @Test
    void theSpecNamesRegionAndIdentifierBeforeTheRecord() {
        WarehouseDesign design = design(
                PLAIN.replace("numberOfNodes: 2", "numberOfNodes: 2, clusterIdentifier: mine")
                        + "  region: eu-west-1\nstatus: {region: us-east-1, clusterIdentifier: as-it-was}\n",
                null,
                false);

        assertThat(design.region()).isEqualTo("eu-west-1");
        assertThat(design.clusterIdentifier()).isEqualTo("mine");
    }

    @Test
    void theOwnerTagCannotBeTakenOver() {
        WarehouseDesign design = design(PLAIN + "  tags: {team: a, redshiftops.io/owner: somebody}\n", null, false);

        assertThat(design.tags())
                .containsEntry("team", "a")
                .containsEntry(WarehouseNames.OWNER_TAG, "i/default/w")
                .hasSize(2);
    }

    @Test
    void anExistingRoleTakesThePlaceOfAGeneratedOne() {
        String arn = "arn:aws:iam::123456789012:role/theirs";

        WarehouseDesign design = design(
                PLAIN + "  iamRole: {existing: {arn: '" + arn + "'}}\n  additionalRoleArns: ['" + arn + "', '" + arn
                        + "2']\n",
                null,
                false);

        assertThat(design.generatedRole()).isNull();
        assertThat(design.attachedRoleArns()).containsExactly(arn, arn + "2");
    }

    @Test
    void ingressIsWrittenAsEc2ShowsIt() {
        WarehouseDesign design = design(
                PLAIN
                        + "  network: {allowAnyAddress: false, publiclyAccessible: false, ingress: [{cidr: 10.1.2.3/8}]}\n",
                null,
                false);

        assertThat(design.ingress())
                .singleElement()
                .satisfies(rule -> assertThat(rule.source()).isEqualTo("10.0.0.0/8"));
    }

    private static WarehouseDesign design(String yaml, @Nullable DeletionPolicy ofNamespace, boolean seenAdopted) {
        return WarehouseDesign.of(
                Serialization.unmarshal(yaml, RedshiftWarehouse.class),
                WarehouseDesigns.SETTINGS,
                new Aws.Account("123456789012", "aws", "arn:aws:iam::123456789012:role/operator"),
                ofNamespace,
                seenAdopted);
    }
}
