package io.redshiftops.sandbox.aws.parameters;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Call;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters of all regions. Guarded by the account's lock. */
final class ParameterStore {

    private final Account account;
    private final Map<String, Map<String, StoredParameter>> byRegion = new TreeMap<>();

    ParameterStore(Account account) {
        this.account = account;
    }

    Account account() {
        return account;
    }

    /** By name. */
    Map<String, StoredParameter> in(String region) {
        return byRegion.computeIfAbsent(region, absent -> new TreeMap<>());
    }

    Collection<Map<String, StoredParameter>> all() {
        return byRegion.values();
    }

    /** A parameter by its name or its ARN. */
    Optional<StoredParameter> find(String region, String nameOrArn) {
        return in(region).values().stream()
                .filter(parameter ->
                        parameter.name().equals(nameOrArn) || parameter.arn().equals(nameOrArn))
                .filter(parameter -> account.consistency().isVisible(parameter.arn()))
                .findFirst();
    }

    /** Asks the policies about a parameter, whether it is there or not. */
    Optional<StoredParameter> authorize(Call call, String nameOrArn, Access access) {
        Optional<StoredParameter> found = find(call.region(), nameOrArn);
        String arn = found.map(StoredParameter::arn)
                .orElseGet(
                        () -> nameOrArn.startsWith("arn:") ? nameOrArn : call.arn(ParameterNames.arnPart(nameOrArn)));
        call.concerns(arn);
        call.authorize(access.on(arn, found.map(StoredParameter::tags).orElse(Map.of())));
        return found;
    }
}
