package io.redshiftops.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redshiftops.api.v1alpha1.Api;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The list of final snapshots, in a ConfigMap of the operator's namespace: in a namespace that is being deleted nothing
 * could be written, and the object itself is gone afterwards.
 */
final class FinalSnapshots {

    private static final String NAME = "final-snapshots";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient kubernetes;
    private final String namespace;
    private final Clock clock;

    FinalSnapshots(KubernetesClient kubernetes, String namespace, Clock clock) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.clock = clock;
    }

    /** Notes that a snapshot is about to be taken; noted twice, it stands there once. */
    void add(RedshiftWarehouse warehouse, WarehouseDesign design, String snapshot) {
        var configMap = kubernetes.configMaps().inNamespace(namespace).withName(NAME);
        if (configMap.get() == null) {
            create();
        }
        configMap.edit(known -> new ConfigMapBuilder(known)
                .addToData(snapshot, entry(warehouse, design))
                .build());
    }

    private void create() {
        ConfigMap empty = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .addToLabels(Api.MANAGED_BY, Api.OPERATOR)
                .endMetadata()
                .build();
        try {
            kubernetes.resource(empty).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private String entry(RedshiftWarehouse warehouse, WarehouseDesign design) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "warehouse",
                            warehouse.getMetadata().getNamespace() + "/"
                                    + warehouse.getMetadata().getName(),
                    "cluster", design.clusterIdentifier(),
                    "region", design.region(),
                    "requestedAt",
                            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
