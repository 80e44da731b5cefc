package io.redshiftops.sandbox.kube.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.controller.Cluster;
import io.redshiftops.sandbox.kube.model.GoText;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds definitions of one group that want the same names: the first one gets them. */
final class NameConflicts {

    private NameConflicts() {}

    /** Why a definition's names are not accepted, empty if they are. */
    static Optional<Conditions.Condition> find(Cluster cluster, GroupResource definitions, KubeObject definition) {
        Set<String> resources = new HashSet<>();
        Set<String> kinds = new HashSet<>();
        for (StoredObject stored : cluster.store().list(definitions, "").objects()) {
            KubeObject other = stored.object();
            boolean sameGroup = other.get("spec")
                    .path("group")
                    .equals(definition.get("spec").path("group"));
            if (sameGroup
                    && !other.name().equals(definition.name())
                    && Conditions.isTrue(other, Conditions.ESTABLISHED)) {
                JsonNode accepted = other.get("status").path("acceptedNames");
                resources.add(accepted.path("plural").asText(""));
                resources.add(accepted.path("singular").asText(""));
                accepted.path("shortNames").forEach(name -> resources.add(name.asText()));
                kinds.add(accepted.path("kind").asText(""));
                kinds.add(accepted.path("listKind").asText(""));
            }
        }
        JsonNode names = definition.get("spec").path("names");
        return taken("PluralConflict", names.path("plural"), resources)
                .or(() -> taken("SingularConflict", names.path("singular"), resources))
                .or(() -> shortNames(names, resources))
                .or(() -> taken("KindConflict", names.path("kind"), kinds))
                .or(() -> taken("ListKindConflict", names.path("listKind"), kinds));
    }

    private static Optional<Conditions.Condition> shortNames(JsonNode names, Set<String> taken) {
        for (JsonNode name : names.path("shortNames")) {
            Optional<Conditions.Condition> conflict = taken("ShortNamesConflict", name, taken);
            if (conflict.isPresent()) {
                return conflict;
            }
        }
        return Optional.empty();
    }

    private static Optional<Conditions.Condition> taken(String reason, JsonNode name, Set<String> taken) {
        String text = name.asText("");
        return !text.isEmpty() && taken.contains(text)
                ? Optional.of(new Conditions.Condition(
                        Conditions.NAMES_ACCEPTED, false, reason, GoText.quote(text) + " is already in use"))
                : Optional.empty();
    }
}
