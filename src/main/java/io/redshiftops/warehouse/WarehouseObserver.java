package io.redshiftops.warehouse;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.api.v1alpha1.Api;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.ParameterStore;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.AppliedPassword;
import io.redshiftops.api.v1alpha1.SecretKeyRef;
import io.redshiftops.aws.Aws;
import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.Parameters.Parameter;
import io.redshiftops.aws.Password;
import io.redshiftops.aws.SecurityGroups;
import io.redshiftops.aws.SecurityGroups.SecurityGroup;
import io.redshiftops.warehouse.Observation.PublishedSecret;
import io.redshiftops.warehouse.Observation.WantedPassword;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at what there is of a warehouse, in AWS and in Kubernetes. */
final class WarehouseObserver {

    private final Aws aws;
    private final ClusterInventory inventory;
    private final KubernetesClient kubernetes;

    WarehouseObserver(Aws aws, ClusterInventory inventory, KubernetesClient kubernetes) {
        this.aws = aws;
        this.inventory = inventory;
        this.kubernetes = kubernetes;
    }

    /**
     * What there is.
     *
     * @param notBefore from when on an observation of the cluster is fresh enough
     * @param applied the version of the password that the cluster has, as far as is known
     */
    Observation observe(
            RedshiftWarehouse warehouse, WarehouseDesign design, Instant notBefore, @Nullable AppliedPassword applied) {
        String namespace = warehouse.getMetadata().getNamespace();
        Optional<Cluster> cluster = inventory.find(design.region(), design.clusterIdentifier(), notBefore);
        SecurityGroups groups = aws.securityGroups(design.region());
        Optional<String> vpc = cluster.map(Cluster::vpcId).filter(id -> !id.isEmpty());
        if (vpc.isEmpty()) {
            vpc = plannedVpc(design, groups);
        }
        List<SecurityGroup> own =
                groups.tagged(WarehouseNames.OWNER_TAG, design.names().owner());
        return new Observation(
                cluster,
                aws.roles().find(design.names().roleName()),
                vpc,
                own,
                own.isEmpty()
                        ? vpc.flatMap(id -> groups.find(id, design.names().securityGroupName()))
                        : Optional.empty(),
                password(namespace, design.passwordRef()),
                Optional.ofNullable(applied),
                attachedBefore(warehouse.getStatus()),
                connection(warehouse, design.connectionSecret()),
                parameter(design),
                managedPassword(design, cluster));
    }

    private Optional<String> plannedVpc(WarehouseDesign design, SecurityGroups groups) {
        String subnetGroup = design.subnetGroup();
        return subnetGroup == null
                ? groups.defaultVpc()
                : aws.clusters(design.region()).vpcOfSubnetGroup(subnetGroup);
    }

    private Optional<WantedPassword> password(String namespace, @Nullable SecretKeyRef ref) {
        if (ref == null) {
            return Optional.empty();
        }
        Secret secret =
                kubernetes.secrets().inNamespace(namespace).withName(ref.name()).get();
        String encoded = secret == null || secret.getData() == null
                ? null
                : secret.getData().get(ref.key());
        if (secret == null || encoded == null) {
            return Optional.empty();
        }
        return Optional.of(new WantedPassword(
                new Password(decode(encoded)),
                new AppliedPassword(
                        secret.getMetadata().getUid(), secret.getMetadata().getResourceVersion())));
    }

    private static List<String> attachedBefore(@Nullable RedshiftWarehouseStatus status) {
        List<String> attached = status == null ? null : status.attachedRoleArns();
        return attached == null ? List.of() : attached;
    }

    private Optional<PublishedSecret> connection(RedshiftWarehouse warehouse, String name) {
        Secret secret = kubernetes
                .secrets()
                .inNamespace(warehouse.getMetadata().getNamespace())
                .withName(name)
                .get();
        if (secret == null) {
            return Optional.empty();
        }
        Map<String, String> labels = secret.getMetadata().getLabels();
        boolean ours = labels != null
                && Api.OPERATOR.equals(labels.get(Api.MANAGED_BY))
                && secret.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getKind().equals(warehouse.getKind())
                                && owner.getName()
                                        .equals(warehouse.getMetadata().getName()));
        Map<String, String> data = new TreeMap<>();
        if (secret.getData() != null) {
            secret.getData().forEach((key, value) -> data.put(key, decode(value)));
        }
        return Optional.of(new PublishedSecret(ours, data));
    }

    private Optional<Parameter> parameter(WarehouseDesign design) {
        ParameterStore wanted = design.parameter();
        return wanted == null
                ? Optional.empty()
                : aws.parameters(design.region()).find(wanted.name());
    }

    private @Nullable Password managedPassword(WarehouseDesign design, Optional<Cluster> cluster) {
        String arn = cluster.map(Cluster::managedPasswordArn).orElse(null);
        return arn == null || !design.includePassword()
                ? null
                : aws.secrets(design.region()).credentials(arn).password();
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
