package io.redshiftops.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redshiftops.sandbox.aws.AwsWorld;
import io.redshiftops.sandbox.operator.ContainerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a user installs: CRDs, RBAC and the IAM role, from the files that the project ships. The Deployment is not applied,
 * since nothing here runs containers; a local process takes its place.
 */
final class OperatorInstallation {

    private static final String ROLE_NAME = "redshift-operator";
    private static final String STS_AUDIENCE = "sts.amazonaws.com";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("sandbox")
            .withForce(true)
            .build();

    private final Path project;
    private final KubernetesClient kubernetes;

    /**
     * An installation into a cluster.
     *
     * @param project the folder with {@code crds/} and {@code deploy/}
     * @param kubernetes an administrator's client
     */
    OperatorInstallation(Path project, KubernetesClient kubernetes) {
        this.project = project;
        this.kubernetes = kubernetes;
    }

    /** Applies the CRDs and waits until they are served, then the rest of the base but the Deployment. */
    ContainerSpec apply() {
        List<HasMetadata> definitions = manifests(project.resolve("crds"));
        definitions.forEach(this::apply);
        for (HasMetadata definition : definitions) {
            kubernetes
                    .apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(definition.getMetadata().getName())
                    .waitUntilCondition(OperatorInstallation::isEstablished, 20, TimeUnit.SECONDS);
        }
        Optional<ContainerSpec> container = Optional.empty();
        for (HasMetadata object : manifests(project.resolve("deploy/kustomize/base"))) {
            if (object instanceof Deployment deployment) {
                container = Optional.of(ContainerSpec.of(deployment));
            } else {
                apply(object);
            }
        }
        return container.orElseThrow(() -> new IllegalStateException("deploy/kustomize/base has no Deployment"));
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private void apply(HasMetadata object) {
        kubernetes.resource(object).patch(APPLY);
    }

    /** Namespaces first, then everything in the order of the files. */
    private List<HasMetadata> manifests(Path folder) {
        List<HasMetadata> objects = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                boolean manifest = file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml");
                if (manifest) {
                    try (InputStream in = Files.newInputStream(file)) {
                        objects.addAll(kubernetes.load(in).items());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        objects.sort((one, other) -> Boolean.compare(isNamespace(other), isNamespace(one)));
        return objects;
    }

    private static boolean isNamespace(HasMetadata object) {
        return object.getKind().equals("Namespace");
    }

    /**
     * Makes AWS trust the cluster's service accounts and adds the operator's role with the shipped policies.
     *
     * @return the role's ARN
     */
    String addRole(AwsWorld world) {
        try {
            JsonNode discovery = JSON.readTree(kubernetes.raw("/.well-known/openid-configuration"));
            String issuer = discovery.path("issuer").asText();
            world.addOidcProvider(issuer, List.of(STS_AUDIENCE), Optional.of(kubernetes.raw("/openid/v1/jwks")));
            String trust = Files.readString(project.resolve("deploy/iam/trust-policy.json"))
                    .replace("${ACCOUNT}", world.accountId())
                    .replace("${OIDC_PROVIDER}", issuer.replaceFirst("^https://", ""));
            String policy = Files.readString(project.resolve("deploy/iam/policy.json"));
            return world.addRole(ROLE_NAME, trust, policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the cluster's issuer discovery is no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
