/** EC2, as far as a warehouse's network needs it: VPCs, subnets, security groups and their rules, network interfaces. */
@NullMarked
package io.redshiftops.sandbox.aws.ec2;

import org.jspecify.annotations.NullMarked;
