/** Redshift's SQL: what a statement is, and how PostgreSQL is asked to do the same. */
@NullMarked
package io.redshiftops.sandbox.redshift.dialect;

import org.jspecify.annotations.NullMarked;
