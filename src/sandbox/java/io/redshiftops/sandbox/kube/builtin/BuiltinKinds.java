package io.redshiftops.sandbox.kube.builtin;

import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.resource.ResourceNames;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.ScaleView;
import io.redshiftops.sandbox.kube.resource.Subresource;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.table.BuiltinTables;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-in kinds that are served. */
public final class BuiltinKinds {

    private static final List<String> NO_COLLECTIONS =
            List.of("create", "delete", "get", "list", "patch", "update", "watch");

    private final List<ResourceType> types = new ArrayList<>();
    private final ProtoTypes protos;
    private final Clock clock;

    private BuiltinKinds(ProtoTypes protos, Clock clock) {
        this.protos = protos;
        this.clock = clock;
    }

    /**
     * All built-in kinds.
     *
     * @param definitions the rules of custom resource definitions
     */
    public static List<ResourceType> create(ProtoTypes protos, KindRules definitions, Clock clock) {
        BuiltinKinds kinds = new BuiltinKinds(protos, clock);
        kinds.core();
        kinds.workloads();
        kinds.others(definitions);
        kinds.reviews();
        return kinds.types;
    }

    /** Kinds that are sent to subresources only. */
    public static List<ResourceType> createParts(ProtoTypes protos, Clock clock) {
        BuiltinKinds kinds = new BuiltinKinds(protos, clock);
        kinds.namespaced("authentication.k8s.io", "TokenRequest", "tokenrequests")
                .add();
        kinds.namespaced("autoscaling", "Scale", "scales").add();
        return kinds.types;
    }

