package io.redshiftops.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The API server refuses every manifest in {@code samples/invalid} with the message in its first line, and takes every
 * other sample.
 */
@TestInstance(Lifecycle.PER_CLASS)
class InvalidManifestsIT {

    private static final String EXPECT = "# expect: ";

    private final SandboxProcess sandbox = SandboxProcess.start("invalid", Map.of("OPERATOR", "off"));
    private final Resources resources = new Resources(sandbox.kubernetes(), "default");

    @AfterAll
    void end() {
        sandbox.close();
    }

    static List<Path> invalid() throws IOException {
        return samples(true);
    }

    private static List<Path> samples(boolean invalid) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("samples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> file.getFileName().toString().startsWith("invalid-") == invalid)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void aWrongManifestIsRefusedWithWhatToWriteInstead(Path file) throws IOException {
        String yaml = Files.readString(file);
        String expected = yaml.lines().findFirst().orElse("");
        assertThat(expected).as("first line of " + file).startsWith(EXPECT);

        KubernetesClientException refusal =
                catchThrowableOfType(KubernetesClientException.class, () -> resources.apply(yaml));

        assertThat(refusal).as(file + " was taken").isNotNull();
        assertThat(refusal.getStatus().getMessage()).contains(expected.substring(EXPECT.length()));
    }

    @Test
    void everyOtherSampleIsTaken() throws IOException {
        for (Path file : samples(false)) {
            assertThat(resources.apply(Files.readString(file)))
                    .as(file.toString())
                    .isNotEmpty();
        }
    }
}
