package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.policy.ConditionKeys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition keys that every request carries, whatever it asks for.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global keys</a>
 */
public final class GlobalKeys {

    private final Account account;
    private final Directory directory;

    GlobalKeys(Account account, Directory directory) {
        this.account = account;
        this.directory = directory;
    }

    /** Those of a request that a user or a role session makes. */
    public Map<String, List<String>> of(Caller caller, String region) {
        Map<String, List<String>> keys = ofRequest(region);
        keys.put(ConditionKeys.PRINCIPAL_IS_SERVICE, List.of("false"));
        keys.put(ConditionKeys.PRINCIPAL_ACCOUNT, List.of(account.id()));
        keys.put(ConditionKeys.USER_ID, List.of(caller.userId()));
        if (caller instanceof Caller.User user) {
            keys.put(ConditionKeys.PRINCIPAL_ARN, List.of(user.arn()));
            keys.put(ConditionKeys.PRINCIPAL_TYPE, List.of("User"));
            keys.put(ConditionKeys.USER_NAME, List.of(user.userName()));
        } else if (caller instanceof Caller.RoleSession session) {
            keys.put(ConditionKeys.PRINCIPAL_ARN, List.of(session.roleArn()));
            keys.put(ConditionKeys.PRINCIPAL_TYPE, List.of("AssumedRole"));
            directory
                    .roleWithId(session.roleName(), session.roleId())
                    .ifPresent(role -> role.tags()
                            .forEach((key, value) -> keys.put(ConditionKeys.PRINCIPAL_TAG + key, List.of(value))));
        }
        return keys;
    }

    /** Those of a request that a service of AWS makes. */
    public Map<String, List<String>> ofService(String region) {
        Map<String, List<String>> keys = ofRequest(region);
        keys.put(ConditionKeys.PRINCIPAL_IS_SERVICE, List.of("true"));
        return keys;
    }

    /** Those of a request whatever the principal. */
    public Map<String, List<String>> ofRequest(String region) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        Instant now = account.now().truncatedTo(ChronoUnit.SECONDS);
        keys.put(ConditionKeys.CURRENT_TIME, List.of(now.toString()));
        keys.put(ConditionKeys.EPOCH_TIME, List.of(Long.toString(now.getEpochSecond())));
        keys.put(ConditionKeys.RESOURCE_ACCOUNT, List.of(account.id()));
        keys.put(ConditionKeys.REQUESTED_REGION, List.of(region));
        // The endpoint stands for AWS's, which speak TLS.
        keys.put(ConditionKeys.SECURE_TRANSPORT, List.of("true"));
        return keys;
    }
}
