package io.redshiftops.sandbox.kube.cel;

import io.redshiftops.sandbox.kube.schema.IpText;
import java.util.Optional;

/** A network: an address and how many of its first bits name it. */
record Network(IpAddress address, int prefixLength) {

    static Optional<Network> parse(String text) {
        if (!IpText.isCidr(text)) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        return IpAddress.parse(text.substring(0, slash))
                .map(address -> new Network(address, Integer.parseInt(text.substring(slash + 1))));
    }

    boolean contains(IpAddress other) {
        return other.family() == address.family() && other.masked(prefixLength).equals(address.masked(prefixLength));
    }

    boolean contains(Network other) {
        return other.prefixLength >= prefixLength && contains(other.address);
    }

    Network masked() {
        return new Network(address.masked(prefixLength), prefixLength);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
