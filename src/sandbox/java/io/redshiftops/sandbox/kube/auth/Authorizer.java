package io.redshiftops.sandbox.kube.auth;

import io.redshiftops.sandbox.kube.model.ApiException;

/** Decides what users may do. */
@FunctionalInterface
public interface Authorizer {

    Decision decide(Attributes attributes);

    /**
     * Refuses what a user may not do.
     *
     * @throws ApiException if it is not allowed
     */
    default void require(Attributes attributes) {
        if (!decide(attributes).allowed()) {
            throw attributes.forbidden();
        }
    }
}
