package io.redshiftops.sandbox.operator;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a local process takes from a Deployment.
 *
 * @param serviceAccount name of the pod's service account
 * @param environment the container's variables; {@code metadata.namespace} is the only field reference that is resolved
 */
public record ContainerSpec(String namespace, String serviceAccount, Map<String, String> environment) {

    /**
     * The first container of a Deployment.
     *
     * @throws IllegalArgumentException if a variable comes from something that this does not know
     */
    public static ContainerSpec of(Deployment deployment) {
        String namespace = deployment.getMetadata().getNamespace();
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        Container container = pod.getContainers().get(0);
        Map<String, String> environment = new TreeMap<>();
        for (EnvVar variable : container.getEnv()) {
            environment.put(variable.getName(), value(variable, namespace));
        }
        return new ContainerSpec(namespace, pod.getServiceAccountName(), environment);
    }

    private static String value(EnvVar variable, String namespace) {
        if (variable.getValueFrom() == null) {
            return variable.getValue() == null ? "" : variable.getValue();
        }
        var field = variable.getValueFrom().getFieldRef();
        if (field == null || !field.getFieldPath().equals("metadata.namespace")) {
            throw new IllegalArgumentException(
                    "variable %s comes from something that the sandbox does not emulate".formatted(variable.getName()));
        }
        return namespace;
    }
}
