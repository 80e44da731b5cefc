package io.redshiftops.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Says that tables of a warehouse hold the rows of objects in S3, each object exactly once. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("s3l")
@AdditionalPrinterColumn(
        name = "READY",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "STATE", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "TABLES", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".status.progress")
@AdditionalPrinterColumn(
        name = "ROWS",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.totals.rowsLoaded")
@AdditionalPrinterColumn(
        name = "REJECTED",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.totals.rowsRejected")
@AdditionalPrinterColumn(
        name = "SECONDS",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.totals.seconds")
@AdditionalPrinterColumn(
        name = "AGE",
        type = AdditionalPrinterColumn.Type.DATE,
        jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
        name = "MESSAGE",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        priority = 1)
public class S3Load extends CustomResource<S3LoadSpec, S3LoadStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    protected @Nullable S3LoadSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable S3LoadStatus initStatus() {
        return null;
    }
}
