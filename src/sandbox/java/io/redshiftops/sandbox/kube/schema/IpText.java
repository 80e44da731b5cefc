package io.redshiftops.sandbox.kube.schema;

import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses and networks as text, read as Go's {@code net/netip} reads them. */
public final class IpText {

    private static final Pattern V4 = Pattern.compile(
            "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");

    private IpText() {}

    /** Whether a text is an IPv4 address without leading zeros. */
    public static boolean isV4(String text) {
        return V4.matcher(text).matches();
    }

    /** Whether a text is an IP address. */
    public static boolean isIp(String text) {
        return parse(text).isPresent();
    }

    /** Whether a text is a network: an address, a slash and a length. */
    public static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]|[1-9][0-9]{1,2}")) {
            return false;
        }
        Optional<byte[]> address = parse(text.substring(0, slash));
        return address.isPresent() && Integer.parseInt(text.substring(slash + 1)) <= address.get().length * 8;
    }

    /** The bytes of an address, 4 or 16; empty if the text is none. */
    public static Optional<byte[]> parse(String text) {
        if (isV4(text)) {
            byte[] bytes = new byte[4];
            String[] parts = text.split("\\.", -1);
            for (int i = 0; i < 4; i++) {
                bytes[i] = (byte) Integer.parseInt(parts[i]);
            }
            return Optional.of(bytes);
        }
        return text.contains(":") && !text.contains("%") ? parseV6(text) : Optional.empty();
    }

    private static Optional<byte[]> parseV6(String text) {
        String groups = text;
        int lastColon = text.lastIndexOf(':');
        String tail = text.substring(lastColon + 1);
        if (tail.contains(".")) {
            if (!isV4(tail)) {
                return Optional.empty();
            }
            byte[] v4 = parse(tail).orElseThrow();
            groups = text.substring(0, lastColon + 1) + String.format("%02x%02x:%02x%02x", v4[0], v4[1], v4[2], v4[3]);
        }
        int gap = groups.indexOf("::");
        if (gap >= 0 && groups.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        String[] head = split(gap < 0 ? groups : groups.substring(0, gap));
        String[] rest = gap < 0 ? new String[0] : split(groups.substring(gap + 2));
        int given = head.length + rest.length;
        if (gap < 0 ? given != 8 : given > 7) {
            return Optional.empty();
        }
        byte[] bytes = new byte[16];
        return fill(head, bytes, 0) && fill(rest, bytes, 8 - rest.length) ? Optional.of(bytes) : Optional.empty();
    }

    private static String[] split(String groups) {
        return groups.isEmpty() ? new String[0] : groups.split(":", -1);
    }

    private static boolean fill(String[] groups, byte[] bytes, int from) {
        for (int i = 0; i < groups.length; i++) {
            if (!groups[i].matches("[0-9a-fA-F]{1,4}")) {
                return false;
            }
            int value = Integer.parseInt(groups[i], 16);
            bytes[2 * (from + i)] = (byte) (value >> 8);
            bytes[2 * (from + i) + 1] = (byte) value;
        }
        return true;
    }
}
