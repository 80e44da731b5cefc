package io.redshiftops.warehouse;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A range of IPv4 or IPv6 addresses in CIDR notation, its host bits cleared as EC2 does with {@code 100.68.0.18/18}.
 *
 * @param bits 32 or 128
 */
record AddressRange(BigInteger first, int prefixLength, int bits) {

    /**
     * Reads CIDR notation.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static AddressRange parse(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0 || !cidr.substring(0, slash).matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException(cidr + " is no CIDR notation");
        }
        try {
            byte[] address = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
            int bits = address.length * 8;
            int length = Integer.parseInt(cidr.substring(slash + 1));
            if (length < 0 || length > bits) {
                throw new IllegalArgumentException(cidr + " has no prefix length between 0 and " + bits);
            }
            BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE.shiftLeft(bits - length));
            return new AddressRange(new BigInteger(1, address).and(mask), length, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(cidr + " is no CIDR notation", e);
        }
    }

    private BigInteger afterLast() {
        return first.add(BigInteger.ONE.shiftLeft(bits - prefixLength));
    }

    /** Whether the ranges together hold every IPv4 or every IPv6 address. */
    static boolean coverEverything(Collection<AddressRange> ranges) {
        return coverEverything(ranges, 32) || coverEverything(ranges, 128);
    }

    private static boolean coverEverything(Collection<AddressRange> ranges, int bits) {
        List<AddressRange> sorted = new ArrayList<>(ranges);
        sorted.removeIf(range -> range.bits != bits);
        sorted.sort(Comparator.comparing(AddressRange::first));
        BigInteger covered = BigInteger.ZERO;
        for (AddressRange range : sorted) {
            if (range.first.compareTo(covered) > 0) {
                return false;
            }
            covered = covered.max(range.afterLast());
        }
        return covered.compareTo(BigInteger.ONE.shiftLeft(bits)) >= 0;
    }

    /** The canonical text that EC2 shows. */
    @Override
    public String toString() {
        byte[] bytes = new byte[bits / 8];
        byte[] value = first.toByteArray();
        for (int i = 0; i < Math.min(bytes.length, value.length); i++) {
            bytes[bytes.length - 1 - i] = value[value.length - 1 - i];
        }
        return (bits == 32 ? ipv4(bytes) : ipv6(bytes)) + "/" + prefixLength;
    }

    private static String ipv4(byte[] bytes) {
        return "%d.%d.%d.%d".formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff);
    }

    /** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups shortened. */
    private static String ipv6(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int from = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                from = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == from) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
