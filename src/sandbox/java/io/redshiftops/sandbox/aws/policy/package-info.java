/** IAM's policy language: parsing, matching and evaluation, with no state and no service of its own. */
@NullMarked
package io.redshiftops.sandbox.aws.policy;

import org.jspecify.annotations.NullMarked;
