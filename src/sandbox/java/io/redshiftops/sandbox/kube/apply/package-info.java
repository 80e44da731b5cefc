/**
 * Server-side apply: who manages which fields, and merging by it.
 *
 * <p>The rules are those of <a
 * href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">server-side apply</a> and of the
 * structured-merge-diff library under it.
 */
@NullMarked
package io.redshiftops.sandbox.kube.apply;

import org.jspecify.annotations.NullMarked;
