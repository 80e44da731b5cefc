/** Tables: what {@code kubectl get} prints. */
@NullMarked
package io.redshiftops.sandbox.kube.table;

import org.jspecify.annotations.NullMarked;
