/** The story that {@code make demo} tells: what a user of the sandbox would do with kubectl, done and shown. */
@NullMarked
package io.redshiftops.sandbox.demo;

import org.jspecify.annotations.NullMarked;
