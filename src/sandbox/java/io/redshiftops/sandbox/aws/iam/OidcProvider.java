package io.redshiftops.sandbox.aws.iam;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An identity provider that the account trusts.
 *
 * @param url the issuer without {@code https://}
 * @param clientIds the audiences whose tokens are taken
 * @param jwks the provider's public keys; empty if they are to be asked for
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html">OIDC providers</a>
 */
public record OidcProvider(
        String url,
        String arn,
        List<String> clientIds,
        List<String> thumbprints,
        Instant created,
        String createdBy,
        Map<String, String> tags,
        Optional<String> jwks) {}
