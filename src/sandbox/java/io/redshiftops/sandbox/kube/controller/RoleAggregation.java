package io.redshiftops.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.read.LabelSelector;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.Target;
import io.redshiftops.sandbox.kube.store.StoreEvent;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gathers the rules of cluster roles that are made of others.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles">Aggregated
 *     ClusterRoles</a>
 */
public final class RoleAggregation implements AutoCloseable {

    private static final GroupVersionKind KIND = new GroupVersionKind("rbac.authorization.k8s.io", "v1", "ClusterRole");
    private static final String MANAGER = "clusterrole-aggregation-controller";

    private final Cluster cluster;
    private final WorkQueue<String> queue = new WorkQueue<>("kube-role-aggregation", any -> reconcile());

    public RoleAggregation(Cluster cluster) {
        this.cluster = cluster;
        cluster.store().onEvent(this::onEvent);
    }

    private void onEvent(StoreEvent event) {
        if (event.object().key().resource().resource().equals("clusterroles")) {
            queue.add("all");
        }
    }

    private void reconcile() {
        ResourceType type = cluster.registry().find(KIND).orElseThrow();
        List<StoredObject> roles = cluster.store().list(type.storage(), "").objects();
        for (StoredObject stored : roles) {
            KubeObject role = stored.object();
            JsonNode selectors = role.get("aggregationRule").path("clusterRoleSelectors");
            if (!role.get("aggregationRule").isObject() || role.isDeleting()) {
                continue;
            }
            ArrayNode rules = gather(selectors, role.name(), roles);
            if (!rules.equals(role.get("rules"))
                    && !(rules.isEmpty() && role.get("rules").isEmpty())) {
                Target target = Target.of(type, "", role.name());
                cluster.writer()
                        .change(
                                target,
                                changed -> {
                                    changed.tree().set("rules", rules.deepCopy());
                                    return changed;
                                },
                                MANAGER);
            }
        }
    }

    private ArrayNode gather(JsonNode selectors, String self, List<StoredObject> roles) {
        Set<JsonNode> rules = new LinkedHashSet<>();
        for (JsonNode selector : selectors) {
            LabelSelector labels = LabelSelector.of(selector);
            for (StoredObject stored : roles) {
                KubeObject other = stored.object();
                if (!other.name().equals(self) && labels.matches(other.labels())) {
                    other.get("rules").forEach(rules::add);
                }
            }
        }
        ArrayNode gathered = JsonNodeFactory.instance.arrayNode();
        rules.forEach(gathered::add);
        return gathered;
    }

    @Override
    public void close() {
        queue.close();
    }
}
