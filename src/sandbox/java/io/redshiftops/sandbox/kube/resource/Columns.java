package io.redshiftops.sandbox.kube.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.time.Instant;
import java.util.List;

/** The table that users see of objects of one kind. */
public interface Columns {

    /**
     * The head of a column.
     *
     * @param priority 0 for what is always shown, more for what only wide tables show
     */
    record Column(String name, String type, String format, String description, int priority) {}

    List<Column> columns();

    /** A row, with a value for each column. */
    List<JsonNode> cells(KubeObject object, Instant now);
}
