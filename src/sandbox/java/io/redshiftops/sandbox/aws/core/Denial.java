package io.redshiftops.sandbox.aws.core;

/**
 * Why a caller may not do something.
 *
 * @param forLackOfIdentityPolicy whether all that is missing is an identity policy that allows it, which a resource policy
 *     can make up for
 * @param text AWS's words
 */
public record Denial(boolean forLackOfIdentityPolicy, String text) {}
