package io.redshiftops.load;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.access.Target;
import io.redshiftops.api.v1alpha1.S3Load;
import io.redshiftops.api.v1alpha1.S3LoadSpec.RunAs;
import io.redshiftops.kube.Annotations;

/** Everything in Kubernetes that a load depends on: when it changes, a load that failed is tried at once. */
final class Circumstances {

    private final KubernetesClient kubernetes;

    Circumstances(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** As a text that is only compared. */
    String of(S3Load load, Target target) {
        return String.join(
                "\n",
                String.valueOf(load.getMetadata().getGeneration()),
                String.valueOf(Annotations.reconcileRequestedAt(load)),
                target.toString(),
                secretVersion(load));
    }

    private String secretVersion(S3Load load) {
        RunAs runAs = load.getSpec().runAs();
        if (runAs == null) {
            return "";
        }
        Secret secret = kubernetes
                .secrets()
                .inNamespace(load.getMetadata().getNamespace())
                .withName(runAs.secretRef().name())
                .get();
        return secret == null ? "none" : secret.getMetadata().getResourceVersion();
    }
}
