/** The objects of the cluster, their versions, and the history that watches read. */
@NullMarked
package io.redshiftops.sandbox.kube.store;

import org.jspecify.annotations.NullMarked;
