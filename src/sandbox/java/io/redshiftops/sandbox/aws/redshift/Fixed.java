package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.AwsError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of which only one value is emulated: that one is taken, any other is refused by name. */
final class Fixed {

    private static final String CURRENT = "current";

    private Fixed() {}

    /** New clusters are always encrypted. */
    static void checkEncrypted(@Nullable Boolean encrypted) {
        if (Boolean.FALSE.equals(encrypted)) {
            throw RedshiftError.invalidCombination("Encrypted must be true: new clusters are always encrypted.");
        }
    }

    static void checkMultiAz(@Nullable Boolean multiAz) {
        if (Boolean.TRUE.equals(multiAz)) {
            throw AwsError.notEmulated("MultiAZ");
        }
    }

    static void checkIpAddressType(@Nullable String type) {
        if (type != null && !type.equals("ipv4")) {
            throw AwsError.notEmulated("The IpAddressType " + type);
        }
    }

    static void checkParameterGroup(@Nullable String name) {
        if (name != null && !name.equals(ClusterCreation.DEFAULT_PARAMETER_GROUP)) {
            throw RedshiftError.noSuchParameterGroup(name);
        }
    }

    static void checkVersion(@Nullable String version) {
        if (version != null && !version.equals(ClusterCreation.ENGINE_VERSION)) {
            throw RedshiftError.invalidValue("Invalid cluster version: " + version);
        }
    }

    static String track(@Nullable String name) {
        if (name != null && !name.equals(CURRENT)) {
            throw AwsError.notEmulated("The maintenance track " + name);
        }
        return CURRENT;
    }

    static boolean relocation(@Nullable Boolean wanted, NodeType nodeType) {
        if (Boolean.TRUE.equals(wanted) && !nodeType.family().hasManagedStorage()) {
            throw RedshiftError.invalidCombination(
                    "Availability zone relocation needs a node type with managed storage.");
        }
        return Boolean.TRUE.equals(wanted);
    }

    /** The default role must be one of the cluster's. */
    static @Nullable String defaultRole(@Nullable String roleArn, List<String> roleArns) {
        if (roleArn != null && !roleArns.contains(roleArn)) {
            throw RedshiftError.invalidValue(
                    "The default IAM role " + roleArn + " is not associated with the cluster.");
        }
        return roleArn;
    }
}
