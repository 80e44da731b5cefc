/** The patches of Kubernetes: JSON patch, merge patch and strategic merge patch. */
@NullMarked
package io.redshiftops.sandbox.kube.patch;

import org.jspecify.annotations.NullMarked;
