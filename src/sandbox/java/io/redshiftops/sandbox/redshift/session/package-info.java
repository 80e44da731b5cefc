/** The front end: one session per client, which speaks the client's protocol and drives a PostgreSQL backend. */
@NullMarked
package io.redshiftops.sandbox.redshift.session;

import org.jspecify.annotations.NullMarked;
