package io.redshiftops.sandbox.redshift.copy;

import org.jspecify.annotations.Nullable;

/** Whole numbers: digits after an optional sign. */
final class IntegerConverter implements FieldConverter {

    private static final int SURE_DIGITS = 18;

    private final long least;
    private final long most;
    private final String type;

    IntegerConverter(long least, long most, String type) {
        this.least = least;
        this.most = most;
        this.type = type;
    }

    @Override
    public @Nullable Rejection convert(byte[] bytes, int from, int to, Bytes out) {
        int at = from;
        boolean negative = bytes[at] == '-';
        if (negative || bytes[at] == '+') {
            at++;
        }
        int digits = at;
        long value = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return Rejection.digit(bytes, from, at, to, type);
            }
            if (at - digits >= SURE_DIGITS && value < (Long.MIN_VALUE + digit) / 10) {
                return allDigits(bytes, from, at, to);
            }
            // Negative numbers reach one further than positive ones.
            value = value * 10 - digit;
        }
        if (at == digits) {
            return Rejection.digit(bytes, from, at, to, type);
        }
        boolean fits = negative ? value >= least : value != Long.MIN_VALUE && -value <= most;
        if (!fits) {
            return Rejection.overflow(bytes, from, to, type);
        }
        out.add(bytes, bytes[from] == '+' ? from + 1 : from, to);
        return null;
    }

    private Rejection allDigits(byte[] bytes, int from, int start, int to) {
        for (int at = start; at < to; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return Rejection.digit(bytes, from, at, to, type);
            }
        }
        return Rejection.overflow(bytes, from, to, type);
    }
}
