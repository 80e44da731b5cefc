package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Authenticator;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.core.Identifiers;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** The keys by which callers are known: long-lived ones of users and temporary ones of sessions. */
public final class AccessKeys implements Authenticator {

    /** What a session gets to sign with. */
    public record SessionKey(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {}

    private record Session(Caller caller, SessionKey key) {}

    /** Expired sessions are kept this long, so that they are told from unknown ones. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final InstantSource time;
    private final Map<String, Caller> users = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();

    /**
     * No keys yet.
     *
     * @param time what sessions expire by: the machine's time, since the SDKs compare the expiration with theirs
     */
    AccessKeys(InstantSource time) {
        this.time = time;
    }

    void add(String accessKeyId, Caller.User user) {
        users.put(accessKeyId, user);
    }

    public InstantSource time() {
        return time;
    }

    /** Makes keys for a session. */
    public synchronized SessionKey issue(Caller caller, Duration validity) {
        Instant now = time.instant();
        sessions.values()
                .removeIf(session -> session.key().expiration().plus(REMEMBERED).isBefore(now));
        SessionKey key = new SessionKey(
                Identifiers.iam("ASIA", 20),
                Identifiers.alphanumeric(40),
                Identifiers.alphanumeric(300),
                now.plus(validity).truncatedTo(ChronoUnit.SECONDS));
        sessions.put(key.accessKeyId(), new Session(caller, key));
        return key;
    }

    @Override
    public synchronized Caller authenticate(Signature signature, Protocol protocol) {
        Session session = sessions.get(signature.accessKeyId());
        if (session == null) {
            Caller user = users.get(signature.accessKeyId());
            if (user == null || signature.sessionToken().isPresent()) {
                throw protocol.unknownKey();
            }
            return user;
        }
        if (!signature
                .sessionToken()
                .filter(session.key().sessionToken()::equals)
                .isPresent()) {
            throw protocol.wrongToken();
        }
        if (!time.instant().isBefore(session.key().expiration())) {
            throw protocol.expiredToken();
        }
        return session.caller();
    }
}
