package io.redshiftops.sandbox.aws.policy;

import java.util.List;

/**
 * A parsed policy of any kind.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Policy elements</a>
 */
public final class PolicyDocument {

    /** What a policy is attached to, which decides the elements that it must and must not have. */
    public enum Kind {
        /** An identity policy, a permissions boundary or a session policy. */
        IDENTITY,
        /** A role's trust policy: names principals, and no resource, since it belongs to one. */
        TRUST
    }

    private final String json;
    private final List<Statement> statements;

    PolicyDocument(String json, List<Statement> statements) {
        this.json = json;
        this.statements = statements;
    }

    /**
     * Reads a policy.
     *
     * @throws MalformedPolicyException if IAM would refuse to store it
     */
    public static PolicyDocument parse(String json, Kind kind) {
        return new PolicyParser(kind).parse(json);
    }

    /** The text as it was given. */
    public String json() {
        return json;
    }

    /** The ARNs and account ids that the policy names as principals. */
    public List<String> awsPrincipals() {
        return statements.stream()
                .flatMap(statement -> statement.principal().stream())
                .flatMap(principal -> principal.aws().stream())
                .distinct()
                .toList();
    }

    /** The services that the policy names as principals. */
    public List<String> servicePrincipals() {
        return statements.stream()
                .flatMap(statement -> statement.principal().stream())
                .flatMap(principal -> principal.services().stream())
                .distinct()
                .toList();
    }

    /** Whether the policy allows something to this service, on whatever conditions. */
    public boolean trustsService(String service) {
        return statements.stream()
                .filter(statement -> statement.effect() == Statement.Effect.ALLOW)
                .flatMap(statement -> statement.principal().stream())
                .anyMatch(principal -> principal.services().contains(service));
    }

    /**
     * What policies that name no principal say together.
     *
     * @throws NotEmulatedException if the answer hangs on a condition that is not emulated
     */
    public static Decision decide(List<PolicyDocument> policies, RequestContext request) {
        Decision decision = Decision.NOT_ALLOWED;
        for (PolicyDocument policy : policies) {
            for (Statement statement : policy.statements) {
                if (statement.appliesTo(request)) {
                    if (statement.effect() == Statement.Effect.DENY) {
                        return Decision.DENIED;
                    }
                    decision = Decision.ALLOWED;
                }
            }
        }
        return decision;
    }

    /**
     * What this resource policy says to a principal.
     *
     * @throws NotEmulatedException if the answer hangs on a condition that is not emulated
     */
    public Trust trustIn(PolicyPrincipal principal, RequestContext request) {
        Trust trust = Trust.NONE;
        for (Statement statement : statements) {
            PrincipalElement.Match match = statement
                    .principal()
                    .map(element -> element.match(principal))
                    .orElse(PrincipalElement.Match.NONE);
            if (match == PrincipalElement.Match.NONE || !statement.appliesTo(request)) {
                continue;
            }
            if (statement.effect() == Statement.Effect.DENY) {
                return Trust.DENIED;
            }
            Trust allowed = match == PrincipalElement.Match.DIRECT ? Trust.DIRECT : Trust.ACCOUNT;
            trust = allowed.compareTo(trust) > 0 ? allowed : trust;
        }
        return trust;
    }

    /** What a resource policy says to a principal, the stronger word later. */
    public enum Trust {
        NONE,
        /** The principal's account is allowed, which still has to allow it to the principal. */
        ACCOUNT,
        /** The principal is allowed by itself. */
        DIRECT,
        DENIED
    }
}
