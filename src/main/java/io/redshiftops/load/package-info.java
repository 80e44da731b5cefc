/**
 * S3Load: tables hold the rows of objects in S3, each object exactly once.
 *
 * <p>The ledger in the table's own database is both the memory and the lock. {@link io.redshiftops.load.LedgerDecision} is a
 * pure function from what ledger, table and bucket hold to what to do; {@link io.redshiftops.load.TableLoad} does it in one
 * transaction.
 */
@NullMarked
package io.redshiftops.load;

import org.jspecify.annotations.NullMarked;
