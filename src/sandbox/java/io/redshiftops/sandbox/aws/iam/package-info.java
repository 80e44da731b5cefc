/** IAM: roles, policies, identity providers, keys, and the evaluation of policies for every call. */
@NullMarked
package io.redshiftops.sandbox.aws.iam;

import org.jspecify.annotations.NullMarked;
