/** Systems Manager's Parameter Store. */
@NullMarked
package io.redshiftops.sandbox.aws.parameters;

import org.jspecify.annotations.NullMarked;
