/** What every reconciler shares with Kubernetes: conditions, events, annotations. */
@NullMarked
package io.redshiftops.kube;

import org.jspecify.annotations.NullMarked;
