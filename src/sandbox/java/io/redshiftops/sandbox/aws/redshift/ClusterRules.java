package io.redshiftops.sandbox.aws.redshift;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Redshift checks of a cluster's settings before it does anything.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html">CreateCluster</a>
 */
final class ClusterRules {

    static final int DEFAULT_PORT = 5439;
    static final String SINGLE_NODE = "single-node";
    static final String MULTI_NODE = "multi-node";

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]|[a-z]");
    private static final Pattern DATABASE = Pattern.compile("[a-z_][a-z0-9_$]{0,63}");
    private static final Pattern USER = Pattern.compile("[a-z][a-z0-9_+.@-]{0,127}");
    private static final Pattern PASSWORD =
            Pattern.compile("(?=.*[A-Z])(?=.*[a-z])(?=.*\\d)[\\x21-\\x7E&&[^'\"\\\\/@]]{8,64}");
    private static final Pattern SNAPSHOT = Pattern.compile("[a-z](?!.*--)[a-z0-9-]{0,253}[a-z0-9]|[a-z]");

    private ClusterRules() {}

    /** An identifier as it is stored: in lower case. */
    static String identifier(String wanted) {
        String identifier = wanted.toLowerCase(Locale.ROOT);
        if (!IDENTIFIER.matcher(identifier).matches()) {
            throw RedshiftError.invalidValue(
                    "The parameter ClusterIdentifier is not a valid identifier. Identifiers must"
                            + " begin with a letter; must contain only ASCII letters, digits, and hyphens; must not end with a"
                            + " hyphen or contain two consecutive hyphens; and have at most 63 characters.");
        }
        return identifier;
    }

    /** A snapshot's identifier as it is stored: in lower case. */
    static String snapshotIdentifier(String wanted) {
        String identifier = wanted.toLowerCase(Locale.ROOT);
        if (!SNAPSHOT.matcher(identifier).matches()) {
            throw RedshiftError.invalidValue("The parameter SnapshotIdentifier is not a valid identifier. Identifiers"
                    + " must begin with a letter; must contain only ASCII letters, digits, and hyphens; must not end"
                    + " with a hyphen or contain two consecutive hyphens; and have at most 255 characters.");
        }
        return identifier;
    }

    static String database(@Nullable String wanted) {
        if (wanted == null) {
            return "dev";
        }
        if (!wanted.equals(wanted.toLowerCase(Locale.ROOT))) {
            throw RedshiftError.invalidValue("Only lowercase Database names are supported.");
        }
        if (!DATABASE.matcher(wanted).matches() || ReservedWords.contains(wanted)) {
            throw RedshiftError.invalidValue("The parameter DBName is not valid: it must have 1 to 64 letters, digits,"
                    + " underscores or dollar signs, begin with a letter, and be no reserved word.");
        }
        return wanted;
    }

    static void checkUser(String name) {
        if (!USER.matcher(name).matches() || name.equals("public") || ReservedWords.contains(name)) {
            throw RedshiftError.invalidValue(
                    "The parameter MasterUsername is not valid: it must have 1 to 128 lower-case"
                            + " letters, digits or _+.@-, begin with a letter, and be neither PUBLIC nor a reserved word.");
        }
    }

    static void checkPassword(@Nullable String password) {
        if (password == null || password.isBlank()) {
            throw RedshiftError.invalidValue(
                    "The parameter MasterUserPassword must be provided and must not be blank.");
        }
        if (!PASSWORD.matcher(password).matches()) {
            throw RedshiftError.invalidValue(
                    "The parameter MasterUserPassword is not a valid password. It must have 8 to"
                            + " 64 printable ASCII characters besides ' \" \\ / @ and space, and among them at least one upper"
                            + " case letter, one lower case letter and one digit.");
        }
    }

    static NodeType nodeType(@Nullable String name) {
        return NodeType.named(String.valueOf(name))
                .orElseThrow(() -> RedshiftError.invalidValue("Invalid node type: " + name + "."));
    }

    /** The number of nodes that a type of cluster and a number stand for. */
    static int numberOfNodes(@Nullable String clusterType, @Nullable Integer number, NodeType type) {
        // A cluster without a type is a single node, unless a number says otherwise.
        String kind = clusterType == null ? (number == null || number == 1 ? SINGLE_NODE : MULTI_NODE) : clusterType;
        int nodes = switch (kind) {
            case SINGLE_NODE -> {
                if (clusterType != null && number != null) {
                    throw RedshiftError.invalidValue(
                            "Number of nodes must be not be supplied for cluster type single-node.");
                }
                yield 1;
            }
            case MULTI_NODE -> {
                if (number == null || number < 2) {
                    throw RedshiftError.invalidCombination(
                            "Number of nodes for cluster type multi-node must be greater than or equal to 2");
                }
                yield number;
            }
            default -> throw RedshiftError.invalidValue("Invalid cluster type: " + kind);
        };
        if (nodes < type.fewest()) {
            throw RedshiftError.invalidValue(
                    "A cluster of node type " + type.wireName() + " has at least " + type.fewest() + " nodes.");
        }
        if (nodes > type.most()) {
            throw io.redshiftops.sandbox.aws.core.AwsError.badRequest(
                    "NumberOfNodesPerClusterLimitExceeded",
                    "A cluster of node type " + type.wireName() + " has at most " + type.most() + " nodes.");
        }
        return nodes;
    }

    static int port(@Nullable Integer wanted, NodeType type) {
        int port = wanted == null ? DEFAULT_PORT : wanted;
        if (!type.family().allowsPort(port)) {
            throw RedshiftError.invalidValue("The port " + port + " is not valid for the node type " + type.wireName()
                    + ": RA3 and RG take 5431-5455 and 8191-8215, DC2 takes 1150-65535.");
        }
        return port;
    }

    static int automatedRetention(@Nullable Integer days, NodeType type) {
        if (days == null) {
            return 1;
        }
        int fewest = type.family().hasManagedStorage() ? 1 : 0;
        if (days < fewest || days > 35) {
            throw RedshiftError.invalidValue(
                    "The automated snapshot retention period must be from " + fewest + " to 35 days.");
        }
        return days;
    }

    static int manualRetention(@Nullable Integer days) {
        if (days == null) {
            return -1;
        }
        if (days != -1 && (days < 1 || days > 3653)) {
            throw RedshiftError.invalidRetention(
                    "The retention period of manual snapshots must be -1 or from 1 to 3653 days.");
        }
        return days;
    }
}
