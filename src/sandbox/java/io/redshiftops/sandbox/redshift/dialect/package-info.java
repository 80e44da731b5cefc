/**
 * Redshift's SQL: what a statement is, and how PostgreSQL is asked to do the same.
 *
 * <p>What PostgreSQL does not know of a table is in {@code redshift_internal.table_design (table_id oid, dist_style text,
 * dist_key smallint, sort_order text, sort_keys smallint[], primary_key smallint[], created timestamp)} and
 * {@code redshift_internal.column_encoding (table_id oid, attnum smallint, encoding text)}. Columns are given by
 * {@code pg_attribute.attnum}; {@code dist_style} is AUTO, EVEN, ALL or KEY, {@code sort_order} AUTO, NONE, COMPOUND or
 * INTERLEAVED. Everybody may read both; event triggers write them in the transaction of the DDL.
 *
 * <p>A database's isolation level is PostgreSQL's {@code default_transaction_isolation} of the database.
 */
@NullMarked
package io.redshiftops.sandbox.redshift.dialect;

import org.jspecify.annotations.NullMarked;
