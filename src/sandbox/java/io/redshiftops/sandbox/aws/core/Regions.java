package io.redshiftops.sandbox.aws.core;

import java.util.regex.Pattern;

/**
 * The names of regions in the partition {@code aws}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion">
 *     aws:RequestedRegion</a>
 */
public final class Regions {

    /** Where the control planes of services without regions are, by AWS's own words for {@code aws:RequestedRegion}. */
    public static final String GLOBAL_SERVICES = "us-east-1";

    /** The partition's pseudo-region, by which the SDKs sign for a service that has one endpoint for all regions. */
    public static final String GLOBAL = "aws-global";

    /** Other partitions (China, GovCloud) have other ARNs. */
    private static final Pattern REGION = Pattern.compile("(?!us-gov|us-iso|cn-)[a-z]{2}(-[a-z]+)+-\\d");

    private Regions() {}

    public static boolean isRegion(String name) {
        return REGION.matcher(name).matches();
    }
}
