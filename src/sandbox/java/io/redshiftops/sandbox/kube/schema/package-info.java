/** Structural schemas: the shapes of objects, and pruning, defaulting and validation by them. */
@NullMarked
package io.redshiftops.sandbox.kube.schema;

import org.jspecify.annotations.NullMarked;
