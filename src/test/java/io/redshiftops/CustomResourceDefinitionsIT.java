package io.redshiftops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CRDs in {@code crds/}, which users install, are those that the build generates from the records. */
class CustomResourceDefinitionsIT {

    @ParameterizedTest
    @ValueSource(strings = {"redshiftwarehouses", "s3loads", "querybenchmarks"})
    void theShippedDefinitionIsTheGeneratedOne(String plural) throws IOException {
        String name = plural + ".redshiftops.io";

        assertThat(Path.of("crds", name + ".yaml"))
                .as("out of date: run make crds and commit the result")
                .content()
                .isEqualTo(Files.readString(Path.of("target/kubernetes", name + "-v1.yml")));
    }
}
