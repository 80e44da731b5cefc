/** The HTTP server under the sandbox's emulated services. */
@NullMarked
package io.redshiftops.sandbox.http;

import org.jspecify.annotations.NullMarked;
