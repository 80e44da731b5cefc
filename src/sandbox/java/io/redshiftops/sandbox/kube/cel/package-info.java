/**
 * Validation rules in the Common Expression Language, with the libraries that Kubernetes adds to it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/cel/">Common Expression Language in Kubernetes</a>
 */
@NullMarked
package io.redshiftops.sandbox.kube.cel;

import org.jspecify.annotations.NullMarked;
