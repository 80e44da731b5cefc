package io.redshiftops.sandbox.aws.parameters;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Systems Manager, of which only the Parameter Store is here. */
public final class SsmService implements AwsService {

    private final Account account;
    private final ParameterStore store;

    public SsmService(Account account) {
        this.account = account;
        this.store = new ParameterStore(account);
    }

    @Override
    public String name() {
        return "ssm";
    }

    @Override
    public Protocol protocol() {
        return Protocol.JSON;
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("Name", "Value", "Path", "ResourceType", "ResourceId");
    }

    @Override
    public List<Object> operations() {
        return List.of(new ParameterOperations(store), new ParameterReadOperations(store));
    }

    @Override
    public Optional<AwsError> busy(String operation) {
        return Optional.of(AwsError.badRequest(
                "TooManyUpdates", "There are concurrent updates for a resource that supports one update at a time."));
    }

    @Override
    public Map<String, List<ResourceEntry>> resources() {
        return account.exclusively(() -> Map.of(
                "parameters",
                store.all().stream()
                        .flatMap(parameters -> parameters.values().stream())
                        .map(parameter -> new ResourceEntry(
                                parameter.arn(), parameter.name(), Map.copyOf(parameter.tags()), parameter.createdBy()))
                        .toList()));
    }
}
