package io.redshiftops.sandbox.aws.sts;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Authorizer;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.core.Denial;
import io.redshiftops.sandbox.aws.iam.Directory;
import io.redshiftops.sandbox.aws.iam.GlobalKeys;
import io.redshiftops.sandbox.aws.iam.IamService;
import io.redshiftops.sandbox.aws.iam.Role;
import io.redshiftops.sandbox.aws.policy.ConditionKeys;
import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import io.redshiftops.sandbox.aws.policy.PolicyDocument.Trust;
import io.redshiftops.sandbox.aws.policy.PolicyPrincipal;
import io.redshiftops.sandbox.aws.policy.RequestContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may assume a role, by the role's trust policy and the caller's own policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-permissions.html">Trust policies</a>
 */
public final class RoleAssumption {

    static final String ASSUME_ROLE = "sts:AssumeRole";
    static final String ASSUME_ROLE_WITH_WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";

    private final Account account;
    private final Directory directory;
    private final GlobalKeys globalKeys;
    private final Authorizer authorizer;

    public RoleAssumption(Account account, IamService iam) {
        this.account = account;
        this.directory = iam.directory();
        this.globalKeys = iam.globalKeys();
        this.authorizer = iam.authorizer();
    }

    /**
     * A user or a role session assumes a role: the trust policy must name it, or its account together with a policy of its
     * own that allows it.
     *
     * @param keys the condition keys of the request, such as {@code sts:ExternalId}
     * @return the role; empty if it does not exist or must not be assumed
     */
    Optional<Role> byCaller(Caller caller, String region, String roleArn, Map<String, List<String>> keys) {
        Optional<Role> role = directory.usableRole(roleArn);
        Access access = Access.to(ASSUME_ROLE).on(roleArn, role.map(Role::tags).orElse(Map.of()));
        keys.forEach((key, values) -> access.with(key, values.toArray(String[]::new)));
        Optional<Denial> denial = authorizer.denial(caller, region, access);
        Map<String, List<String>> all = globalKeys.of(caller, region);
        all.putAll(keys);
        return role.filter(found -> switch (trust(found, ASSUME_ROLE, principal(caller), all)) {
            case DIRECT -> denial.isEmpty() || denial.get().forLackOfIdentityPolicy();
            case ACCOUNT -> denial.isEmpty();
            case NONE, DENIED -> false;
        });
    }

    /** Somebody whom an identity provider vouches for assumes a role. */
    Optional<Role> byWebIdentity(String roleArn, String providerArn, String region, Map<String, List<String>> keys) {
        Map<String, List<String>> all = globalKeys.ofRequest(region);
        all.putAll(keys);
        PolicyPrincipal principal = PolicyPrincipal.ofProvider(providerArn);
        return directory
                .usableRole(roleArn)
                .filter(role -> trust(role, ASSUME_ROLE_WITH_WEB_IDENTITY, principal, all) == Trust.DIRECT);
    }

    /**
     * A service of AWS assumes a role for somebody.
     *
     * @param service such as {@code redshift.amazonaws.com}
     * @param keys the condition keys, such as {@code sts:ExternalId}
     * @return the session; empty if the role does not exist or does not trust the service
     */
    public Optional<Caller.RoleSession> byService(
            String service, String roleArn, String region, String sessionName, Map<String, List<String>> keys) {
        Map<String, List<String>> all = globalKeys.ofService(region);
        all.putAll(keys);
        PolicyPrincipal principal = PolicyPrincipal.ofService(service);
        return account.exclusively(() -> directory
                .usableRole(roleArn)
                .filter(role -> trust(role, ASSUME_ROLE, principal, all) == Trust.DIRECT)
                .map(role -> session(role, sessionName, List.of())));
    }

    Caller.RoleSession session(Role role, String sessionName, List<PolicyDocument> sessionPolicies) {
        return new Caller.RoleSession(
                account.id(), role.arn(), role.name(), role.id(), sessionName, List.copyOf(sessionPolicies));
    }

    private static Trust trust(Role role, String action, PolicyPrincipal principal, Map<String, List<String>> keys) {
        Map<String, List<String>> all = new LinkedHashMap<>(keys);
        role.tags().forEach((key, value) -> {
            all.put(ConditionKeys.RESOURCE_TAG + key, List.of(value));
            all.put("iam:ResourceTag/" + key, List.of(value));
        });
        return role.trust().trustIn(principal, new RequestContext(action, role.arn(), all));
    }

    private PolicyPrincipal principal(Caller caller) {
        Set<String> arns = caller instanceof Caller.RoleSession session
                ? Set.of(session.arn(), session.roleArn())
                : Set.of(caller.arn());
        return PolicyPrincipal.ofAccount(account.id(), arns);
    }
}
