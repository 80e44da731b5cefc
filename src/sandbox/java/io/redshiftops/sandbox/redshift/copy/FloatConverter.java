package io.redshiftops.sandbox.redshift.copy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Floating-point numbers, as PostgreSQL reads them. */
final class FloatConverter implements FieldConverter {

    private static final Set<String> WORDS = Set.of("nan", "infinity", "+infinity", "-infinity", "inf", "+inf", "-inf");

    /** Shorter numbers without an exponent are within the range of either type. */
    private static final int SURE_LENGTH = 30;

    private final boolean single;

    FloatConverter(boolean single) {
        this.single = single;
    }

    @Override
    public @Nullable Rejection convert(byte[] bytes, int from, int to, Bytes out) {
        int at = from;
        if (bytes[at] == '-' || bytes[at] == '+') {
            at++;
        }
        int start = at;
        at = digits(bytes, at, to);
        int count = at - start;
        if (at < to && bytes[at] == '.') {
            int point = at + 1;
            at = digits(bytes, point, to);
            count += at - point;
        }
        if (count == 0) {
            return word(bytes, from, to, out);
        }
        boolean exponent = at < to && (bytes[at] | 0x20) == 'e';
        if (exponent) {
            at++;
            if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
                at++;
            }
            int power = at;
            at = digits(bytes, at, to);
            if (at == power) {
                return Rejection.INVALID_FLOAT;
            }
        }
        if (at < to) {
            return Rejection.INVALID_FLOAT;
        }
        if ((exponent || to - from > SURE_LENGTH) && !inRange(bytes, from, to)) {
            return Rejection.FLOAT_RANGE;
        }
        out.add(bytes, from, to);
        return null;
    }

    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static @Nullable Rejection word(byte[] bytes, int from, int to, Bytes out) {
        String word = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (!WORDS.contains(word)) {
            return Rejection.INVALID_FLOAT;
        }
        out.add(bytes, from, to);
        return null;
    }

    /** Neither too large nor so small that only zero is left. */
    private boolean inRange(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        double value = single ? Float.parseFloat(text) : Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            return false;
        }
        for (int at = from; value == 0 && at < to && (bytes[at] | 0x20) != 'e'; at++) {
            if (bytes[at] >= '1' && bytes[at] <= '9') {
                return false;
            }
        }
        return true;
    }
}
