/** The Security Token Service: who may become whom, and for how long. */
@NullMarked
package io.redshiftops.sandbox.aws.sts;

import org.jspecify.annotations.NullMarked;
