/** What all emulated services share: who calls, what is allowed, what is refused, and what is written down. */
@NullMarked
package io.redshiftops.sandbox.aws.core;

import org.jspecify.annotations.NullMarked;
