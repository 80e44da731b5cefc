/** Redshift's control plane: clusters that change state as time passes, snapshots, and what belongs to them. */
@NullMarked
package io.redshiftops.sandbox.aws.redshift;

import org.jspecify.annotations.NullMarked;
