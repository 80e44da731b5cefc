/** Benchmarks of the generators of test data. */
@NullMarked
package io.redshiftops.jmh.data;

import org.jspecify.annotations.NullMarked;
