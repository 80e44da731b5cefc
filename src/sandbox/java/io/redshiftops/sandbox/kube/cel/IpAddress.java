package io.redshiftops.sandbox.kube.cel;

import io.redshiftops.sandbox.kube.schema.IpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An IP address. */
record IpAddress(List<Integer> bytes) {

    /** The address that a text stands for; IPv4 addresses in IPv6 form are refused, as Kubernetes does. */
    static Optional<IpAddress> parse(String text) {
        return IpText.parse(text).map(IpAddress::of).filter(address -> !address.isMapped());
    }

    static IpAddress of(byte[] bytes) {
        List<Integer> list = new ArrayList<>(bytes.length);
        for (byte one : bytes) {
            list.add(one & 0xff);
        }
        return new IpAddress(list);
    }

    private boolean isMapped() {
        return bytes.size() == 16
                && bytes.subList(0, 10).stream().allMatch(one -> one == 0)
                && bytes.get(10) == 0xff
                && bytes.get(11) == 0xff;
    }

    long family() {
        return bytes.size() == 4 ? 4 : 6;
    }

    boolean isUnspecified() {
        return bytes.stream().allMatch(one -> one == 0);
    }

    boolean isLoopback() {
        return family() == 4
                ? bytes.get(0) == 127
                : bytes.subList(0, 15).stream().allMatch(one -> one == 0) && bytes.get(15) == 1;
    }

    boolean isLinkLocalMulticast() {
        return family() == 4
                ? bytes.get(0) == 224 && bytes.get(1) == 0 && bytes.get(2) == 0
                : bytes.get(0) == 0xff && (bytes.get(1) & 0x0f) == 2;
    }

    boolean isLinkLocalUnicast() {
        return family() == 4
                ? bytes.get(0) == 169 && bytes.get(1) == 254
                : bytes.get(0) == 0xfe && (bytes.get(1) & 0xc0) == 0x80;
    }

    boolean isGlobalUnicast() {
        boolean multicast = family() == 4 ? bytes.get(0) >= 224 && bytes.get(0) < 240 : bytes.get(0) == 0xff;
        boolean broadcast = family() == 4 && bytes.stream().allMatch(one -> one == 255);
        return !isUnspecified() && !isLoopback() && !multicast && !broadcast && !isLinkLocalUnicast();
    }

    /** The bits after a prefix set to zero. */
    IpAddress masked(int prefixLength) {
        List<Integer> masked = new ArrayList<>(bytes);
        for (int bit = prefixLength; bit < bytes.size() * 8; bit++) {
            masked.set(bit / 8, masked.get(bit / 8) & ~(0x80 >> (bit % 8)));
        }
        return new IpAddress(masked);
    }

    /** The canonical text. */
    @Override
    public String toString() {
        if (family() == 4) {
            return bytes.get(0) + "." + bytes.get(1) + "." + bytes.get(2) + "." + bytes.get(3);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = bytes.get(2 * i) << 8 | bytes.get(2 * i + 1);
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gapStart = i;
                gapLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
