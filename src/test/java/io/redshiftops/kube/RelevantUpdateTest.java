package io.redshiftops.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which updates are looked at, whether their event came or was met by a write. */
class RelevantUpdateTest {

    private static ConfigMap object(Consumer<ObjectMeta> change) {
        ConfigMap object = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("w")
                .withGeneration(1L)
                .withResourceVersion("5")
                .withFinalizers("redshiftops.io/warehouse")
                .endMetadata()
                .build();
        change.accept(object.getMetadata());
        return object;
    }

    static Stream<Consumer<ObjectMeta>> relevant() {
        return Stream.of(
                meta -> meta.setGeneration(2L),
                meta -> meta.setDeletionTimestamp("2026-03-04T05:06:07Z"),
                meta -> meta.setAnnotations(Map.of("redshiftops.io/paused", "true")),
                meta -> meta.setFinalizers(List.of()));
    }

    @ParameterizedTest
    @MethodSource("relevant")
    void editsAnnotationsFinalizersAndDeletionsCount(Consumer<ObjectMeta> change) {
        ConfigMap before = object(meta -> {});
        ConfigMap after = object(change);

        assertThat(new RelevantUpdate().accept(after, before)).isTrue();
        assertThat(RelevantUpdate.cameBefore(after, before)).isTrue();
    }

    @Test
    void aWriteOfTheStatusAloneDoesNot() {
        ConfigMap before = object(meta -> {});
        ConfigMap after = object(meta -> meta.setResourceVersion("6"));

        assertThat(new RelevantUpdate().accept(after, before)).isFalse();
        assertThat(RelevantUpdate.cameBefore(after, before)).isFalse();
    }
}
