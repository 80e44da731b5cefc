/** Generators of test data: the Star Schema Benchmark and event tickets, made when first read. */
@NullMarked
package io.redshiftops.sandbox.data;

import org.jspecify.annotations.NullMarked;