    private void core() {
        namespaced("", "ConfigMap", "configmaps", "cm")
                .rules(ConfigDataRules.CONFIG_MAP)
                .add();
        namespaced("", "Endpoints", "endpoints", "ep").add();
        namespaced("", "Event", "events", "ev").rules(new EventRules(true)).add();
        cluster("", "Namespace", "namespaces", "ns")
                .rules(new NamespaceRules())
                .status()
                .verbs(NO_COLLECTIONS)
                .subresource(
                        new Subresource("finalize", new GroupVersionKind("", "v1", "Namespace"), List.of("update")))
                .add();
        cluster("", "Node", "nodes", "no").status().add();
        namespaced("", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc")
                .status()
                .add();
        namespaced("", "Pod", "pods", "po")
                .in("all")
                .rules(WorkloadRules.POD)
                .status()
                .add();
        namespaced("", "Secret", "secrets").rules(ConfigDataRules.SECRET).add();
        namespaced("", "ServiceAccount", "serviceaccounts", "sa")
                .subresource(new Subresource(
                        "token",
                        new GroupVersionKind("authentication.k8s.io", "v1", "TokenRequest"),
                        List.of("create")))
                .add();
        namespaced("", "Service", "services", "svc").in("all").status().add();
    }

    private void workloads() {
        namespaced("apps", "DaemonSet", "daemonsets", "ds")
                .in("all")
                .rules(WorkloadRules.DAEMON_SET)
                .status()
                .add();
        namespaced("apps", "Deployment", "deployments", "deploy")
                .in("all")
                .rules(WorkloadRules.DEPLOYMENT)
                .status()
                .scale()
                .add();
        namespaced("apps", "ReplicaSet", "replicasets", "rs")
                .in("all")
                .rules(WorkloadRules.REPLICA_SET)
                .status()
                .scale()
                .add();
        namespaced("apps", "StatefulSet", "statefulsets", "sts")
                .in("all")
                .rules(WorkloadRules.STATEFUL_SET)
                .status()
                .scale()
                .add();
        namespaced("batch", "CronJob", "cronjobs", "cj")
                .in("all")
                .rules(WorkloadRules.CRON_JOB)
                .status()
                .add();
        namespaced("batch", "Job", "jobs")
                .in("all")
                .rules(WorkloadRules.JOB)
                .status()
                .add();
        namespaced("policy", "PodDisruptionBudget", "poddisruptionbudgets", "pdb")
                .generation()
                .status()
                .add();
    }

    private void others(KindRules definitions) {
        namespaced("networking.k8s.io", "Ingress", "ingresses", "ing")
                .generation()
                .status()
                .add();
        namespaced("networking.k8s.io", "NetworkPolicy", "networkpolicies", "netpol")
                .generation()
                .add();
        namespaced("coordination.k8s.io", "Lease", "leases")
                .rules(new LeaseRules())
                .add();
        namespaced("events.k8s.io", "Event", "events", "ev")
                .rules(new EventRules(false))
                .storage(new GroupResource("", "events"))
                .add();
        String rbac = "rbac.authorization.k8s.io";
        cluster(rbac, "ClusterRoleBinding", "clusterrolebindings")
                .rules(RoleRules.CLUSTER_ROLE_BINDING)
                .add();
        cluster(rbac, "ClusterRole", "clusterroles")
                .rules(RoleRules.CLUSTER_ROLE)
                .add();
        namespaced(rbac, "RoleBinding", "rolebindings")
                .rules(RoleRules.ROLE_BINDING)
                .add();
        namespaced(rbac, "Role", "roles").rules(RoleRules.ROLE).add();
        cluster("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", "crd", "crds")
                .in("api-extensions")
                .rules(definitions)
                .status()
                .add();
    }

    /** Questions, of which nothing is stored. */
    private void reviews() {
        for (String kind : List.of("SelfSubjectReview", "TokenReview")) {
            question(cluster("authentication.k8s.io", kind, kind.toLowerCase(Locale.ROOT) + "s"));
        }
        for (String kind : List.of("SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview")) {
            question(cluster("authorization.k8s.io", kind, kind.toLowerCase(Locale.ROOT) + "s"));
        }
        question(namespaced("authorization.k8s.io", "LocalSubjectAccessReview", "localsubjectaccessreviews"));
    }

    private static void question(Kind kind) {
        kind.verbs(List.of("create")).add();
    }

    private Kind namespaced(String group, String kind, String plural, String... shortNames) {
        return new Kind(new GroupVersionKind(group, "v1", kind), plural, List.of(shortNames), true);
    }

    private Kind cluster(String group, String kind, String plural, String... shortNames) {
        return new Kind(new GroupVersionKind(group, "v1", kind), plural, List.of(shortNames), false);
    }

    /** One kind on its way into the list. */
    private final class Kind {

        private final GroupVersionKind kind;
        private final String plural;
        private final List<String> shortNames;
        private final boolean namespaced;
        private final Map<String, Subresource> subresources = new LinkedHashMap<>();
        private List<String> categories = List.of();
        private List<String> verbs =
                List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
        private KindRules rules = KindRules.PLAIN;
        private GroupResource storage;
        private @Nullable ScaleView scale;

        Kind(GroupVersionKind kind, String plural, List<String> shortNames, boolean namespaced) {
            this.kind = kind;
            this.plural = plural;
            this.shortNames = shortNames;
            this.namespaced = namespaced;
            this.storage = new GroupResource(kind.group(), plural);
        }

        Kind in(String category) {
            categories = List.of(category);
            return this;
        }

        Kind rules(KindRules value) {
            rules = value;
            return this;
        }

        /** Counts changes, and has no other rules. */
        Kind generation() {
            return rules(new KindRules() {
                @Override
                public boolean hasGeneration() {
                    return true;
                }
            });
        }

        Kind status() {
            return subresource(Subresource.status(kind));
        }

        Kind scale() {
            scale = ScaleView.of(".spec.replicas", ".status.replicas", ".spec.selector");
            return subresource(Subresource.scale());
        }

        Kind subresource(Subresource value) {
            subresources.put(value.name(), value);
            return this;
        }

        Kind verbs(List<String> value) {
            verbs = value;
            return this;
        }

        Kind storage(GroupResource value) {
            storage = value;
            return this;
        }

        void add() {
            types.add(build());
        }

        ResourceType build() {
            Schema schema = protos.object(kind);
            ResourceNames names = new ResourceNames(
                    kind, kind.kind() + "List", plural, kind.kind().toLowerCase(Locale.ROOT), shortNames, categories);
            BuiltinBehaviour behaviour =
                    new BuiltinBehaviour(kind, namespaced, schema, subresources.containsKey(Subresource.STATUS), rules);
            return ResourceType.builder(names, schema, behaviour, BuiltinTables.of(kind.kind()))
                    .namespaced(namespaced)
                    .storage(storage)
                    .verbs(verbs)
                    .subresources(subresources)
                    .scale(scale)
                    .clock(clock)
                    .build();
        }
    }
}
