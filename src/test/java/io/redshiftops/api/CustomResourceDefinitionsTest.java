package io.redshiftops.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every definition in {@code crds/} keeps to, so that the API server can bound the cost of its rules and tools can merge,
 * explain and wait.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/cel/#cost-limits">CEL's cost limits</a>
 */
class CustomResourceDefinitionsTest {

    static List<CustomResourceDefinition> definitions() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("crds"))) {
            return files.sorted().map(CustomResourceDefinitionsTest::read).toList();
        }
    }

    private static CustomResourceDefinition read(Path file) {
        try {
            return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thereIsADefinitionForEveryKind() throws IOException {
        assertThat(definitions())
                .extracting(definition -> definition.getSpec().getNames().getKind())
                .containsExactlyInAnyOrder("RedshiftWarehouse", "S3Load", "QueryBenchmark");
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyStringIsBounded(CustomResourceDefinition definition) {
        assertThat(where(definition, schema -> "string".equals(schema.getType()) && !isBoundedString(schema)))
                .isEmpty();
    }

    private static boolean isBoundedString(JSONSchemaProps schema) {
        return schema.getMaxLength() != null
                || (schema.getEnum() != null && !schema.getEnum().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyListAndMapIsBounded(CustomResourceDefinition definition) {
        assertThat(where(definition, schema -> "array".equals(schema.getType()) && schema.getMaxItems() == null))
                .isEmpty();
        assertThat(where(
                        definition,
                        schema -> schema.getAdditionalProperties() != null && schema.getMaxProperties() == null))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void nothingIsTakenWithoutASchema(CustomResourceDefinition definition) {
        assertThat(where(
                        definition,
                        schema -> schema.getType() == null
                                || Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyFieldIsDescribed(CustomResourceDefinition definition) {
        Map<String, JSONSchemaProps> undescribed = new TreeMap<>(schemas(definition));
        undescribed.keySet().removeIf(path -> path.isEmpty() || path.endsWith("[]") || path.endsWith("{}"));
        undescribed
                .values()
                .removeIf(schema -> schema.getDescription() != null
                        && schema.getDescription().endsWith("."));

        assertThat(undescribed.keySet()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyRuleIsThereOnceAndSaysWhatToDo(CustomResourceDefinition definition) {
        schemas(definition).forEach((path, schema) -> {
            List<ValidationRule> rules =
                    schema.getXKubernetesValidations() == null ? List.of() : schema.getXKubernetesValidations();
            assertThat(rules).as(path).doesNotHaveDuplicates();
            assertThat(rules)
                    .as(path)
                    .allSatisfy(rule -> assertThat(rule.getMessage()).hasSizeGreaterThan(20));
        });
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void listsOfNamedThingsAreMergedByNameAndOthersAreReplacedWhole(CustomResourceDefinition definition) {
        schemas(definition).forEach((path, schema) -> {
            if (!"array".equals(schema.getType())) {
                return;
            }
            String key = key(schema.getItems().getSchema());
            assertThat(schema.getXKubernetesListType()).as(path).isEqualTo(key == null ? "atomic" : "map");
            assertThat(schema.getXKubernetesListMapKeys() == null ? List.of() : schema.getXKubernetesListMapKeys())
                    .as(path)
                    .isEqualTo(key == null ? List.of() : List.of(key));
        });
    }

    private static @Nullable String key(JSONSchemaProps items) {
        List<String> required = items.getRequired() == null ? List.of() : items.getRequired();
        return Stream.of("name", "type").filter(required::contains).findFirst().orElse(null);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void aFreshObjectIsNotTakenForFinished(CustomResourceDefinition definition) {
        JSONSchemaProps status =
                Objects.requireNonNull(root(definition).getProperties().get("status"));

        assertThat(status.getDefault().toString()).isEqualTo("{\"observedGeneration\":-1}");
        assertThat(version(definition).getSubresources().getStatus()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void oneCategoryListsEveryKindAndASpecIsRequired(CustomResourceDefinition definition) {
        assertThat(definition.getSpec().getNames().getCategories()).containsExactly("redshift");
        assertThat(definition.getSpec().getNames().getShortNames()).hasSize(1);
        assertThat(definition.getSpec().getScope()).isEqualTo("Namespaced");
        assertThat(root(definition).getRequired()).containsExactly("spec");
    }

    // ---------------------------------------------------------------- walking

    private static List<String> where(CustomResourceDefinition definition, Predicate<JSONSchemaProps> condition) {
        return schemas(definition).entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, JSONSchemaProps> schemas(CustomResourceDefinition definition) {
        Map<String, JSONSchemaProps> found = new TreeMap<>();
        collect("", root(definition), found);
        assertThat(found).hasSizeGreaterThan(20);
        return found;
    }

    private static void collect(String path, JSONSchemaProps schema, Map<String, JSONSchemaProps> found) {
        found.put(path, schema);
        Map<String, JSONSchemaProps> properties = schema.getProperties() == null ? Map.of() : schema.getProperties();
        properties.forEach((name, property) -> collect(path + "." + name, property, found));
        if (schema.getItems() != null) {
            collect(path + "[]", schema.getItems().getSchema(), found);
        }
        if (schema.getAdditionalProperties() != null) {
            collect(path + "{}", schema.getAdditionalProperties().getSchema(), found);
        }
    }

    private static JSONSchemaProps root(CustomResourceDefinition definition) {
        return version(definition).getSchema().getOpenAPIV3Schema();
    }

    private static CustomResourceDefinitionVersion version(CustomResourceDefinition definition) {
        return new ArrayList<>(definition.getSpec().getVersions()).get(0);
    }
}
