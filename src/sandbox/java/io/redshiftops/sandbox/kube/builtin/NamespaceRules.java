package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Namespaces: they are held until they are empty.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/">Namespaces</a>
 */
final class NamespaceRules implements KindRules {

    private static final String NAME_LABEL = "kubernetes.io/metadata.name";
    private static final String FINALIZER = "kubernetes";

    @Override
    public NameFormat nameFormat() {
        return NameFormat.DNS_LABEL;
    }

    @Override
    public void setDefaults(KubeObject object) {
        if (!object.name().isEmpty()) {
            object.metadata().withObjectProperty("labels").put(NAME_LABEL, object.name());
        }
    }

    @Override
    public void prepareForCreate(KubeObject object) {
        setDefaults(object);
        ObjectNode spec = object.tree().withObjectProperty("spec");
        ArrayNode finalizers = spec.withArrayProperty("finalizers");
        boolean held = false;
        for (int i = 0; i < finalizers.size(); i++) {
            held |= finalizers.get(i).asText().equals(FINALIZER);
        }
        if (!held) {
            finalizers.add(FINALIZER);
        }
        object.tree().putObject("status").put("phase", "Active");
    }

    @Override
    public void prepareForUpdate(KubeObject object, KubeObject old) {
        object.tree().set("spec", old.get("spec"));
        setDefaults(object);
    }

    @Override
    public Map<String, String> selectableFields(KubeObject object) {
        return Map.of("status.phase", object.get("status").path("phase").asText(""));
    }

    @Override
    public Optional<KubeObject> beginDeletion(KubeObject object) {
        object.tree().withObjectProperty("status").put("phase", "Terminating");
        return Optional.of(object);
    }

    @Override
    public boolean isFinalised(KubeObject object) {
        return object.finalizers().isEmpty()
                && object.get("spec").path("finalizers").isEmpty();
    }
}
