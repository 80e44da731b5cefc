/** PostgreSQL servers on this machine: unpacked from Maven artifacts, started, watched and stopped. */
@NullMarked
package io.redshiftops.sandbox.redshift.postgres;

import org.jspecify.annotations.NullMarked;
