/**
 * Result pages and their charts: one self-contained HTML file each, made from records of this package, without a database,
 * AWS or Kubernetes in sight.
 */
@NullMarked
package io.redshiftops.report;

import org.jspecify.annotations.NullMarked;
