package io.redshiftops.sandbox.aws.policy;

import java.util.Set;

/**
 * The {@code Principal} element of a statement in a resource policy.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">Principal</a>
 */
record PrincipalElement(boolean everyone, Set<String> aws, Set<String> services, Set<String> federated) {

    static final PrincipalElement EVERYONE = new PrincipalElement(true, Set.of(), Set.of(), Set.of());

    /** How far a statement's principal element covers a principal. */
    enum Match {
        NONE,
        /** The account is named: what the statement allows, the account's own policies must allow as well. */
        ACCOUNT,
        /** The principal itself is named. */
        DIRECT
    }

    Match match(PolicyPrincipal principal) {
        boolean direct = everyone
                || aws.contains("*")
                || principal.arns().stream().anyMatch(aws::contains)
                || principal.service().filter(services::contains).isPresent()
                || principal.federated().filter(federated::contains).isPresent();
        if (direct) {
            return Match.DIRECT;
        }
        boolean account = principal
                .account()
                .filter(id -> aws.contains(id) || aws.contains("arn:aws:iam::" + id + ":root"))
                .isPresent();
        return account ? Match.ACCOUNT : Match.NONE;
    }
}
