package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Authorizer;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.core.Denial;
import io.redshiftops.sandbox.aws.policy.Decision;
import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import io.redshiftops.sandbox.aws.policy.RequestContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the policies of a caller: its identity policies, its permissions boundary, its session policies. An explicit deny
 * in any of them wins; otherwise all that are there must allow.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Evaluation logic</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Access denied texts</a>
 */
public final class PolicyAuthorizer implements Authorizer {

    private static final PolicyDocument ADMINISTRATOR = PolicyDocument.parse(
            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}", PolicyDocument.Kind.IDENTITY);

    private static final String ANONYMOUS_DENIED = "Access Denied";

    private static final String IDENTITY = "identity-based policy";

    private record Reason(boolean forLackOfIdentityPolicy, String words) {}

    /** Policies of one type, with the words in which a denial speaks of them. */
    private record Layer(String article, String type, List<PolicyDocument> policies) {}

    private final Account account;
    private final Directory directory;
    private final GlobalKeys globalKeys;

    PolicyAuthorizer(Account account, Directory directory, GlobalKeys globalKeys) {
        this.account = account;
        this.directory = directory;
        this.globalKeys = globalKeys;
    }

    @Override
    public Optional<Denial> denial(Caller caller, String region, Access access) {
        return account.exclusively(() -> denialLocked(caller, region, access));
    }

    private Optional<Denial> denialLocked(Caller caller, String region, Access access) {
        if (caller instanceof Caller.Anonymous) {
            return Optional.of(new Denial(true, ANONYMOUS_DENIED));
        }
        List<Layer> layers = layers(caller);
        Map<String, List<String>> global = globalKeys.of(caller, region);
        for (Access.Target target : access.targets()) {
            Map<String, List<String>> keys = new LinkedHashMap<>(global);
            keys.putAll(target.keys());
            RequestContext request = new RequestContext(access.action(), target.arn(), keys);
            Optional<Reason> reason = reason(layers, request, access.action());
            if (reason.isPresent()) {
                String text = text(caller, access.action(), target, reason.get().words());
                return Optional.of(new Denial(reason.get().forLackOfIdentityPolicy(), text));
            }
        }
        return Optional.empty();
    }

    private static Optional<Reason> reason(List<Layer> layers, RequestContext request, String action) {
        Optional<Reason> missing = Optional.empty();
        for (Layer layer : layers) {
            Decision decision = PolicyDocument.decide(layer.policies(), request);
            if (decision == Decision.DENIED) {
                return Optional.of(
                        new Reason(false, "with an explicit deny in " + layer.article() + " " + layer.type()));
            }
            if (decision == Decision.NOT_ALLOWED) {
                String words = missing.map(Reason::words)
                        .orElse("because no " + layer.type() + " allows the " + action + " action");
                missing = Optional.of(new Reason(layer.type().equals(IDENTITY), words));
            }
        }
        return missing;
    }

    private static String text(Caller caller, String action, Access.Target target, String reason) {
        String resource = target.arn().equals("*") ? "" : " on resource: " + target.shown();
        return "User: " + caller.arn() + " is not authorized to perform: " + action + resource + " " + reason;
    }

    private List<Layer> layers(Caller caller) {
        List<Layer> layers = new ArrayList<>();
        if (!(caller instanceof Caller.RoleSession session)) {
            layers.add(new Layer("an", IDENTITY, List.of(ADMINISTRATOR)));
            return layers;
        }
        Optional<Role> role = directory.roleWithId(session.roleName(), session.roleId());
        layers.add(new Layer("an", IDENTITY, role.map(this::identityPolicies).orElse(List.of())));
        role.flatMap(Role::boundaryArn)
                .ifPresent(arn -> layers.add(new Layer(
                        "a",
                        "permissions boundary",
                        directory
                                .findPolicy(arn)
                                .map(policy -> List.of(policy.document()))
                                .orElse(List.of()))));
        if (!session.sessionPolicies().isEmpty()) {
            layers.add(new Layer("a", "session policy", session.sessionPolicies()));
        }
        return layers;
    }

    private List<PolicyDocument> identityPolicies(Role role) {
        List<PolicyDocument> policies = new ArrayList<>(role.inlinePolicies().values());
        role.attachedPolicyArns()
                .forEach(arn -> directory.findPolicy(arn).ifPresent(policy -> policies.add(policy.document())));
        return policies;
    }
}
