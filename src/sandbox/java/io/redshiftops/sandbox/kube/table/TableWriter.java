package io.redshiftops.sandbox.kube.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.Columns;
import java.time.Instant;
import java.util.List;

/**
 * Makes tables of objects.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables">Receiving
 *     resources as Tables</a>
 */
public final class TableWriter {

    /** What of an object goes into its row. */
    public enum IncludeObject {
        NONE,
        METADATA,
        OBJECT
    }

    private TableWriter() {}

    /**
     * A table.
     *
     * @param apiVersion {@code meta.k8s.io/v1}, or an older one that a client asks for
     * @param withHead whether the columns are named; the later events of a watch do without
     */
    public static ObjectNode table(
            String apiVersion,
            JsonNode metadata,
            Columns columns,
            List<KubeObject> objects,
            IncludeObject include,
            boolean withHead,
            Instant now) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.put("kind", "Table").put("apiVersion", apiVersion);
        table.set("metadata", metadata);
        if (withHead) {
            ArrayNode head = table.putArray("columnDefinitions");
            columns.columns()
                    .forEach(column -> head.addObject()
                            .put("name", column.name())
                            .put("type", column.type())
                            .put("format", column.format())
                            .put("description", column.description())
                            .put("priority", column.priority()));
        } else {
            table.putNull("columnDefinitions");
        }
        ArrayNode rows = table.putArray("rows");
        for (KubeObject object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.cells(object, now).forEach(cells::add);
            switch (include) {
                case NONE -> row.putNull("object");
                case METADATA -> row.set("object", partial(object, apiVersion));
                case OBJECT -> row.set("object", object.tree());
            }
        }
        return table;
    }

    /** An object of which only the metadata is shown. */
    public static ObjectNode partial(KubeObject object, String apiVersion) {
        ObjectNode partial = JsonNodeFactory.instance.objectNode();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", apiVersion);
        partial.set("metadata", object.get("metadata"));
        return partial;
    }
}
