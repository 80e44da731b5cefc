/** Secrets Manager: secrets of users, and those that other services keep for them. */
@NullMarked
package io.redshiftops.sandbox.aws.secrets;

import org.jspecify.annotations.NullMarked;
