package io.redshiftops.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.S3LoadSpec.Setup;
import io.redshiftops.kube.Problem;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupStepsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA IF NOT EXISTS s",
                "CREATE TABLE t (a integer) -- DROP TABLE t; COMMIT",
                "CREATE TABLE \"truncate\" (a varchar(3) DEFAULT ';')",
                "GRANT SELECT ON t TO u;",
                "INSERT INTO t SELECT 'drop'"
            })
    void statementsThatBuildAreTaken(String sql) {
        assertThat(refusal(sql, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRUNCATE t | TRUNCATE cannot run in a transaction",
                "/* x */ truncate table t | TRUNCATE cannot",
                "VACUUM t | VACUUM cannot",
                "CREATE DATABASE d | CREATE DATABASE cannot",
                "ALTER TABLE a APPEND FROM b | ALTER TABLE APPEND cannot",
                "COMMIT | COMMIT cannot",
                "CALL p() | CALL may commit",
                "CREATE TABLE t (a int); COMMIT | it holds 2 statements",
                "-- nothing | it holds 0 statements"
            })
    void statementsThatEndTheTransactionAreRefusedWhateverIsAllowed(String sql, String said) {
        assertThat(refusal(sql, true)).get().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.USER);
            assertThat(problem.reason()).isEqualTo(LoadReason.SETUP_REFUSED);
            assertThat(problem.message()).startsWith("spec.setup[step]: ").contains(said);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TABLE t", "delete from t", "ALTER TABLE t DROP COLUMN a"})
    void statementsThatDestroyAreRefusedUnlessAllowed(String sql) {
        assertThat(refusal(sql, false).map(Problem::message)).get().asString().contains("spec.allowDestructiveSetup");
        assertThat(refusal(sql, true)).isEmpty();
    }

    private static Optional<Problem> refusal(String sql, boolean destructionAllowed) {
        return SetupSteps.refusal(new Setup("step", sql), destructionAllowed);
    }
}
