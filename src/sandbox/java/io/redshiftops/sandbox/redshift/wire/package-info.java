/** Messages of the <a href="https://www.postgresql.org/docs/current/protocol.html">frontend/backend protocol 3.0</a>. */
@NullMarked
package io.redshiftops.sandbox.redshift.wire;

import org.jspecify.annotations.NullMarked;
