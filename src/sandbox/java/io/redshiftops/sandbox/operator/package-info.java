/**
 * Runs a Deployment's container as a local process, as a node would: with the identity of its service account, its
 * environment and nothing else, started again when it dies.
 */
@NullMarked
package io.redshiftops.sandbox.operator;

import org.jspecify.annotations.NullMarked;
