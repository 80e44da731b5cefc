package io.redshiftops.sandbox.kube.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.model.UserInfo;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import io.redshiftops.sandbox.kube.store.StorageKey;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Role-based access control by the roles and bindings in the store.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a>
 */
public final class RbacAuthorizer implements Authorizer {

    static final String GROUP = "rbac.authorization.k8s.io";

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    private final ObjectStore store;
    private volatile @Nullable List<Grant> grants;

    public RbacAuthorizer(ObjectStore store) {
        this.store = store;
        store.onEvent(event -> {
            if (event.object().key().resource().group().equals(GROUP)) {
                grants = null;
            }
        });
    }

    /**
     * A binding with the rules of its role.
     *
     * @param namespace where it holds, empty for everywhere
     */
    private record Grant(String namespace, JsonNode subjects, List<PolicyRule> rules, String words) {

        /** How the binding names a user, empty if it does not. */
        Optional<String> subject(UserInfo user) {
            for (JsonNode subject : subjects) {
                String name = subject.path("name").asText("");
                String kind = subject.path("kind").asText("");
                if (kind.equals("User") && name.equals(user.name())) {
                    return Optional.of("User \"" + name + "\"");
                }
                if (kind.equals("Group") && user.groups().contains(name)) {
                    return Optional.of("Group \"" + name + "\"");
                }
                if (kind.equals("ServiceAccount")) {
                    String in = subject.path("namespace").asText("");
                    String account = in.isEmpty() ? namespace : in;
                    if (user.name().equals(SERVICE_ACCOUNT + account + ":" + name)) {
                        return Optional.of("ServiceAccount \"" + name + "/" + account + "\"");
                    }
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public Decision decide(Attributes wanted) {
        if (wanted.user().isMaster()) {
            return new Decision(true, "");
        }
        for (Grant grant : grants()) {
            boolean here = grant.namespace.isEmpty() || grant.namespace.equals(wanted.namespace());
            if (!here) {
                continue;
            }
            Optional<String> subject = grant.subject(wanted.user());
            if (subject.isPresent() && grant.rules.stream().anyMatch(rule -> rule.allows(wanted))) {
                return new Decision(true, "RBAC: allowed by " + grant.words + " to " + subject.get());
            }
        }
        return Decision.NO_OPINION;
    }

    /** The rules that hold for a user in a namespace. */
    List<PolicyRule> rulesFor(UserInfo user, String namespace) {
        List<PolicyRule> rules = new ArrayList<>();
        if (user.isMaster()) {
            return List.of(PolicyRule.EVERYTHING, PolicyRule.EVERY_PATH);
        }
        for (Grant grant : grants()) {
            if ((grant.namespace.isEmpty() || grant.namespace.equals(namespace))
                    && grant.subject(user).isPresent()) {
                rules.addAll(grant.rules);
            }
        }
        return rules;
    }

    /** The rules of the role that a binding refers to. */
    List<PolicyRule> rulesOf(JsonNode roleRef, String namespace) {
        boolean cluster = roleRef.path("kind").asText("").equals("ClusterRole");
        GroupResource resource = new GroupResource(GROUP, cluster ? "clusterroles" : "roles");
        StorageKey key = new StorageKey(
                resource, cluster ? "" : namespace, roleRef.path("name").asText(""));
        return store.get(key)
                .map(role -> PolicyRule.all(role.object().get("rules")))
                .orElse(List.of());
    }

    private List<Grant> grants() {
        List<Grant> known = grants;
        if (known == null) {
            known = load();
            grants = known;
        }
        return known;
    }

    private List<Grant> load() {
        List<Grant> loaded = new ArrayList<>();
        Map<JsonNode, List<PolicyRule>> clusterRoles = new HashMap<>();
        for (StoredObject stored :
                store.list(new GroupResource(GROUP, "clusterrolebindings"), "").objects()) {
            KubeObject binding = stored.object();
            JsonNode role = binding.get("roleRef");
            loaded.add(new Grant(
                    "",
                    binding.get("subjects"),
                    clusterRoles.computeIfAbsent(role, ref -> rulesOf(ref, "")),
                    "ClusterRoleBinding \"" + binding.name() + "\" of " + words(role)));
        }
        for (StoredObject stored :
                store.list(new GroupResource(GROUP, "rolebindings"), "").objects()) {
            KubeObject binding = stored.object();
            JsonNode role = binding.get("roleRef");
            loaded.add(new Grant(
                    binding.namespace(),
                    binding.get("subjects"),
                    rulesOf(role, binding.namespace()),
                    "RoleBinding \"" + binding.name() + "/" + binding.namespace() + "\" of " + words(role)));
        }
        return loaded;
    }

    private static String words(JsonNode role) {
        return role.path("kind").asText("") + " \"" + role.path("name").asText("") + "\"";
    }
}
