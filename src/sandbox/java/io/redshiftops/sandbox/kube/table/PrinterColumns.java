package io.redshiftops.sandbox.kube.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.model.GoText;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.Columns;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns that a custom resource definition asks for.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#additional-printer-columns">Additional
 *     printer columns</a>
 */
public final class PrinterColumns implements Columns {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Column> columns = new ArrayList<>();
    private final List<Optional<JsonPath>> paths = new ArrayList<>();

    /**
     * Columns for one version of a definition.
     *
     * @param definitions {@code additionalPrinterColumns}; without any, the age is shown
     */
    public PrinterColumns(JsonNode definitions) {
        columns.add(BuiltinColumns.NAME);
        if (definitions.isEmpty()) {
            add("Age", "date", "", BuiltinColumns.CREATION_TIMESTAMP, 0, ".metadata.creationTimestamp");
        }
        for (JsonNode definition : definitions) {
            String path = definition.path("jsonPath").asText("");
            String description = definition.path("description").asText("");
            add(
                    definition.path("name").asText(""),
                    definition.path("type").asText(""),
                    definition.path("format").asText(""),
                    description.isEmpty()
                            ? "Custom resource definition column (in JSONPath format): " + path
                            : description,
                    definition.path("priority").asInt(0),
                    path);
        }
    }

    private void add(String name, String type, String format, String description, int priority, String path) {
        columns.add(new Column(name, type, format, description, priority));
        paths.add(JsonPath.parse(path));
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public List<JsonNode> cells(KubeObject object, Instant now) {
        List<JsonNode> cells = new ArrayList<>();
        cells.add(NODES.textNode(object.name()));
        for (int i = 0; i < paths.size(); i++) {
            Optional<JsonNode> value = paths.get(i).flatMap(path -> path.first(object.tree()));
            String type = columns.get(i + 1).type();
            cells.add(value.map(found -> cell(type, found, now)).orElseGet(NODES::nullNode));
        }
        return cells;
    }

    private static JsonNode cell(String type, JsonNode value, Instant now) {
        return switch (type) {
            case "integer" -> value.isNumber() ? NODES.numberNode(value.asLong()) : NODES.nullNode();
            case "number" -> value.isNumber() ? value : NODES.nullNode();
            case "boolean" -> value.isBoolean() ? value : NODES.nullNode();
            case "date" -> value.isTextual() ? NODES.textNode(age(value.asText(), now)) : NODES.nullNode();
            default -> NODES.textNode(value.isContainerNode() ? JsonWriter.text(value) : GoText.value(value));
        };
    }

    private static String age(String time, Instant now) {
        try {
            return HumanDuration.since(OffsetDateTime.parse(time).toInstant(), now);
        } catch (DateTimeException notATime) {
            return "<invalid>";
        }
    }
}
