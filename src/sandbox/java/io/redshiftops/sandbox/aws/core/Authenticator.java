package io.redshiftops.sandbox.aws.core;

/** Tells callers by their keys. */
@FunctionalInterface
public interface Authenticator {

    /**
     * Who has signed.
     *
     * @param protocol in whose words to refuse
     * @throws AwsError if the key is unknown, its session over, or the session token another one's
     */
    Caller authenticate(Signature signature, Protocol protocol);
}
