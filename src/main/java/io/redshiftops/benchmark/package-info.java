/**
 * Query benchmarks: which queries run when, which samples count, what they say, and how all that becomes a status, a
 * ConfigMap and a page.
 *
 * <p>{@link io.redshiftops.benchmark.QueryBenchmarkReconciler} is called by Kubernetes, {@code Benchmarks} observes, {@code
 * Step} decides, {@code BenchmarkJob} measures.
 */
@NullMarked
package io.redshiftops.benchmark;

import org.jspecify.annotations.NullMarked;
