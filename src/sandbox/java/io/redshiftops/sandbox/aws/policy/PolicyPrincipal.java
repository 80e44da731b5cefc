package io.redshiftops.sandbox.aws.policy;

import java.util.Optional;
import java.util.Set;

/**
 * Whom a resource policy's {@code Principal} element is compared with.
 *
 * @param account the principal's account id; empty for a service or a federated identity
 * @param arns the ARNs that name it: a role session goes by its own ARN and by its role's
 * @param service the service's name, such as {@code redshift.amazonaws.com}
 * @param federated the ARN of the identity provider that vouches for it
 */
public record PolicyPrincipal(
        Optional<String> account, Set<String> arns, Optional<String> service, Optional<String> federated) {

    /** A user or a role session of an account. */
    public static PolicyPrincipal ofAccount(String account, Set<String> arns) {
        return new PolicyPrincipal(Optional.of(account), Set.copyOf(arns), Optional.empty(), Optional.empty());
    }

    /** A service of AWS. */
    public static PolicyPrincipal ofService(String service) {
        return new PolicyPrincipal(Optional.empty(), Set.of(), Optional.of(service), Optional.empty());
    }

    /** A web identity that a registered provider vouches for. */
    public static PolicyPrincipal ofProvider(String providerArn) {
        return new PolicyPrincipal(Optional.empty(), Set.of(), Optional.empty(), Optional.of(providerArn));
    }
}
