package io.redshiftops.sandbox.redshift.copy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decimals: surplus digits of the fraction are cut, or rounded with ROUNDEC. */
final class DecimalConverter implements FieldConverter {

    private static final String TYPE = "Decimal";

    private final int precision;
    private final int scale;
    private final boolean rounds;

    DecimalConverter(int precision, int scale, boolean rounds) {
        this.precision = precision;
        this.scale = scale;
        this.rounds = rounds;
    }

    @Override
    public @Nullable Rejection convert(byte[] bytes, int from, int to, Bytes out) {
        int at = from;
        if (bytes[at] == '-' || bytes[at] == '+') {
            at++;
        }
        int start = at;
        while (at < to && isDigit(bytes[at])) {
            at++;
        }
        int point = at;
        if (at < to && bytes[at] == '.') {
            at++;
            while (at < to && isDigit(bytes[at])) {
                at++;
            }
        }
        int fraction = Math.max(0, at - point - 1);
        if (point == start && fraction == 0) {
            return Rejection.digit(bytes, from, at, to, TYPE);
        }
        if (at < to) {
            return bytes[at] == 'e' || bytes[at] == 'E'
                    ? slowly(bytes, from, to, out)
                    : Rejection.digit(bytes, from, at, to, TYPE);
        }
        if (rounds && fraction > scale) {
            return slowly(bytes, from, to, out);
        }
        int first = start;
        while (first < point && bytes[first] == '0') {
            first++;
        }
        if (point - first > precision - scale) {
            return Rejection.numericOverflow(precision, scale);
        }
        write(bytes, bytes[from] == '-', first, point, Math.min(fraction, scale), out);
        return null;
    }

    /** Writes the canonical form with all digits of the scale, since sort keys are read from it. */
    private void write(byte[] bytes, boolean negative, int first, int point, int fraction, Bytes out) {
        boolean zero = first == point;
        for (int i = 1; zero && i <= fraction; i++) {
            zero = bytes[point + i] == '0';
        }
        if (negative && !zero) {
            out.add('-');
        }
        if (first == point) {
            out.add('0');
        } else {
            out.add(bytes, first, point);
        }
        if (scale > 0) {
            out.add('.');
            if (fraction > 0) {
                out.add(bytes, point + 1, point + 1 + fraction);
            }
            for (int i = fraction; i < scale; i++) {
                out.add('0');
            }
        }
    }

    private @Nullable Rejection slowly(byte[] bytes, int from, int to, Bytes out) {
        BigDecimal value;
        try {
            value = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            return Rejection.digit(bytes, from, to - 1, to, TYPE);
        }
        // A scale of any size could ask for gigabytes of zeros.
        if (value.signum() != 0 && value.precision() - (long) value.scale() > precision - scale) {
            return Rejection.numericOverflow(precision, scale);
        }
        boolean vanishes = value.signum() == 0 || value.precision() - (long) value.scale() < -scale;
        BigDecimal scaled = vanishes
                ? BigDecimal.ZERO.setScale(scale)
                : value.setScale(scale, rounds ? RoundingMode.HALF_UP : RoundingMode.DOWN);
        if (scaled.precision() - scaled.scale() > precision - scale && scaled.signum() != 0) {
            return Rejection.numericOverflow(precision, scale);
        }
        out.add(scaled.toPlainString().getBytes(StandardCharsets.ISO_8859_1));
        return null;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
