/** The sandbox's time, which tests and demonstrations push forward. */
@NullMarked
package io.redshiftops.sandbox.aws.time;

import org.jspecify.annotations.NullMarked;
