package io.redshiftops.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loads that want the same objects in the same table, at the same time. */
class RacingLoadsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void loadsThatRaceOverTheSameObjectsPutThemIntoTheTableOnce() throws SQLException {
        try (SandboxProcess sandbox = SandboxProcess.start("racing", Map.of("SF", "0.01"))) {
            Resources resources = new Resources(sandbox.kubernetes(), "default");
            resources.apply("""
                    apiVersion: redshiftops.io/v1alpha1
                    kind: RedshiftWarehouse
                    metadata: {name: w}
                    spec:
                      provisioned: {nodeType: ra3.xlplus, numberOfNodes: 2}
                      database: dwh
                      iamRole: {create: {readBuckets: [redshiftops-sample-data]}}
                      deletion: {policy: Delete}
                    """);

            for (int racer = 0; racer < 4; racer++) {
                resources.apply(racer(racer));
            }

            for (int racer = 0; racer < 4; racer++) {
                resources.awaitReady("S3Load", "racer-" + racer, PATIENCE);
            }
            try (WarehouseDatabase database =
                    WarehouseDatabase.connect(sandbox, resources.status("RedshiftWarehouse", "w"), "dwh")) {
                assertThat(database.number("SELECT count(*) FROM supplier")).isEqualTo(20);
                assertThat(database.number("SELECT count(*) FROM supplier_twice"))
                        .isEqualTo(20);
            }
        }
    }

    /** Each load fills two tables, in opposite orders, which would also show a deadlock. */
    private static String racer(int number) {
        String columns = "s_suppkey integer, s_name varchar(25), s_address varchar(25), s_city varchar(10),"
                + " s_nation varchar(15), s_region varchar(12), s_phone varchar(15)";
        String one = "{name: supplier}";
        String other = "{name: supplier_twice}";
        return """
                apiVersion: redshiftops.io/v1alpha1
                kind: S3Load
                metadata: {name: racer-%1$d}
                spec:
                  warehouseRef: {name: w}
                  setup:
                  - {name: one, sql: "CREATE TABLE IF NOT EXISTS supplier (%2$s)"}
                  - {name: other, sql: "CREATE TABLE IF NOT EXISTS supplier_twice (%2$s)"}
                  source: {uri: s3://redshiftops-sample-data/ssbgz/supplier/, region: us-west-2}
                  format: {delimited: {delimiter: "|", compression: Gzip}}
                  tables: [%3$s]
                """.formatted(number, columns, number % 2 == 0 ? one + ", " + other : other + ", " + one);
    }
}
