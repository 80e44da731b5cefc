/** Bytes to trees and back: JSON and YAML as Kubernetes reads and writes them. */
@NullMarked
package io.redshiftops.sandbox.kube.codec;

import org.jspecify.annotations.NullMarked;
