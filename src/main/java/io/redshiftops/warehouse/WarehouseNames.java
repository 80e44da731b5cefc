package io.redshiftops.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The names of a warehouse's things in AWS: computed from who owns them and never stored, so that a crash between a call
 * and its record leaks nothing. The uid is not in them, since an object restored from a backup has another.
 *
 * @param owner installation, namespace and name, as written into the owner tag
 * @param clusterIdentifier the identifier in case the spec names none
 * @param roleName name of the generated role, unique in the account
 * @param securityGroupName name of the security group, unique in the VPC
 */
record WarehouseNames(String owner, String clusterIdentifier, String roleName, String securityGroupName) {

    /** The tag that names the owner of a thing in AWS. */
    static final String OWNER_TAG = "redshiftops.io/owner";

    /** The tag on a cluster that was there before its owner. */
    static final String ADOPTED_TAG = "redshiftops.io/adopted";

    private static final int MAX_IDENTIFIER = 63;
    private static final int MAX_ROLE_NAME = 64;
    private static final int HASH = 10;

    static WarehouseNames of(String installation, String region, String namespace, String name) {
        String owner = installation + "/" + namespace + "/" + name;
        String unique = hash(installation + "/" + region + "/" + namespace + "/" + name);
        String role = shortened("redshift-" + namespace + "-" + name, MAX_ROLE_NAME - HASH - 1) + "-" + unique;
        return new WarehouseNames(owner, identifier(namespace, name), role, role);
    }

    /**
     * {@code <namespace>-<name>} as AWS allows it: lower case letters, digits and single hyphens, a letter first. Where
     * that took a change, or where another namespace and name could come to the same, a hash tells them apart.
     */
    private static String identifier(String namespace, String name) {
        String wanted = namespace + "-" + name;
        String legal = wanted.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+", "")
                .replaceAll("-+$", "");
        boolean ambiguous = namespace.contains("-");
        if (legal.equals(wanted) && !ambiguous && legal.length() <= MAX_IDENTIFIER) {
            return legal;
        }
        String begin = shortened(legal.isEmpty() ? "warehouse" : legal, MAX_IDENTIFIER - HASH - 1);
        return begin + "-" + hash(namespace + "/" + name);
    }

    private static String shortened(String text, int length) {
        String cut = text.length() <= length ? text : text.substring(0, length);
        return cut.replaceAll("-+$", "");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
