package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.Optional;

/** The versions of a kind: in each, an object may look different and have a schema of its own. */
public interface TypedVersions {

    /** The schema of a version, empty if it is no longer there. */
    Optional<Schema> schema(String apiVersion);

    /** The object as it looks in a version that is there. */
    ObjectNode convert(ObjectNode object, String apiVersion);
}
