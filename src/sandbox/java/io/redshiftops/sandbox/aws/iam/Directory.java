package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything that IAM keeps: users, roles, policies and identity providers. Guarded by the account's lock. */
public final class Directory {

    private final Account account;
    private final Map<String, Caller.User> users = new TreeMap<>();
    private final Map<String, Role> roles = new TreeMap<>();
    private final Map<String, ManagedPolicy> policies = new TreeMap<>();
    private final Map<String, OidcProvider> providers = new TreeMap<>();

    Directory(Account account) {
        this.account = account;
        AwsManagedPolicies.load().forEach(policy -> policies.put(policy.arn(), policy));
    }

    Account account() {
        return account;
    }

    /** An ARN of IAM, which knows no regions. */
    String arn(String resource) {
        return account.arn("iam", "", resource);
    }

    void add(Caller.User user) {
        users.put(user.arn(), user);
    }

    boolean hasUser(String arn) {
        return users.containsKey(arn);
    }

    /** Names differ in more than case: {@code dwhRole} and {@code DWHROLE} cannot both exist. */
    private static String key(String roleName) {
        return roleName.toLowerCase(Locale.ROOT);
    }

    void add(Role role) {
        if (roles.putIfAbsent(key(role.name()), role) != null) {
            throw IamError.alreadyExists("Role with name " + role.name() + " already exists.");
        }
    }

    void remove(Role role) {
        roles.remove(key(role.name()));
    }

    Collection<Role> roles() {
        return roles.values();
    }

    /** A role by its exact name, as far as it is visible yet. */
    Optional<Role> findRole(String name) {
        return Optional.ofNullable(roles.get(key(name)))
                .filter(role -> role.name().equals(name))
                .filter(role -> account.consistency().isVisible(role.arn()));
    }

    /** A role that other services know already. */
    public Optional<Role> usableRole(String arn) {
        return roles.values().stream()
                .filter(role -> role.arn().equals(arn))
                .filter(role -> account.consistency().isUsable(arn))
                .findFirst();
    }

    /** The very role that a session was made of, if it still is there. */
    Optional<Role> roleWithId(String name, String id) {
        return Optional.ofNullable(roles.get(key(name)))
                .filter(role -> role.id().equals(id));
    }

    Map<String, ManagedPolicy> policies() {
        return policies;
    }

    /**
     * A policy by its ARN.
     *
     * @throws AwsError if there is none, or it is one of AWS's that is not known here
     */
    ManagedPolicy policy(String arn) {
        return findPolicy(arn).orElseThrow(() -> IamError.noSuchPolicy(arn));
    }

    /** What a managed policy says at present. */
    public PolicyDocument policyDocument(String arn) {
        return policy(arn).document();
    }

    Optional<ManagedPolicy> findPolicy(String arn) {
        ManagedPolicy policy = policies.get(arn);
        if (policy == null && arn.startsWith(AwsManagedPolicies.ARN_PREFIX)) {
            throw AwsError.notEmulated("The AWS managed policy " + arn);
        }
        return Optional.ofNullable(policy).filter(found -> account.consistency().isVisible(arn));
    }

    /** The roles that a managed policy is attached to. */
    long attachments(String policyArn) {
        return roles.values().stream()
                .filter(role -> role.attachedPolicyArns().contains(policyArn))
                .count();
    }

    /** The roles that a managed policy bounds. */
    long boundaryUses(String policyArn) {
        return roles.values().stream()
                .filter(role -> role.boundaryArn().filter(policyArn::equals).isPresent())
                .count();
    }

    /** By ARN. */
    Map<String, OidcProvider> providers() {
        return providers;
    }

    /** The provider of an issuer, its URL with or without {@code https://}. */
    public Optional<OidcProvider> providerOf(String issuer) {
        String url = issuer.replaceFirst("^https://", "");
        return Optional.ofNullable(providers.get(arn("oidc-provider/" + url)));
    }
}
