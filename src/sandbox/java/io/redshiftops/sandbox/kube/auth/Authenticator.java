package io.redshiftops.sandbox.kube.auth;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.UserInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out who makes a request, by the bearer token. */
public final class Authenticator {

    private static final String BEARER = "bearer ";

    private final byte[] adminToken;
    private final ServiceAccountTokens tokens;

    public Authenticator(String adminToken, ServiceAccountTokens tokens) {
        this.adminToken = adminToken.getBytes(StandardCharsets.UTF_8);
        this.tokens = tokens;
    }

    /**
     * The user behind a request.
     *
     * @param authorization the header, empty for none
     * @throws ApiException if there are credentials that are not valid
     */
    public UserInfo authenticate(String authorization) {
        if (authorization.isBlank()) {
            return UserInfo.ANONYMOUS;
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw ApiException.unauthorized();
        }
        return verify(authorization.substring(BEARER.length()).strip(), List.of(ServiceAccountTokens.API_AUDIENCE))
                .map(ServiceAccountTokens.Verified::user)
                .orElseThrow(ApiException::unauthorized);
    }

    Optional<ServiceAccountTokens.Verified> verify(String token, List<String> audiences) {
        if (MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), adminToken)) {
            UserInfo admin = new UserInfo("admin", "", List.of(UserInfo.MASTERS, UserInfo.AUTHENTICATED), Map.of());
            return Optional.of(new ServiceAccountTokens.Verified(admin, List.of(ServiceAccountTokens.API_AUDIENCE)));
        }
        return tokens.verify(token, audiences);
    }
}
