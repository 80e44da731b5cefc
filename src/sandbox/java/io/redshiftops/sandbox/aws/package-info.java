/** An emulated AWS: IAM, STS, EC2, Redshift, Secrets Manager, Systems Manager and S3 behind one endpoint. */
@NullMarked
package io.redshiftops.sandbox.aws;

import org.jspecify.annotations.NullMarked;
