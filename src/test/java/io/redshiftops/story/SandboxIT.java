package io.redshiftops.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The sandbox as a program. */
class SandboxIT {

    @Test
    void theSandboxStartsADeadOperatorAgainAndEndsWithAllItsProcesses() {
        SandboxProcess sandbox = SandboxProcess.start("life", Map.of());
        ProcessHandle first = sandbox.operator().orElseThrow();

        first.destroyForcibly();

        Awaitility.await()
                .until(() -> sandbox.operator()
                        .filter(operator -> operator.pid() != first.pid())
                        .isPresent());
        List<ProcessHandle> children = sandbox.descendants();
        assertThat(sandbox.end()).as("ended in time").isTrue();
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(sandbox.directory().resolve("tmp")).as("temporary files").doesNotExist();
    }

    @Test
    void aSecondSandboxCanServeAsTheClusterOfAUser() {
        try (SandboxProcess theirs = SandboxProcess.start("theirs", Map.of("OPERATOR", "off"));
                SandboxProcess ours = SandboxProcess.start("ours", Map.of("CLUSTER", theirs.export("KUBECONFIG")))) {
            Resources resources = new Resources(theirs.kubernetes(), "default");

            resources.apply(java.nio.file.Path.of("samples/01-first-warehouse"));

            resources.awaitReady("RedshiftWarehouse", "first", java.time.Duration.ofMinutes(1));
            assertThat(ours.createdByOperator()).anyMatch(thing -> thing.startsWith("redshift cluster"));
            assertThat(theirs.createdByOperator()).isEmpty();
        }
    }
}
