/** The sandbox's certificate authority. */
@NullMarked
package io.redshiftops.sandbox.tls;

import org.jspecify.annotations.NullMarked;
