/** Custom resource definitions: their rules, and the resources that they make. */
@NullMarked
package io.redshiftops.sandbox.kube.definition;

import org.jspecify.annotations.NullMarked;
