package io.redshiftops.sandbox.aws.core;

import java.util.Optional;

/** Asks all policies that apply to a caller. */
@FunctionalInterface
public interface Authorizer {

    /**
     * Why the caller may not do this; empty if it may.
     *
     * @param region the region that the request went to
     * @throws io.redshiftops.sandbox.aws.policy.NotEmulatedException if the answer hangs on a condition that is not
     *     emulated
     */
    Optional<Denial> denial(Caller caller, String region, Access access);
}
