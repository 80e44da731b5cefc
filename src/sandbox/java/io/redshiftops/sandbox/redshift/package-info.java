/**
 * Amazon Redshift's SQL endpoint: each cluster is an embedded PostgreSQL behind a front end that speaks Redshift's wire
 * protocol and dialect.
 */
@NullMarked
package io.redshiftops.sandbox.redshift;

import org.jspecify.annotations.NullMarked;
