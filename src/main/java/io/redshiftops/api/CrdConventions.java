package io.redshiftops.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.redshiftops.api.v1alpha1.Api;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Adds to generated CRDs what annotations cannot say. Used while building, never while running.
 *
 * <ul>
 *   <li>the category {@code redshift};
 *   <li>a status of {@code observedGeneration: -1} from the start, so that tools such as Argo CD and Flux do not take a
 *       fresh object for finished;
 *   <li>list types, which server-side apply merges by: a list of objects with a required {@code name} or {@code type} is a
 *       map by it, others are atomic;
 *   <li>what {@code spec} and {@code status} are;
 *   <li>each rule once;
 *   <li>printer columns in an order for people.
 * </ul>
 */
public final class CrdConventions implements CRDPostProcessor {

    private static final List<String> KEYS = List.of("name", "type");
    private static final List<String> COLUMNS = List.of(
            "READY",
            "STATE",
            "NODES",
            "TYPE",
            "ENDPOINT",
            "TABLES",
            "ROWS",
            "REJECTED",
            "SECONDS",
            "SAMPLES",
            "COMPARED",
            "SPEEDUP",
            "IMPROVEMENT",
            "RESULTS",
            "AGE",
            "MESSAGE");

    @Override
    public HasMetadata process(HasMetadata resource, String version) {
        if (resource instanceof CustomResourceDefinition definition) {
            definition.getSpec().getNames().setCategories(List.of(Api.CATEGORY));
            definition.getSpec().getVersions().forEach(CrdConventions::complete);
        }
        return resource;
    }

    private static void complete(CustomResourceDefinitionVersion version) {
        version.getAdditionalPrinterColumns()
                .sort(Comparator.comparing((CustomResourceColumnDefinition column) -> position(column.getName())));
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        JSONSchemaProps status = Objects.requireNonNull(root.getProperties().get("status"));
        status.setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
        root.setRequired(List.of("spec"));
        Objects.requireNonNull(root.getProperties().get("spec")).setDescription("What is wanted.");
        status.setDescription("What the operator found and did; it alone writes here.");
        complete(root);
    }

    private static int position(String column) {
        int position = COLUMNS.indexOf(column);
        if (position < 0) {
            throw new IllegalStateException("say where column " + column + " belongs, in CrdConventions");
        }
        return position;
    }

    private static void complete(JSONSchemaProps schema) {
        if (schema.getXKubernetesValidations() != null) {
            // The generator finds the annotations of a record's component at its field and again at its accessor.
            schema.setXKubernetesValidations(
                    schema.getXKubernetesValidations().stream().distinct().toList());
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(CrdConventions::complete);
        }
        if ("array".equals(schema.getType())) {
            JSONSchemaProps items = schema.getItems().getSchema();
            complete(items);
            listType(schema, items);
        }
    }

    private static void listType(JSONSchemaProps list, JSONSchemaProps items) {
        List<String> required = items.getRequired() == null ? List.of() : items.getRequired();
        Map<String, JSONSchemaProps> properties = items.getProperties() == null ? Map.of() : items.getProperties();
        KEYS.stream()
                .filter(key -> required.contains(key) && properties.containsKey(key))
                .findFirst()
                .ifPresentOrElse(
                        key -> {
                            list.setXKubernetesListType("map");
                            list.setXKubernetesListMapKeys(List.of(key));
                        },
                        () -> list.setXKubernetesListType("atomic"));
    }
}
