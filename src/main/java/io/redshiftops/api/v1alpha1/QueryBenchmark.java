package io.redshiftops.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Runs queries on several designs of the same data and says how long they take. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("qb")
@AdditionalPrinterColumn(
        name = "READY",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "STATE", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "SAMPLES", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".status.progress")
@AdditionalPrinterColumn(
        name = "COMPARED",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.summary.compared")
@AdditionalPrinterColumn(
        name = "SPEEDUP",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.summary.speedup")
@AdditionalPrinterColumn(
        name = "IMPROVEMENT",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.summary.improvement")
@AdditionalPrinterColumn(
        name = "RESULTS",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.summary.results")
@AdditionalPrinterColumn(
        name = "AGE",
        type = AdditionalPrinterColumn.Type.DATE,
        jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
        name = "MESSAGE",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        priority = 1)
public class QueryBenchmark extends CustomResource<QueryBenchmarkSpec, QueryBenchmarkStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    protected @Nullable QueryBenchmarkSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable QueryBenchmarkStatus initStatus() {
        return null;
    }
}
