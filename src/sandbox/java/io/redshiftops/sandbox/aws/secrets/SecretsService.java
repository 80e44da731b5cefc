package io.redshiftops.sandbox.aws.secrets;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Secrets Manager. */
public final class SecretsService implements AwsService {

    private final Account account;
    private final SecretStore store;

    public SecretsService(Account account) {
        this.account = account;
        this.store = new SecretStore(account);
    }

    /** What services that keep secrets for users need. */
    public SecretStore store() {
        return store;
    }

    @Override
    public String name() {
        return "secretsmanager";
    }

    @Override
    public Protocol protocol() {
        return Protocol.JSON;
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("Name", "SecretId");
    }

    @Override
    public List<Object> operations() {
        SecretAccess access = new SecretAccess(store);
        return List.of(new SecretOperations(store, access), new SecretValueOperations(store, access));
    }

    @Override
    public Map<String, List<ResourceEntry>> resources() {
        return account.exclusively(() -> Map.of(
                "secrets",
                store.all().stream()
                        .flatMap(secrets -> secrets.values().stream())
                        .map(secret -> new ResourceEntry(
                                secret.arn(), secret.name(), Map.copyOf(secret.tags()), secret.createdBy()))
                        .toList()));
    }
}
