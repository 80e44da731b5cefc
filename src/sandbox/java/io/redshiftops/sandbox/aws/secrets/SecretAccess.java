package io.redshiftops.sandbox.aws.secrets;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a secret for an operation and asks the policies about it.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html">
 *     Actions of Secrets Manager</a>
 */
final class SecretAccess {

    private final SecretStore store;

    SecretAccess(SecretStore store) {
        this.store = store;
    }

    /** A secret that is there, be it marked for deletion. */
    Secret authorize(Call call, String action, String id) {
        return authorizeMaybe(call, action, id).orElseThrow(SecretsError::notFound);
    }

    Optional<Secret> authorizeMaybe(Call call, String action, String id) {
        return find(call, id, Access.to("secretsmanager:" + action));
    }

    private Optional<Secret> find(Call call, String id, Access access) {
        Optional<Secret> secret = store.find(call.region(), id);
        String arn = secret.map(Secret::arn).orElse(id.startsWith("arn:") ? id : call.arn("secret:" + id));
        call.concerns(arn);
        call.authorize(
                access.on(arn, id, secret.map(Secret::tags).orElse(Map.of())).with("secretsmanager:SecretId", arn));
        return secret;
    }

    /** A secret that is not marked for deletion. */
    Secret usable(Call call, String action, String id) {
        Secret secret = authorize(call, action, id);
        if (secret.deleted().isPresent()) {
            throw SecretsError.markedForDeletion();
        }
        return secret;
    }

    /** A secret that its user may change. */
    Secret change(Call call, String action, String id) {
        return notOwned(usable(call, action, id));
    }

    Secret tag(Call call, String id, Access access) {
        return find(call, id, access).orElseThrow(SecretsError::notFound);
    }

    static Secret notOwned(Secret secret) {
        secret.owningService().ifPresent(service -> {
            throw SecretsError.ownedByService(service);
        });
        return secret;
    }
}
