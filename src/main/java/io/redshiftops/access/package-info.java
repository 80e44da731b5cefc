/**
 * How a job gets at a warehouse: which one, whether it is ready, who holds it, how to log in. So that loads and benchmarks
 * do not reach into warehouse/.
 */
@NullMarked
package io.redshiftops.access;

import org.jspecify.annotations.NullMarked;
