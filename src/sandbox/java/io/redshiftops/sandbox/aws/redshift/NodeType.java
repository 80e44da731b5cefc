package io.redshiftops.sandbox.aws.redshift;

import java.util.Arrays;
import java.util.Optional;

/**
 * The node types that new clusters can have.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html#rs-node-type-info">Node types</a>
 */
enum NodeType {
    DC2_LARGE("dc2.large", Family.DC2, 1, 32),
    DC2_8XLARGE("dc2.8xlarge", Family.DC2, 2, 128),
    RA3_LARGE("ra3.large", Family.RA3, 1, 16),
    RA3_XLPLUS("ra3.xlplus", Family.RA3, 1, 16),
    RA3_4XLARGE("ra3.4xlarge", Family.RA3, 2, 32),
    RA3_16XLARGE("ra3.16xlarge", Family.RA3, 2, 128),
    RG_LARGE("rg.large", Family.RG, 1, 16),
    RG_XLARGE("rg.xlarge", Family.RG, 1, 16),
    RG_4XLARGE("rg.4xlarge", Family.RG, 2, 32),
    RG_12XLARGE("rg.12xlarge", Family.RG, 2, 128);

    /** Node types with the same limits. */
    enum Family {
        DC2,
        RA3,
        RG;

        boolean allowsPort(int port) {
            return this == DC2
                    ? port >= 1150 && port <= 65_535
                    : (port >= 5431 && port <= 5455) || (port >= 8191 && port <= 8215);
        }

        /** Only those that keep their data in managed storage. */
        boolean hasManagedStorage() {
            return this != DC2;
        }
    }

    private final String wireName;
    private final Family family;
    private final int fewest;
    private final int most;

    NodeType(String wireName, Family family, int fewest, int most) {
        this.wireName = wireName;
        this.family = family;
        this.fewest = fewest;
        this.most = most;
    }

    static Optional<NodeType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(name))
                .findFirst();
    }

    String wireName() {
        return wireName;
    }

    Family family() {
        return family;
    }

    /** The fewest nodes of a cluster; 1 if it may be a single one. */
    int fewest() {
        return fewest;
    }

    int most() {
        return most;
    }
}
