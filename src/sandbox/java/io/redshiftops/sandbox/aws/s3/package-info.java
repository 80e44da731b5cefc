/** S3: buckets and objects over HTTP, and to the database engines of this sandbox without it. */
@NullMarked
package io.redshiftops.sandbox.aws.s3;

import org.jspecify.annotations.NullMarked;
