/** How quickly the sandbox's Kubernetes API answers. */
@NullMarked
package io.redshiftops.jmh.kube;

import org.jspecify.annotations.NullMarked;
