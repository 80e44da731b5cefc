package io.redshiftops.sandbox.aws.ec2;

import java.util.List;

/**
 * A network interface that a service of AWS made for a customer.
 *
 * @param owner what it belongs to, such as a cluster's ARN
 */
record NetworkInterface(
        String id, String owner, String description, Network.Subnet subnet, String address, List<String> groupIds) {

    NetworkInterface withGroups(List<String> ids) {
        return new NetworkInterface(id, owner, description, subnet, address, List.copyOf(ids));
    }
}
