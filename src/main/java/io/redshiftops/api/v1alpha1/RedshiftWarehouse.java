package io.redshiftops.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** An Amazon Redshift cluster with the IAM role and the inbound rules that it needs. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("redshiftwarehouses")
@ShortNames("rsw")
@AdditionalPrinterColumn(
        name = "READY",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "STATE", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".status.state")
@AdditionalPrinterColumn(
        name = "NODES",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.numberOfNodes")
@AdditionalPrinterColumn(name = "TYPE", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".status.nodeType")
@AdditionalPrinterColumn(
        name = "ENDPOINT",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.endpoint.address")
@AdditionalPrinterColumn(
        name = "AGE",
        type = AdditionalPrinterColumn.Type.DATE,
        jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
        name = "MESSAGE",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        priority = 1)
public class RedshiftWarehouse extends CustomResource<RedshiftWarehouseSpec, RedshiftWarehouseStatus>
        implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    protected @Nullable RedshiftWarehouseSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable RedshiftWarehouseStatus initStatus() {
        return null;
    }
}
