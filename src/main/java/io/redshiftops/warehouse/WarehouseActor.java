package io.redshiftops.warehouse;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redshiftops.api.v1alpha1.Api;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.aws.Aws;
import io.redshiftops.kube.EventRecorder;
import io.redshiftops.warehouse.WarehouseAction.OnCluster;
import io.redshiftops.warehouse.WarehouseAction.OnIngress;
import io.redshiftops.warehouse.WarehouseAction.OnParameter;
import io.redshiftops.warehouse.WarehouseAction.OnRole;
import io.redshiftops.warehouse.WarehouseAction.PublishSecret;
import io.redshiftops.warehouse.WarehouseAction.RecordSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Takes the steps of a plan, one call each, and tells of them by events. */
final class WarehouseActor {

    private final Aws aws;
    private final ClusterInventory inventory;
    private final KubernetesClient kubernetes;
    private final FinalSnapshots snapshots;
    private final EventRecorder events;

    WarehouseActor(
            Aws aws,
            ClusterInventory inventory,
            KubernetesClient kubernetes,
            FinalSnapshots snapshots,
            EventRecorder events) {
        this.aws = aws;
        this.inventory = inventory;
        this.kubernetes = kubernetes;
        this.snapshots = snapshots;
        this.events = events;
    }

    /**
     * Takes one step.
     *
     * @throws io.redshiftops.aws.AwsException if AWS refused it
     */
    void perform(RedshiftWarehouse warehouse, WarehouseDesign design, WarehouseAction action) {
        events.normal(warehouse, action.reason(), take(warehouse, design, action));
    }

    private String take(RedshiftWarehouse warehouse, WarehouseDesign design, WarehouseAction action) {
        String region = design.region();
        if (action instanceof OnRole step) {
            return step.take(aws.roles());
        } else if (action instanceof OnIngress step) {
            return step.take(aws.securityGroups(region));
        } else if (action instanceof OnCluster step) {
            return takeOnCluster(design, step);
        } else if (action instanceof OnParameter step) {
            return step.take(aws.parameters(region));
        } else if (action instanceof PublishSecret step) {
            publish(warehouse, step);
            return "wrote the connection settings to Secret " + step.name();
        }
        if (action instanceof RecordSnapshot step) {
            snapshots.add(warehouse, design, step.identifier());
            return "noted final snapshot " + step.identifier();
        }
        throw new IllegalArgumentException("unknown action " + action.getClass().getSimpleName());
    }

    private String takeOnCluster(WarehouseDesign design, OnCluster step) {
        try {
            return step.take(aws.clusters(design.region()));
        } finally {
            // Also after a failure: the call may have happened though its reply was lost.
            inventory.changed(design.region(), design.clusterIdentifier());
        }
    }

    private void publish(RedshiftWarehouse warehouse, PublishSecret step) {
        kubernetes
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(step.name())
                        .withNamespace(warehouse.getMetadata().getNamespace())
                        .addToLabels(Api.MANAGED_BY, Api.OPERATOR)
                        .addNewOwnerReference()
                        .withApiVersion(warehouse.getApiVersion())
                        .withKind(warehouse.getKind())
                        .withName(warehouse.getMetadata().getName())
                        .withUid(warehouse.getMetadata().getUid())
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .withType("servicebinding.io/redshift")
                        .withData(encoded(step.data()))
                        .build())
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(Api.OPERATOR)
                        .withForce(true)
                        .build());
    }

    /** As data, not stringData: server-side apply then owns the keys, and takes away one that is no longer given. */
    private static Map<String, String> encoded(Map<String, String> texts) {
        Map<String, String> data = new TreeMap<>();
        texts.forEach((key, text) ->
                data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return data;
    }
}
