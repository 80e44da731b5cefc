/** Failures on demand, as clients meet them in the real AWS. */
@NullMarked
package io.redshiftops.sandbox.aws.fault;

import org.jspecify.annotations.NullMarked;
