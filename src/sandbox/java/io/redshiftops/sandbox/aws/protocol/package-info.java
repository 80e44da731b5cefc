/**
 * The wire formats of AWS, read and written by the SDK's own descriptions of its requests and replies: whatever the SDK
 * sends can be read here, and the other way round, with no code for single operations.
 */
@NullMarked
package io.redshiftops.sandbox.aws.protocol;

import org.jspecify.annotations.NullMarked;
