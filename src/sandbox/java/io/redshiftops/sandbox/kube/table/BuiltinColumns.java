package io.redshiftops.sandbox.kube.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The columns of built-in kinds: a name and then what a list of cells says. */
public final class BuiltinColumns implements Columns {

    /** The column with which every table begins. */
    static final Column NAME = new Column(
            "Name",
            "string",
            "name",
            "Name must be unique within a namespace. Is required when creating resources, although some resources may"
                    + " allow a client to request the generation of an appropriate name automatically. Name is primarily"
                    + " intended for creation idempotence and configuration definition. Cannot be updated. More info:"
                    + " https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
            0);

    static final String CREATION_TIMESTAMP =
            "CreationTimestamp is a timestamp representing the server time when this object was created. It is not"
                    + " guaranteed to be set in happens-before order across separate operations. Clients may not set this"
                    + " value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null"
                    + " for lists. More info:"
                    + " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Column> columns = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();

    /** What stands in one cell. */
    @FunctionalInterface
    interface Cell {
        JsonNode of(KubeObject object, Instant now);
    }

    /** What stands in a cell of text, whatever the time is. */
    @FunctionalInterface
    interface Text {
        String of(KubeObject object);
    }

    private BuiltinColumns() {}

    /** A table that begins with the name. */
    static BuiltinColumns named() {
        BuiltinColumns table = new BuiltinColumns();
        table.columns.add(NAME);
        table.cells.add((object, now) -> NODES.textNode(object.name()));
        return table;
    }

    /** A table that begins with no column. */
    static BuiltinColumns bare() {
        return new BuiltinColumns();
    }

    /** Adds a column that is always shown. */
    BuiltinColumns text(String name, Text text) {
        return add(new Column(name, "string", "", "", 0), (object, now) -> NODES.textNode(text.of(object)));
    }

    /** Adds a column that only wide tables show. */
    BuiltinColumns wide(String name, Text text) {
        return add(new Column(name, "string", "", "", 1), (object, now) -> NODES.textNode(text.of(object)));
    }

    /** Adds a column of whole numbers. */
    BuiltinColumns number(String name, String field, String... path) {
        return add(new Column(name, "integer", "", "", 0), (object, now) -> {
            JsonNode value = object.get(field);
            for (String step : path) {
                value = value.path(step);
            }
            return NODES.numberNode(value.asLong(0));
        });
    }

    BuiltinColumns add(Column column, Cell cell) {
        columns.add(column);
        cells.add(cell);
        return this;
    }

    /** Adds the age of objects. */
    BuiltinColumns age() {
        return add(
                new Column("Age", "string", "", CREATION_TIMESTAMP, 0),
                (object, now) -> NODES.textNode(since(object.meta("creationTimestamp"), now)));
    }

    /** Adds the time at which objects were made. */
    BuiltinColumns createdAt() {
        return add(
                new Column("Created At", "date", "", CREATION_TIMESTAMP, 0),
                (object, now) -> NODES.textNode(object.meta("creationTimestamp").asText("")));
    }

    static String since(JsonNode time, Instant now) {
        return time.isTextual() ? HumanDuration.since(Instant.parse(time.asText()), now) : "<unknown>";
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public List<JsonNode> cells(KubeObject object, Instant now) {
        return cells.stream().map(cell -> cell.of(object, now)).toList();
    }
}
