/** A Kubernetes API server in the JVM: what {@code kubectl} and operators talk to in the sandbox. */
@NullMarked
package io.redshiftops.sandbox.kube;

import org.jspecify.annotations.NullMarked;
