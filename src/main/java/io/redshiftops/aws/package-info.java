/**
 * What the operator needs of AWS, in its own words, and the adapters that get it through the AWS SDK.
 *
 * <p>No type of the SDK leaves this package. Every port throws {@link io.redshiftops.aws.AwsException} and nothing else.
 * A call may have happened though it failed: callers observe again before they act again.
 */
@NullMarked
package io.redshiftops.aws;

import org.jspecify.annotations.NullMarked;
