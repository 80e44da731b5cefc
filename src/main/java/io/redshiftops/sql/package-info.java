/**
 * The SQL side, in the operator's words: sessions, statements, quoting and system views.
 *
 * <p>The port is session-shaped and asynchronous, as the Redshift Data API is, so that such an adapter fits behind it. No
 * type of JDBC leaves this package.
 */
@NullMarked
package io.redshiftops.sql;

import org.jspecify.annotations.NullMarked;
