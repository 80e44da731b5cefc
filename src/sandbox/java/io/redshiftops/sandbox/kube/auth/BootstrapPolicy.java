package io.redshiftops.sandbox.kube.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The cluster roles and bindings with which every cluster begins.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings">Default
 *     roles and role bindings</a>
 */
public final class BootstrapPolicy {

    private static final String RESOURCE = "bootstrap.json";

    private BootstrapPolicy() {}

    /** Fresh copies of the roles and bindings. */
    public static List<KubeObject> objects() {
        try (InputStream in = Objects.requireNonNull(BootstrapPolicy.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            List<KubeObject> objects = new ArrayList<>();
            for (JsonNode object : JsonReader.read(in.readAllBytes()).tree()) {
                objects.add(new KubeObject((ObjectNode) object));
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        } catch (MalformedDocumentException e) {
            throw new IllegalStateException(RESOURCE + " is no JSON", e);
        }
    }
}
