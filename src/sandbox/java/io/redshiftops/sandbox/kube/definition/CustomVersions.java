package io.redshiftops.sandbox.kube.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.apply.TypedVersions;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of a custom resource, between which only the version's name is converted.
 *
 * @param schemas by apiVersion, those of versions that are not served among them
 */
record CustomVersions(Map<String, Schema> schemas) implements TypedVersions {

    @Override
    public Optional<Schema> schema(String apiVersion) {
        return Optional.ofNullable(schemas.get(apiVersion));
    }

    @Override
    public ObjectNode convert(ObjectNode object, String apiVersion) {
        if (object.path("apiVersion").asText("").equals(apiVersion)) {
            return object;
        }
        return object.deepCopy().put("apiVersion", apiVersion);
    }
}
