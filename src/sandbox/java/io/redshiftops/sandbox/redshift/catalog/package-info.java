/** What the system tables and views show: a bounded log of sessions, queries, transactions and loads. */
@NullMarked
package io.redshiftops.sandbox.redshift.catalog;

import org.jspecify.annotations.NullMarked;
