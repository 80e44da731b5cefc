package io.redshiftops.sandbox.kube.auth;

/**
 * Whether something is allowed.
 *
 * @param reason why it is, empty if it is not
 */
public record Decision(boolean allowed, String reason) {

    static final Decision NO_OPINION = new Decision(false, "");
}
