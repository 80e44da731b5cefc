package io.redshiftops.sandbox.aws.policy;

/** What policies say to a request. */
public enum Decision {
    ALLOWED,
    /** No statement speaks of the request. */
    NOT_ALLOWED,
    /** A statement denies it, whatever others allow. */
    DENIED
}
