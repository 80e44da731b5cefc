package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Authorizer;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.core.Identifiers;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.Regions;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Identity and Access Management: the directory of identities, the keys that prove them, the policies that bind them. */
public final class IamService implements AwsService {

    private final Account account;
    private final Directory directory;
    private final Documents documents;
    private final AccessKeys keys;
    private final GlobalKeys globalKeys;
    private final PolicyAuthorizer authorizer;

    /**
     * IAM with nothing but AWS's own policies in it.
     *
     * @param credentialTime what sessions expire by
     */
    public IamService(Account account, InstantSource credentialTime) {
        this.account = account;
        this.directory = new Directory(account);
        this.documents = new Documents(directory);
        this.keys = new AccessKeys(credentialTime);
        this.globalKeys = new GlobalKeys(account, directory);
        this.authorizer = new PolicyAuthorizer(account, directory, globalKeys);
    }

    @Override
    public String name() {
        return "iam";
    }

    @Override
    public Protocol protocol() {
        return Protocol.QUERY;
    }

    @Override
    public String xmlNamespace() {
        return "https://iam.amazonaws.com/doc/2010-05-08/";
    }

    /** IAM answers in one region, whichever a client that is pointed at an endpoint of its own may sign for. */
    @Override
    public String region(String signed) {
        return Regions.GLOBAL_SERVICES;
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of(
                "RoleName",
                "PolicyName",
                "PolicyArn",
                "PolicyDocument",
                "AssumeRolePolicyDocument",
                "VersionId",
                "Url",
                "OpenIDConnectProviderArn");
    }

    @Override
    public List<Object> operations() {
        RoleAccess access = new RoleAccess(directory);
        return List.of(
                new RoleOperations(directory, documents, access),
                new RolePolicyOperations(directory, documents, access),
                new PolicyOperations(directory, documents),
                new OidcProviderOperations(directory));
    }

    @Override
    public Optional<AwsError> busy(String operation) {
        return Optional.of(new AwsError(
                409,
                "ConcurrentModification",
                "The request was rejected because multiple requests to change this object were submitted"
                        + " simultaneously. Wait a few minutes and submit your request again."));
    }

    public Directory directory() {
        return directory;
    }

    public AccessKeys keys() {
        return keys;
    }

    public GlobalKeys globalKeys() {
        return globalKeys;
    }

    public Authorizer authorizer() {
        return authorizer;
    }

    /** Adds a user who may do everything, with a key to sign with. */
    public void addAdministrator(String userName, String accessKeyId) {
        account.exclusively(() -> {
            String arn = directory.arn("user/" + userName);
            Caller.User user = new Caller.User(arn, Identifiers.iam("AIDA", 21), userName);
            directory.add(user);
            keys.add(accessKeyId, user);
        });
    }

    /**
     * Adds a role as an administrator would have before anything else.
     *
     * @param trust the trust policy's JSON
     * @param policy the JSON of its one inline policy
     * @return the role's ARN
     */
    public String addRole(String roleName, String trust, String policy) {
        return account.exclusively(() -> {
            Role role = new Role(
                    roleName,
                    "/",
                    directory.arn("role/" + roleName),
                    Identifiers.iam("AROA", 21),
                    account.now().truncatedTo(ChronoUnit.SECONDS),
                    ResourceEntry.AWS,
                    documents.trust(trust));
            role.inlinePolicies().put(roleName, documents.inline(policy, roleName, List.of()));
            directory.add(role);
            return role.arn();
        });
    }

    /** Registers an identity provider with its public keys; returns its ARN. */
    public String addOidcProvider(String issuer, List<String> clientIds, Optional<String> jwks) {
        return account.exclusively(() -> {
            String url = issuer.replaceFirst("^https://", "");
            String arn = directory.arn("oidc-provider/" + url);
            directory
                    .providers()
                    .put(
                            arn,
                            new OidcProvider(
                                    url,
                                    arn,
                                    List.copyOf(clientIds),
                                    List.of(),
                                    account.now().truncatedTo(ChronoUnit.SECONDS),
                                    ResourceEntry.AWS,
                                    Map.of(),
                                    jwks));
            return arn;
        });
    }

    @Override
    public Map<String, List<ResourceEntry>> resources() {
        return account.exclusively(() -> Map.of(
                "roles",
                directory.roles().stream()
                        .map(role ->
                                new ResourceEntry(role.arn(), role.name(), Map.copyOf(role.tags()), role.createdBy()))
                        .toList(),
                "policies",
                directory.policies().values().stream()
                        .filter(policy -> !policy.arn().startsWith(AwsManagedPolicies.ARN_PREFIX))
                        .map(policy -> new ResourceEntry(
                                policy.arn(), policy.name(), Map.copyOf(policy.tags()), policy.createdBy()))
                        .toList(),
                "oidcProviders",
                directory.providers().values().stream()
                        .map(provider -> new ResourceEntry(
                                provider.arn(), provider.url(), provider.tags(), provider.createdBy()))
                        .toList()));
    }
}
