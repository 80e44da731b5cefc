package io.redshiftops.sandbox.aws.ec2;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one rule of a security group lets through.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, a number, or {@code -1} for all
 * @param fromPort the first port, or the ICMP type; null where the protocol has none
 * @param toPort the last port, or the ICMP code; null where the protocol has none
 */
record Rule(
        boolean egress,
        String protocol,
        @Nullable Integer fromPort,
        @Nullable Integer toPort,
        Peer peer,
        @Nullable String description) {

    private static final int LONGEST_DESCRIPTION = 255;
    private static final Pattern DESCRIPTION = Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]*");

    /** Who is on the other side of a rule. */
    sealed interface Peer {
        /** As error texts name it. */
        String text();
    }

    record Ipv4(String cidr) implements Peer {
        @Override
        public String text() {
            return cidr;
        }
    }

    record Ipv6(String cidr) implements Peer {
        @Override
        public String text() {
            return cidr;
        }
    }

    record Group(String groupId) implements Peer {
        @Override
        public String text() {
            return groupId;
        }
    }

    record PrefixList(String prefixListId) implements Peer {
        @Override
        public String text() {
            return prefixListId;
        }
    }

    /**
     * A rule in EC2's normal form: protocols by name, no ports where the protocol has none.
     *
     * @throws io.redshiftops.sandbox.aws.core.AwsError if EC2 would refuse it
     */
    static Rule of(
            boolean egress,
            @Nullable String protocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            Peer peer,
            @Nullable String description) {
        String name = protocolName(protocol);
        checkDescription(description);
        if (name.equals("-1")) {
            return new Rule(egress, name, null, null, peer, description);
        }
        if (name.equals("tcp") || name.equals("udp")) {
            checkPorts(fromPort, toPort);
        }
        return new Rule(egress, name, fromPort, toPort, peer, description);
    }

    private static String protocolName(@Nullable String protocol) {
        if (protocol == null) {
            throw Ec2Error.missingParameter("The request must contain the parameter ipProtocol");
        }
        String name = protocol.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "tcp", "6" -> "tcp";
            case "udp", "17" -> "udp";
            case "icmp", "1" -> "icmp";
            case "icmpv6", "58" -> "icmpv6";
            case "-1", "all" -> "-1";
            default -> {
                if (!name.matches("\\d{1,3}") || Integer.parseInt(name) > 255) {
                    throw Ec2Error.invalidParameter(
                            "Invalid value '" + protocol + "' for IP protocol. Unknown protocol.");
                }
                yield name;
            }
        };
    }

    private static void checkPorts(@Nullable Integer from, @Nullable Integer to) {
        if (from == null || to == null) {
            throw Ec2Error.invalidParameter(
                    "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        if (from < 0 || to > 65_535 || from > to) {
            throw Ec2Error.invalidParameter("Invalid TCP/UDP port range (" + from + ":" + to + ")");
        }
    }

    private static void checkDescription(@Nullable String description) {
        if (description != null
                && (description.length() > LONGEST_DESCRIPTION
                        || !DESCRIPTION.matcher(description).matches())) {
            throw Ec2Error.invalidParameter("Invalid rule description. Valid descriptions are strings less than 256"
                    + " characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
    }

    /** Rules that differ in their description only are the same rule. */
    Rule withDescription(@Nullable String text) {
        checkDescription(text);
        return new Rule(egress, protocol, fromPort, toPort, peer, text);
    }

    boolean sameTraffic(Rule other) {
        return withDescription(null).equals(other.withDescription(null));
    }

    /** As an error names it. */
    String text() {
        if (protocol.equals("-1")) {
            return "peer: " + peer.text() + ", ALL, ALLOW";
        }
        return "peer: " + peer.text() + ", " + protocol.toUpperCase(Locale.ROOT) + ", from port: " + fromPort
                + ", to port: " + toPort + ", ALLOW";
    }
}
