/** Measurements of the emulated Redshift. */
@NullMarked
package io.redshiftops.jmh.redshift;

import org.jspecify.annotations.NullMarked;
