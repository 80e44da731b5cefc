package io.redshiftops.sandbox.kube.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.apply.TypedVersions;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.Optional;

/** A kind that there is in one version only. */
record OneVersion(String apiVersion, Schema only) implements TypedVersions {

    @Override
    public Optional<Schema> schema(String version) {
        return version.equals(apiVersion) ? Optional.of(only) : Optional.empty();
    }

    @Override
    public ObjectNode convert(ObjectNode object, String version) {
        return object;
    }
}
