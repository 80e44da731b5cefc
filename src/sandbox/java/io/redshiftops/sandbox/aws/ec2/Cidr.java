package io.redshiftops.sandbox.aws.ec2;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Address ranges in their canonical form, in which EC2 stores them: host bits cleared, IPv6 compressed as RFC 5952 wants.
 */
final class Cidr {

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final Pattern IPV6 = Pattern.compile("([0-9a-fA-F:]+)/(\\d{1,3})");

    private Cidr() {}

    /** {@code 100.68.0.18/18} becomes {@code 100.68.0.0/18}. */
    static String ipv4(@Nullable String text) {
        if (text == null) {
            throw Ec2Error.missingParameter("The request must contain the parameter cidrIp");
        }
        Matcher matcher = IPV4.matcher(text);
        if (!matcher.matches()) {
            throw malformed(text);
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            if (part > 255) {
                throw malformed(text);
            }
            address = address << 8 | part;
        }
        int bits = Integer.parseInt(matcher.group(5));
        if (bits > 32) {
            throw malformed(text);
        }
        address = address >> (32 - bits) << (32 - bits);
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255) + "/"
                + bits;
    }

    /** {@code 2001:DB8:0::1/32} becomes {@code 2001:db8::/32}. */
    static String ipv6(@Nullable String text) {
        if (text == null) {
            throw Ec2Error.missingParameter("The request must contain the parameter cidrIpv6");
        }
        Matcher matcher = IPV6.matcher(text);
        if (!matcher.matches()) {
            throw malformed(text);
        }
        int[] groups = groups(matcher.group(1), text);
        int bits = Integer.parseInt(matcher.group(2));
        if (bits > 128) {
            throw malformed(text);
        }
        for (int i = 0; i < 8; i++) {
            int kept = Math.max(0, Math.min(16, bits - 16 * i));
            groups[i] &= 0xffff << (16 - kept) & 0xffff;
        }
        return compressed(groups) + "/" + bits;
    }

    private static int[] groups(String address, String text) {
        String[] halves = address.split("::", -1);
        if (halves.length > 2) {
            throw malformed(text);
        }
        String[] head = halves[0].isEmpty() ? new String[0] : halves[0].split(":", -1);
        String[] tail = halves.length < 2 || halves[1].isEmpty() ? new String[0] : halves[1].split(":", -1);
        int given = head.length + tail.length;
        if (halves.length == 2 ? given > 7 : given != 8) {
            throw malformed(text);
        }
        int[] groups = new int[8];
        for (int i = 0; i < head.length; i++) {
            groups[i] = group(head[i], text);
        }
        for (int i = 0; i < tail.length; i++) {
            groups[8 - tail.length + i] = group(tail[i], text);
        }
        return groups;
    }

    private static int group(String digits, String text) {
        if (digits.isEmpty() || digits.length() > 4) {
            throw malformed(text);
        }
        return Integer.parseInt(digits, 16);
    }

    /** The longest run of two or more zero groups becomes {@code ::}. */
    private static String compressed(int[] groups) {
        int bestStart = 0;
        int bestLength = 1;
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        if (bestLength < 2) {
            return joined(groups, 0, 8);
        }
        return joined(groups, 0, bestStart) + "::" + joined(groups, bestStart + bestLength, 8);
    }

    private static String joined(int[] groups, int from, int to) {
        return String.join(
                ":",
                Arrays.stream(groups, from, to).mapToObj(Integer::toHexString).toList());
    }

    private static io.redshiftops.sandbox.aws.core.AwsError malformed(String text) {
        return Ec2Error.invalidParameter("CIDR block " + text + " is malformed");
    }
}
