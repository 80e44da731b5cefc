package io.redshiftops.warehouse;

import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.ParameterStore;
import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.Parameters.Parameter;
import io.redshiftops.aws.Password;
import io.redshiftops.kube.Problem;
import io.redshiftops.warehouse.WarehouseAction.CreateParameter;
import io.redshiftops.warehouse.WarehouseAction.OverwriteParameter;
import io.redshiftops.warehouse.WarehouseAction.PublishSecret;
import io.redshiftops.warehouse.WarehouseAction.TagParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what to publish about the connection, once the cluster has an endpoint. */
final class ConnectionPlanner {

    /** What keeps the settings from being published; nothing of others is overwritten. */
    Optional<Problem> refusal(WarehouseDesign design, Observation seen) {
        if (seen.connection().isPresent() && !seen.connection().get().ours()) {
            return Optional.of(Problem.user(
                    WarehouseReason.CONNECTION_SECRET_NOT_OURS,
                    "Secret %s exists and is not this warehouse's: it is left alone. Delete it, or set another spec.connection.secretName"
                            .formatted(design.connectionSecret())));
        }
        return seen.parameter()
                .filter(parameter ->
                        !design.names().owner().equals(parameter.tags().get(WarehouseNames.OWNER_TAG)))
                .map(parameter -> Problem.user(
                        WarehouseReason.PARAMETER_NOT_OURS,
                        "SSM parameter %s exists and its tag %s does not say %s: it is left alone. Delete it, or set another spec.connection.parameterStore.name"
                                .formatted(
                                        parameter.name(),
                                        WarehouseNames.OWNER_TAG,
                                        design.names().owner())));
    }

    List<WarehouseAction> plan(WarehouseDesign design, Observation seen, Cluster cluster) {
        Cluster.Endpoint endpoint = cluster.endpoint();
        if (endpoint == null) {
            return List.of();
        }
        ConnectionSettings settings = ConnectionSettings.of(cluster, endpoint, password(design, seen));
        List<WarehouseAction> actions = new ArrayList<>();
        Map<String, String> data = settings.secretData();
        boolean published =
                seen.connection().map(secret -> secret.data().equals(data)).orElse(false);
        if (!published) {
            actions.add(new PublishSecret(design.connectionSecret(), data));
        }
        ParameterStore wanted = design.parameter();
        if (wanted != null) {
            parameter(design, wanted, settings.parameterValue(), seen.parameter(), actions);
        }
        return actions;
    }

    private static @Nullable Password password(WarehouseDesign design, Observation seen) {
        if (!design.includePassword()) {
            return null;
        }
        return design.passwordRef() == null
                ? seen.managedPassword()
                : seen.password().map(Observation.WantedPassword::password).orElse(null);
    }

    private static void parameter(
            WarehouseDesign design,
            ParameterStore wanted,
            String value,
            Optional<Parameter> actual,
            List<WarehouseAction> actions) {
        if (actual.isEmpty()) {
            actions.add(new CreateParameter(wanted.name(), value, wanted.secure(), design.tags()));
            return;
        }
        Parameter parameter = actual.get();
        if (!parameter.value().equals(value) || parameter.secure() != wanted.secure()) {
            actions.add(new OverwriteParameter(wanted.name(), value, wanted.secure()));
        }
        Map<String, String> missing =
                Tags.difference(design.tags(), parameter.tags()).set();
        if (!missing.isEmpty()) {
            actions.add(new TagParameter(wanted.name(), missing));
        }
    }
}
