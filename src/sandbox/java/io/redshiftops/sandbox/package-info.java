/**
 * The sandbox's launcher: puts the emulated Kubernetes, AWS and Redshift together, and runs the operator in them as users
 * run it. Only this package and the demo see more than one of the parts.
 */
@NullMarked
package io.redshiftops.sandbox;

import org.jspecify.annotations.NullMarked;
