package io.redshiftops.sandbox.kube.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GoText;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.model.UserInfo;
import io.redshiftops.sandbox.kube.resource.Admission;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nobody may grant what he may not do himself, unless he may escalate or bind.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping">Privilege
 *     escalation prevention</a>
 */
public final class EscalationCheck implements Admission {

    private static final Set<String> KINDS = Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");

    private final RbacAuthorizer authorizer;

    public EscalationCheck(RbacAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public void admit(Request request) {
        KubeObject object = request.object();
        if (object == null
                || request.user().isMaster()
                || !request.target().type().kind().group().equals(RbacAuthorizer.GROUP)
                || !KINDS.contains(object.kind())) {
            return;
        }
        KubeObject old = request.old();
        boolean binding = object.kind().endsWith("Binding");
        List<String> relevant = binding ? List.of("roleRef", "subjects") : List.of("rules", "aggregationRule");
        if (old != null && relevant.stream().allMatch(field -> object.get(field).equals(old.get(field)))) {
            return;
        }
        if (mayAnyway(request, object, binding)) {
            return;
        }
        List<PolicyRule> granted = binding
                ? authorizer.rulesOf(object.get("roleRef"), object.namespace())
                : PolicyRule.all(object.get("rules"));
        if (!object.get("aggregationRule").isMissingNode()) {
            // What such a role will gather is not known: it may become everything.
            granted = List.of(PolicyRule.EVERYTHING, PolicyRule.EVERY_PATH);
        }
        requireHeld(request, object, granted);
    }

    /** Whether the user may escalate roles, or bind the role that is bound. */
    private boolean mayAnyway(Request request, KubeObject object, boolean binding) {
        UserInfo user = request.user();
        if (!binding) {
            return authorizer
                    .decide(Attributes.ofResource(
                            user,
                            "escalate",
                            request.target().type().resource(),
                            "",
                            object.namespace(),
                            object.name()))
                    .allowed();
        }
        JsonNode role = object.get("roleRef");
        String plural = role.path("kind").asText("").equals("ClusterRole") ? "clusterroles" : "roles";
        return authorizer
                .decide(Attributes.ofResource(
                        user,
                        "bind",
                        new GroupResource(RbacAuthorizer.GROUP, plural),
                        "",
                        object.namespace(),
                        role.path("name").asText("")))
                .allowed();
    }

    private void requireHeld(Request request, KubeObject object, List<PolicyRule> granted) {
        List<PolicyRule> held = authorizer.rulesFor(request.user(), object.namespace());
        List<PolicyRule> missing = granted.stream()
                .flatMap(rule -> rule.parts().stream())
                .filter(part -> held.stream().noneMatch(rule -> rule.covers(part)))
                .toList();
        if (!missing.isEmpty()) {
            UserInfo user = request.user();
            String groups = user.groups().stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]"));
            throw ApiException.forbidden(
                    request.target().type().resource(),
                    object.name(),
                    "user " + GoText.quote(user.name()) + " (groups=" + groups
                            + ") is attempting to grant RBAC permissions not currently held:\n" + shown(missing));
        }
    }

    /** The missing rules, those that differ in nothing but the verb as one. */
    private static String shown(List<PolicyRule> missing) {
        Map<PolicyRule, Set<String>> verbs = new LinkedHashMap<>();
        for (PolicyRule part : missing) {
            PolicyRule key = new PolicyRule(
                    List.of(), part.apiGroups(), part.resources(), part.resourceNames(), part.nonResourceUrls());
            verbs.computeIfAbsent(key, any -> new LinkedHashSet<>()).addAll(part.verbs());
        }
        return verbs.entrySet().stream()
                .map(entry -> new PolicyRule(
                                List.copyOf(entry.getValue()),
                                entry.getKey().apiGroups(),
                                entry.getKey().resources(),
                                entry.getKey().resourceNames(),
                                entry.getKey().nonResourceUrls())
                        .shown())
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
