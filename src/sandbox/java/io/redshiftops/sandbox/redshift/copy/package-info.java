/**
 * Redshift's COPY: takes a statement apart, reads objects through a {@link CopySource}, converts their rows by
 * Redshift's rules and writes them in PostgreSQL's COPY text format.
 *
 * <p>{@link CopyStatement#parse} reads the text, {@link CopyEngine#copy} does the work for a
 * {@link TableDescription}, hands chunks of whole rows to a {@link RowSink} and returns a {@link CopyOutcome}, also when
 * rows were rejected. What fails otherwise is a {@link CopyFailure} with the error to report. Nothing here knows a
 * database or a network.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html">COPY</a>
 */
@NullMarked
package io.redshiftops.sandbox.redshift.copy;

import org.jspecify.annotations.NullMarked;
